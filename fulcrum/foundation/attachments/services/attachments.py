"""Attach a file to an object, and remove one."""

from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Sum

from fulcrum.foundation.attachments import links, owners
from fulcrum.foundation.attachments.file_names import kept_name
from fulcrum.foundation.attachments.media_types import TAKEN, media_type_of
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import cleaning, locks
from fulcrum.foundation.attachments.sizes import MB, in_mb
from fulcrum.foundation.attachments.storage import TooLargeError, contents
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.classification import Classification
from fulcrum.kit.refusal import Refusal


@transaction.atomic
def attach(
    file: BinaryIO,
    *,
    name: str,
    kind: str,
    about_id: str,
    classification: Classification,
    by: User,
    at: datetime,
) -> Attachment:
    """Keep `file` (readable from its beginning) as an attachment of the object `about_id` of `kind`.

    Raises PermissionDenied; Refusal attachment_empty, attachment_too_large, attachments_too_many, attachment_type.
    """
    if not owners.may_add(by, kind, about_id, classification):
        raise PermissionDenied(f"{kind} {about_id}")
    size = _checked_size(file, name)
    media_type = media_type_of(file)
    if media_type not in TAKEN:
        raise Refusal("attachment_type", name=name, found=media_type, taken=taken_types())
    locks.share()
    _leave_room(kind, about_id, name, size)
    file.seek(0)
    try:
        stored = contents().put(file, most=size)
    except TooLargeError as error:
        raise ValueError(f"{name!r} grew while it was read") from error
    attachment = Attachment.objects.create(
        sha256=stored.sha256,
        size=stored.size,
        name=kept_name(name, media_type),
        media_type=media_type,
        classification=classification,
        about_kind=kind,
        about_id=about_id,
        uploaded_by=by,
        at=at,
    )
    audit.record(
        "attachments.attached",
        attachment,
        by=by,
        at=at,
        organisation=links.organisation_key(kind, about_id),
        about_kind=kind,
        about_id=about_id,
        sha256=stored.sha256,
        size=stored.size,
    )
    return attachment


@transaction.atomic
def remove(attachment: Attachment, *, reason: str, by: User, at: datetime) -> None:
    """Let go of the content; name, hash and reason stay, and who did it.

    Raises PermissionDenied; Refusal attachment_reason_missing, attachment_removed_already.
    """
    attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    classification = Classification(attachment.classification)
    if not owners.may_add(by, attachment.about_kind, attachment.about_id, classification):
        raise PermissionDenied(str(attachment.pk))
    if not reason.strip():
        raise Refusal("attachment_reason_missing", name=attachment.name)
    if attachment.removed_at is not None:
        raise Refusal("attachment_removed_already", name=attachment.name)
    attachment.removed_at, attachment.removed_by, attachment.removed_reason = at, by, reason.strip()
    attachment.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    audit.record(
        "attachments.removed",
        attachment,
        by=by,
        at=at,
        reason=reason.strip(),
        organisation=links.organisation_key(attachment.about_kind, attachment.about_id),
        about_kind=attachment.about_kind,
        about_id=attachment.about_id,
        sha256=attachment.sha256,
    )
    transaction.on_commit(lambda: cleaning.let_go(attachment.sha256))


def taken_types() -> str:
    """The types that are taken, as people call them."""
    return ", ".join(taken.label for taken in TAKEN.values())


def _checked_size(file: BinaryIO, name: str) -> int:
    size = file.seek(0, 2)
    most = settings.ENV.attachment_mb
    if size == 0:
        raise Refusal("attachment_empty", name=name)
    if size > most * MB:
        raise Refusal("attachment_too_large", name=name, size=in_mb(size), most=most)
    return size


def _leave_room(kind: str, about_id: str, name: str, size: int) -> None:
    """Refuse what would bring an object's attachments above their sum; one adder per object at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"{kind}:{about_id}"])
    kept = Attachment.objects.about(kind, about_id).kept().aggregate(sum=Sum("size"))["sum"] or 0
    most = settings.ENV.attachments_total_mb
    if kept + size > most * MB:
        raise Refusal("attachments_too_many", name=name, size=in_mb(size), kept=in_mb(kept), most=most)
