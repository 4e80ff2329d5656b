"""Attachments that somebody may see."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fulcrum.foundation.attachments import owners
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.kit.classification import Classification


def of_object(user: Any, kind: str, about_id: str) -> QuerySet[Attachment]:
    """The attachments of one object that this person may see, newest first; removed ones are left out."""
    return of_classes(owners.classes_seen(user, kind, about_id), kind, about_id)


def of_classes(classes: Collection[Classification], kind: str, about_id: str) -> QuerySet[Attachment]:
    """The attachments of one object that are of these classes, for an owner who knows already which may be seen."""
    kept = Attachment.objects.about(kind, about_id).kept().filter(classification__in=classes)
    return kept.select_related("uploaded_by")


def one(user: Any, key: UUID) -> Attachment | None:
    """An attachment that this person may see, a removed one too; None for one they may not know of."""
    found = Attachment.objects.select_related("removed_by").filter(pk=key).first()
    if found is None:
        return None
    classification = Classification(found.classification)
    return found if owners.may_see(user, found.about_kind, found.about_id, classification) else None
