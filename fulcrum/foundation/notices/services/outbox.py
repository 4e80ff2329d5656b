"""Put mails into the outbox, in the transaction of what they tell, and queue their sending with it."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices import readers
from fulcrum.foundation.notices.domain.states import MailState
from fulcrum.foundation.notices.models import Mail
from fulcrum.foundation.notices.own_jobs import SEND
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal

PER_JOB = 50
"""Mails that one job sends over one connection, so that other work gets its turn between."""
AFTER_OTHERS = -10
"""Priority of many mails at once: a link for a new password must not wait behind a letter to everybody."""

_ATTACH = """
    UPDATE notices_notice AS notice SET mail_id = mail.id FROM notices_mail AS mail
    WHERE mail.id = ANY(%s) AND notice.id = ANY(%s) AND notice.to_id = mail.to_id
"""


def draft(kind: str, *, address: str, language: str, at: datetime, **fields: Any) -> Mail:
    """A mail that is not kept yet. Its Message-ID cannot be guessed and stays the same in every attempt."""
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    message_id = f"<{uuid.uuid4().hex}@{sender.rpartition('@')[2] or 'localhost'}>"
    return Mail(
        kind=kind,
        address=address,
        language=language,
        at=at,
        next_attempt_at=at,
        message_id=message_id,
        **fields,
    )


def draft_to(user: User, kind: str, *, at: datetime) -> Mail:
    """A mail for the notices of somebody with an account."""
    return draft(kind, address=user.email, language=readers.language_of(user), at=at, to=user)


def put(mails: Sequence[Mail]) -> list[Mail]:
    """Keep mails and queue their sending; both happen only if the surrounding transaction is kept.

    Returns those that were kept: not the ones to an address that had the same before.
    """
    with transaction.atomic():
        Mail.objects.bulk_create(mails, ignore_conflicts=True, batch_size=2000)
        by_message_id = {mail.message_id: mail for mail in mails}
        kept = Mail.objects.filter(message_id__in=by_message_id).values_list("message_id", "pk")
        for message_id, pk in kept:
            by_message_id[message_id].pk = pk
        written = [mail for mail in mails if mail.pk is not None]
        queue([mail.pk for mail in written])
    return written


def attach(mails: Sequence[Mail], notices: Sequence[int]) -> None:
    """Say of each notice which of `mails` carries it: the one to its reader."""
    with connection.cursor() as cursor:
        cursor.execute(_ATTACH, [[mail.pk for mail in mails], list(notices)])


def queue(mail_ids: Sequence[int], *, at: datetime | None = None) -> None:
    """Have a worker send these mails: now, or at a later moment."""
    starts = range(0, len(mail_ids), PER_JOB)
    parts: list[dict[str, Any]] = [{"mail_ids": list(mail_ids[n : n + PER_JOB])} for n in starts]
    if parts:
        priority = 0 if len(parts) == 1 else AFTER_OTHERS
        app.configure_task(SEND, schedule_at=at, priority=priority).batch_defer(*parts)


@transaction.atomic
def send_again(mail: Mail, *, by: User, at: datetime) -> None:
    """Start anew with a mail that was given up: the full row of attempts, the same Message-ID.

    Raises PermissionDenied; Refusal mail_is_on_its_way, mail_forgotten.
    """
    rights.require(by, "notices.tend_outbox")
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.state in (MailState.WAITING, MailState.SENDING, MailState.SENT):
        raise Refusal("mail_is_on_its_way")
    if mail.to_id is None:
        raise Refusal("mail_forgotten")
    mail.state, mail.attempts, mail.next_attempt_at = MailState.WAITING, 0, at
    mail.trouble, mail.error, mail.is_hard_bounce = "", "", False
    mail.save(update_fields=["state", "attempts", "next_attempt_at", "trouble", "error", "is_hard_bounce"])
    audit.record("notices.mail_sent_again", mail, by=by, at=at)
    queue([mail.pk])
