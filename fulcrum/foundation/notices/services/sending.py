"""Send what waits in the outbox.

What holds, and what SMTP cannot promise: one row is in the hands of one worker at a time, and each attempt gives the
message to the server at most once. A worker that dies, or loses the server's answer, after the server took the message
cannot know that it did. Such a mail is sent again with the same Message-ID, so that mailboxes and people can see that
it is the same; it is never silently lost.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from fulcrum.foundation.notices import letters
from fulcrum.foundation.notices.domain.backoff import wait_after
from fulcrum.foundation.notices.domain.states import MailState, Trouble
from fulcrum.foundation.notices.mail_server import Answer, Line
from fulcrum.foundation.notices.models import Mail
from fulcrum.foundation.notices.readers import is_told, language_of
from fulcrum.foundation.notices.services import addresses, outbox

log = logging.getLogger(__name__)

STALLED_AFTER = timedelta(minutes=2)
"""Between taking a mail and locking its row again lie milliseconds; the lock tells the living from the dead."""
OVERDUE_AFTER = timedelta(minutes=15)
MOST_AT_A_TIME = 500
_FATE = [
    "state",
    "attempts",
    "next_attempt_at",
    "sending_since",
    "sent_at",
    "trouble",
    "error",
    "is_hard_bounce",
    "facts",
    "url",
    "address",
    "language",
]


def send_all(mail_ids: Sequence[int], *, clock: Callable[[], datetime]) -> None:
    """Send these mails over one connection; those that are sent, not due or in other hands are left alone."""
    with Line() as line:
        for mail_id in mail_ids:
            attempt = _take(mail_id, at=clock())
            if attempt is not None:
                _carry_out(mail_id, attempt, line, clock)


@transaction.atomic
def _take(mail_id: int, *, at: datetime) -> int | None:
    """Take a mail in hand, seen by everybody once this returns; the number of this attempt, or None."""
    waiting = Mail.objects.due(at).select_related("to")
    mail = waiting.select_for_update(skip_locked=True, of=("self",)).filter(pk=mail_id).first()
    if mail is None:
        return None
    if mail.to is not None:
        mail.address, mail.language = mail.to.email, language_of(mail.to)
    if reason := _reason_to_drop(mail):
        _end(mail, MailState.DROPPED, Answer(reason))
        return None
    mail.state, mail.sending_since, mail.attempts = MailState.SENDING, at, mail.attempts + 1
    mail.save(update_fields=_FATE)
    return mail.attempts


def _reason_to_drop(mail: Mail) -> Trouble | None:
    if mail.to is None:
        return None
    if not is_told(mail.to):
        return Trouble.PERSON_LEFT
    if mail.to.is_demonstration and settings.EMAIL_FILE_PATH is None:
        return Trouble.DEMONSTRATION
    return Trouble.ADDRESS_FAILS if addresses.is_failing(mail.address) else None


@transaction.atomic
def _carry_out(mail_id: int, attempt: int, line: Line, clock: Callable[[], datetime]) -> None:
    """Send and keep the answer. The row stays locked meanwhile: that is the sign of life of this worker."""
    in_hand = Mail.objects.filter(pk=mail_id, state=MailState.SENDING, attempts=attempt)
    mail = in_hand.select_related("to").select_for_update(of=("self",)).first()
    if mail is not None:
        answer = _hand_over(mail, line)
        _keep(mail, answer, at=clock())


def _hand_over(mail: Mail, line: Line) -> Answer:
    try:
        message = letters.message(mail)
    except Exception as error:  # one text that cannot be written must not stop the others
        log.exception("mail could not be written", extra={"mail": mail.pk, "kind": mail.kind})
        return Answer(Trouble.UNWRITTEN, type(error).__name__)
    return line.hand_over(message)


def _keep(mail: Mail, answer: Answer, *, at: datetime) -> None:
    if answer.trouble is None:
        mail.sent_at = at
        _end(mail, MailState.SENT, answer)
    elif answer.is_final:
        mail.is_hard_bounce = answer.is_of_address
        _end(mail, MailState.FAILED, answer)
        if answer.is_of_address:
            addresses.note_hard_bounce(mail, at=at)
    else:
        _postpone(mail, answer, at=at)


def _postpone(mail: Mail, answer: Answer, *, at: datetime) -> None:
    """Wait for the next attempt, longer after each, or give up after the last."""
    wait = wait_after(mail.attempts)
    if wait is None:
        _end(mail, MailState.FAILED, answer)
        return
    mail.state, mail.sending_since, mail.next_attempt_at = MailState.WAITING, None, at + wait
    mail.trouble, mail.error = answer.trouble or "", answer.said
    mail.save(update_fields=_FATE)
    outbox.queue([mail.pk], at=mail.next_attempt_at)


def _end(mail: Mail, state: MailState, answer: Answer) -> None:
    """Nothing more is sent: what only the mail held is forgotten."""
    mail.state, mail.sending_since = state, None
    mail.trouble, mail.error = answer.trouble or "", answer.said
    mail.facts, mail.url = {}, ""
    mail.save(update_fields=_FATE)


@transaction.atomic
def take_up_again(*, at: datetime) -> int:
    """Bring back what a dead worker had in hand, and queue anew what should have been sent long ago.

    A row that is locked is in living hands, however long it takes. Returns how many were brought back.
    """
    dead = Mail.objects.filter(state=MailState.SENDING, sending_since__lt=at - STALLED_AFTER)
    stalled = list(dead.select_for_update(skip_locked=True)[:MOST_AT_A_TIME])
    for mail in stalled:
        log.warning("mail of a worker that died is taken up again", extra={"mail": mail.pk})
        _postpone(mail, Answer(Trouble.CUT_SHORT), at=at)
    forgotten = Mail.objects.due(at - OVERDUE_AFTER).select_for_update(skip_locked=True)
    overdue = list(forgotten.order_by("next_attempt_at").values_list("pk", flat=True)[:MOST_AT_A_TIME])
    Mail.objects.filter(pk__in=overdue).update(next_attempt_at=at)
    outbox.queue(overdue)
    return len(stalled)
