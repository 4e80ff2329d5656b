"""What an organisation does with its offer: answer it, ask about it, appeal."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation import offer_notices as telling
from fulcrum.allocation.domain.consent import Answer, Appeal, Deed, OfferEventKind
from fulcrum.allocation.models import Offer, OfferEvent
from fulcrum.allocation.services import offer_answers as answers
from fulcrum.allocation.services import offer_records as records
from fulcrum.allocation.services.offer_answers import Given
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.registry import access
from fulcrum.registry.models import Organisation


@transaction.atomic
def accept(offer: Offer, *, staff: int | None = None, by: User, at: datetime) -> Offer:
    """Accept: the unit begins in the same transaction.

    staff   how many people the organisation has; it decides the size of the team
    Raises PermissionDenied; Refusal `offer_is_closed`, `offer_window_over`, `paper_waits`, `staff_out_of_range`,
    `no_model_of_a_unit`, and as `units.create` does.
    """
    return _answer(offer, Given(Answer.ACCEPT, staff=staff), by=by, at=at)


@transaction.atomic
def decline(offer: Offer, *, reason: str, by: User, at: datetime) -> Offer:
    """Decline with a reason. Raises as `accept` does; Refusal `offer_reason_missing`."""
    return _answer(offer, Given(Answer.DECLINE, reason), by=by, at=at)


@transaction.atomic
def defer(offer: Offer, *, year: int, reason: str, by: User, at: datetime) -> Offer:
    """Put the offer off to a later year, from which on the organisation is weighed again.

    Raises as `decline` does; Refusal `year_not_ahead`, `year_too_far`.
    """
    return _answer(offer, Given(Answer.DEFER, reason, year=year), by=by, at=at)


@transaction.atomic
def propose_share(offer: Offer, *, share_with: Organisation, reason: str, by: User, at: datetime) -> Offer:
    """Propose to share a unit with another organisation instead of having one; the programme says what it thinks.

    Raises as `decline` does; Refusal `partner_is_itself`, `partner_is_elsewhere`, `partner_has_ended`.
    """
    return _answer(offer, Given(Answer.SHARE, reason, share_with=share_with), by=by, at=at)


@transaction.atomic
def ask(offer: Offer, *, question: str, by: User, at: datetime) -> OfferEvent:
    """Ask the programme; while the question waits, the offer does not lapse.

    Raises PermissionDenied; Refusal `offer_is_closed`, `offer_window_over`, `question_waits`, `question_missing`.
    """
    text = records.said(question, "question_missing")
    right = records.right_of(by, records.ANSWER, offer.organisation)
    row = records.taken_up(offer, Deed.ASK, action=records.ANSWER, by=by, at=at)
    row.question_waits, row.asked_by = True, by
    row.save(update_fields=["question_waits", "asked_by"])
    event = records.note(OfferEventKind.QUESTION, row, by=by, at=at, right=right, text=text)
    audit.record(
        "allocation.offer_asked_about", row, by=by, at=at, organisation=row.organisation, number=row.number
    )
    telling.tell_programme(row, OfferEventKind.QUESTION, at=at, once=f"{event.pk}", leave_out=by)
    return event


@transaction.atomic
def appeal(offer: Offer, *, reason: str, by: User, at: datetime) -> Offer:
    """Appeal: against the offer while it is open, or against its end. Somebody else than its publisher decides.

    Raises PermissionDenied; Refusal `appeal_waits`, `appealed_already`, `offer_window_over`, `nothing_to_appeal`,
    `offer_superseded`, `appeal_window_over`, `offer_reason_missing`.
    """
    text = records.said(reason)
    right = records.right_of(by, records.ANSWER, offer.organisation)
    row = records.taken_up(offer, Deed.APPEAL, action=records.ANSWER, by=by, at=at)
    row.appeal, row.appealed_by = Appeal.WAITING, by
    row.save(update_fields=["appeal", "appealed_by"])
    event = records.note(OfferEventKind.APPEALED, row, by=by, at=at, right=right, text=text)
    audit.record(
        "allocation.offer_appealed",
        row,
        by=by,
        at=at,
        reason=text,
        organisation=row.organisation,
        number=row.number,
    )
    telling.tell_programme(row, OfferEventKind.APPEALED, at=at, once=f"{event.pk}", leave_out=row.sent_by)
    return row


@transaction.atomic
def mark_read(offer: Offer, *, by: User, at: datetime) -> None:
    """Keep that somebody who may answer has opened the offer for the first time; nobody else's look counts."""
    if not access.may(by, records.ANSWER, offer.organisation):
        return
    row = records.locked(offer)
    if not row.events.filter(kind=OfferEventKind.READ).exists():
        right = records.right_of(by, records.ANSWER, row.organisation)
        records.note(OfferEventKind.READ, row, by=by, at=at, right=right)


def _answer(offer: Offer, given: Given, *, by: User, at: datetime) -> Offer:
    right = records.right_of(by, records.ANSWER, offer.organisation)
    row = records.taken_up(offer, Deed.ANSWER, action=records.ANSWER, by=by, at=at)
    answers.check(given, row, timezone.localdate(at))
    answered = answers.apply(row, given, answered_by=by, by=by, at=at, right=right)
    telling.tell_programme(answered, answers.EVENTS[given.answer], at=at, once=_once(answered, at))
    return answered


def _once(row: Offer, at: datetime) -> str:
    return f"{row.number} {at.isoformat()}"
