"""What the programme does with an offer: answer a question, decide, extend, withdraw; remind and let lapse."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation import offer_content
from fulcrum.allocation import offer_notices as telling
from fulcrum.allocation.domain import answer_window
from fulcrum.allocation.domain.consent import Appeal, Deed, OfferEventKind, OfferState
from fulcrum.allocation.models import Offer
from fulcrum.allocation.services import offer_records as records
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_time import NotCovered
from fulcrum.registry import calendars


@transaction.atomic
def answer_question(offer: Offer, *, text: str, by: User, at: datetime) -> Offer:
    """Answer the question that waits; little time left grows to the days that the rules promise.

    Raises PermissionDenied; Refusal `no_question_waits`, `answer_missing`.
    """
    told = records.said(text, "answer_missing")
    row = records.taken_up(offer, Deed.ANSWER_QUESTION, action=records.RUN, by=by, at=at)
    was = row.answer_by
    row.question_waits = False
    records.leave_time(row, timezone.localdate(at))
    row.save(update_fields=["question_waits", "answer_by", "remind_on"])
    facts: dict[str, Any] = {"answer_by": row.answer_by.isoformat()} if row.answer_by != was else {}
    event = records.note(OfferEventKind.ANSWER, row, by=by, at=at, text=told, **facts)
    _record("allocation.offer_question_answered", row, by=by, at=at)
    telling.tell_organisation(
        row, OfferEventKind.ANSWER, at=at, once=f"{event.pk}", text=told, also=row.asked_by
    )
    return row


@transaction.atomic
def extend(offer: Offer, *, until: date, reason: str, by: User, at: datetime) -> Offer:
    """Give more time, with a reason. Raises PermissionDenied; Refusal `offer_is_closed`, `no_later_day`."""
    why = records.said(reason)
    row = records.taken_up(offer, Deed.EXTEND, action=records.RUN, by=by, at=at)
    on = timezone.localdate(at)
    if until <= max(row.answer_by, on):
        raise Refusal("no_later_day", day=max(row.answer_by, on))
    was, row.answer_by = row.answer_by, until
    row.remind_on = _reminders(row, on)
    row.save(update_fields=["answer_by", "remind_on"])
    records.note(
        OfferEventKind.WINDOW_EXTENDED, row, by=by, at=at, text=why, was=str(was), answer_by=str(until)
    )
    _record(
        "allocation.offer_extended", row, by=by, at=at, reason=why, before={"answer_by": str(was)},
        after={"answer_by": str(until)},
    )  # fmt: skip
    telling.tell_organisation(row, OfferEventKind.WINDOW_EXTENDED, at=at, once=str(until), text=why)
    return row


def _reminders(row: Offer, on: date) -> list[date]:
    """The days on which to remind before a moved last day; none where the calendar does not reach so far."""
    try:
        calendar = calendars.for_organisation(row.organisation, on)
        before = offer_content.rules().remind_before
        return list(answer_window.reminders(calendar, on, row.answer_by, before))
    except (NotCovered, Refusal):
        return []


@transaction.atomic
def agree_sharing(offer: Offer, *, reason: str, by: User, at: datetime) -> Offer:
    """Take the proposal to share up: the place is free for the next plan.

    Raises PermissionDenied; Refusal `no_sharing_waits`, `offer_reason_missing`.
    """
    why = records.said(reason)
    row = records.taken_up(offer, Deed.AGREE_SHARING, action=records.RUN, by=by, at=at)
    row.sharing_agreed = True
    row.save(update_fields=["sharing_agreed"])
    records.note(OfferEventKind.SHARING_AGREED, row, by=by, at=at, text=why)
    _record("allocation.offer_sharing_agreed", row, by=by, at=at, reason=why)
    telling.tell_organisation(row, OfferEventKind.SHARING_AGREED, at=at, once=str(at), text=why)
    return row


@transaction.atomic
def refuse_sharing(offer: Offer, *, reason: str, by: User, at: datetime) -> Offer:
    """Say no to the proposal: the offer is open again with a new window.

    Raises as `agree_sharing` does; Refusal `window_not_covered`, `no_calendar`.
    """
    why = records.said(reason)
    row = records.taken_up(offer, Deed.REFUSE_SHARING, action=records.RUN, by=by, at=at)
    records.open_again(row, at)
    row.save(update_fields=records.OPENING)
    records.note(OfferEventKind.SHARING_REFUSED, row, by=by, at=at, text=why, answer_by=str(row.answer_by))
    _record("allocation.offer_sharing_refused", row, by=by, at=at, reason=why)
    telling.tell_organisation(row, OfferEventKind.SHARING_REFUSED, at=at, once=str(at), text=why)
    return row


@transaction.atomic
def decide_appeal(offer: Offer, *, grant: bool, reason: str, by: User, at: datetime) -> Offer:
    """Decide an appeal, as somebody who neither published the plan nor answered, asked or appealed. Granted, the offer is open with a new window.

    Raises PermissionDenied; Refusal `no_appeal_waits`, `appeal_of_ones_own`, `offer_superseded`,
    `window_not_covered`, `offer_reason_missing`.
    """
    why = records.said(reason)
    deed = Deed.GRANT_APPEAL if grant else Deed.REFUSE_APPEAL
    row = records.taken_up(offer, deed, action=records.DECIDE_APPEALS, by=by, at=at)
    if by.pk in had_a_part(row):
        raise Refusal("appeal_of_ones_own", number=row.number)
    row.appeal, row.appeal_decided_by = (Appeal.GRANTED if grant else Appeal.REFUSED), by
    if grant:
        records.open_again(row, at)
    elif row.is_open:
        records.leave_time(row, timezone.localdate(at))
    row.save(update_fields=[*records.OPENING, "appeal_decided_by"])
    kind = OfferEventKind.APPEAL_GRANTED if grant else OfferEventKind.APPEAL_REFUSED
    records.note(kind, row, by=by, at=at, text=why)
    _record("allocation.offer_appeal_decided", row, by=by, at=at, reason=why, granted=grant)
    telling.tell_organisation(row, kind, at=at, once=str(at), text=why, also=row.appealed_by)
    return row


def had_a_part(row: Offer) -> set[int]:
    """Accounts that published, answered, asked or appealed: none of them decides the appeal."""
    people = (row.sent_by_id, row.answered_by_id, row.asked_by_id, row.appealed_by_id)
    return {pk for pk in people if pk is not None}


@transaction.atomic
def withdraw(offer: Offer, *, reason: str, by: User, at: datetime) -> Offer:
    """Take an open offer back; an accepted one only when the organisation has ended.

    Raises PermissionDenied; Refusal `offer_is_closed`, `acceptance_stands`, `offer_reason_missing`.
    """
    why = records.said(reason)
    row = records.taken_up(offer, Deed.WITHDRAW, action=records.RUN, by=by, at=at)
    was = row.state
    records.end(row, OfferState.WITHDRAWN, timezone.localdate(at))
    row.save(update_fields=records.ENDING)
    records.note(OfferEventKind.WITHDRAWN, row, by=by, at=at, text=why)
    _record(
        "allocation.offer_withdrawn", row, by=by, at=at, reason=why, before={"state": was},
        after={"state": row.state},
    )  # fmt: skip
    telling.tell_organisation(row, OfferEventKind.WITHDRAWN, at=at, once=str(at), text=why)
    return row


@transaction.atomic
def remind(offer: Offer, *, at: datetime) -> bool:
    """Remind of an offer whose day of reminding has come; False if it was answered or reminded meanwhile."""
    on = timezone.localdate(at)
    row = records.locked(offer)
    due = [day for day in row.remind_on if day <= on]
    if not due or row.state != OfferState.OPEN or on > row.answer_by:
        return False
    row.remind_on = [day for day in row.remind_on if day > on]
    row.save(update_fields=["remind_on"])
    records.note(OfferEventKind.REMINDED, row, by=None, at=at)
    telling.tell_reminder(row, at=at, once=str(due[-1]))
    return True


@transaction.atomic
def lapse(offer: Offer, *, at: datetime) -> bool:
    """Let an offer lapse whose last day has passed; False while the programme owes an answer, or if it was answered."""
    on = timezone.localdate(at)
    row = records.locked(offer)
    try:
        records.check(row, Deed.LAPSE, on)
    except Refusal:
        return False
    records.end(row, OfferState.LAPSED, on)
    row.save(update_fields=records.ENDING)
    records.note(OfferEventKind.LAPSED, row, by=None, at=at)
    _record("allocation.offer_lapsed", row, by=None, at=at)
    telling.tell_organisation(row, OfferEventKind.LAPSED, at=at, once=str(on))
    telling.tell_programme(row, OfferEventKind.LAPSED, at=at, once=str(on))
    return True


def _record(
    action: str, row: Offer, *, by: User | None, at: datetime, reason: str = "", **facts: Any
) -> None:
    audit.record(
        action, row, by=by, at=at, reason=reason, organisation=row.organisation, number=row.number, **facts
    )  # fmt: skip
