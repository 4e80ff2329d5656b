"""Take in delivery reports: the mail has bounced, and its address may be failing."""

import logging
from datetime import datetime

from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.domain.delivery_reports import Undelivered, undelivered
from fulcrum.foundation.notices.domain.states import MailState, Trouble
from fulcrum.foundation.notices.models import Mail
from fulcrum.foundation.notices.services import addresses

log = logging.getLogger(__name__)


def take_in(report: bytes, *, at: datetime) -> int:
    """Note every failed delivery that `report` tells of; returns how many mails of ours bounced by it."""
    return sum(_note(each, at) for each in undelivered(report))


@transaction.atomic
def _note(report: Undelivered, at: datetime) -> bool:
    """Mark the mail; a report that comes twice, or about no mail of ours, changes nothing."""
    mail = Mail.objects.select_for_update().filter(message_id=report.message_id).first()
    if mail is None or mail.state == MailState.BOUNCED:
        log.info("delivery report left aside", extra={"message_id": report.message_id})
        return False
    mail.state, mail.bounced_at, mail.sending_since = MailState.BOUNCED, at, None
    mail.trouble, mail.error, mail.is_hard_bounce = Trouble.UNDELIVERED, report.reason, report.is_hard
    mail.facts, mail.url = {}, ""
    mail.save(
        update_fields=[
            "state",
            "bounced_at",
            "sending_since",
            "trouble",
            "error",
            "is_hard_bounce",
            "facts",
            "url",
        ]
    )
    audit.record("notices.mail_bounced", mail, by=None, at=at, is_hard=report.is_hard)
    if report.is_hard:
        addresses.note_hard_bounce(mail, at=at)
    return True
