"""What every deed with an offer needs: the lock, the rule, by what right, and a line of its history."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from fulcrum.allocation import offer_content
from fulcrum.allocation.domain import answer_window, consent
from fulcrum.allocation.domain.consent import Appeal, Deed, OfferEventKind, OfferState, PaperState
from fulcrum.allocation.models import Offer, OfferEvent
from fulcrum.allocation.models.offer import standing
from fulcrum.allocation.services.sides import keep_apart
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_time import NotCovered
from fulcrum.registry import access, calendars
from fulcrum.registry.domain.scope import Scope
from fulcrum.registry.models import Organisation
from fulcrum.units.models import Unit

ANSWER, RUN = "allocation.answer_offer", "allocation.run_offers"
DECIDE_APPEALS, CONFIRM_PAPER = "allocation.decide_appeals", "allocation.confirm_paper"


@dataclass(frozen=True)
class Right:
    """By whose appointment somebody acts, where it was lent to them; both empty for their own."""

    appointment: int | None = None
    delegation: int | None = None


OWN = Right()


def right_of(user: User, action: str, body: Organisation) -> Right:
    """Their own right goes before a lent one. Raises PermissionDenied through `access.require` if they have none."""
    access.require(user, action, body)
    place, roles = access.place_of(body), access.declared()[action]
    lent = None
    for grant in access.rights_of(user).grants:
        if grant.role not in roles or not Scope.of([grant]).holds(place):
            continue
        if grant.delegation is None:
            return OWN
        lent = lent or Right(grant.appointment, grant.delegation)
    return lent or OWN


def taken_up(offer: Offer, deed: Deed, *, action: str, by: User, at: datetime) -> Offer:
    """The offer, locked, for somebody who may do this deed with it today.

    Raises PermissionDenied; Refusal `simulated_and_real`, and the codes of `consent.refusal`.
    """
    access.require(by, action, offer.organisation)
    keep_apart(by, offer.organisation)
    row = locked(offer)
    check(row, deed, timezone.localdate(at))
    return row


def locked(offer: Offer) -> Offer:
    """The offer as it is now, kept from everybody else until the transaction ends."""
    rows = Offer.objects.select_for_update(of=("self",)).select_related("organisation", "publication")
    return rows.get(pk=offer.pk)


def check(row: Offer, deed: Deed, on: date) -> None:
    """Raise the refusal that the rules of consent give."""
    code = consent.refusal(offered(row, on), deed, on)
    if code is not None:
        raise Refusal(code, number=row.number, organisation=row.organisation.name_en, day=row.answer_by)


def offered(row: Offer, on: date) -> consent.Offered:
    """How one offer stands, with what other rows say about it."""
    later = Offer.objects.filter(organisation=row.organisation_id, number__gt=row.number)
    units = Unit.objects.standing().filter(organisation=row.organisation_id)
    return standing(
        row,
        paper_waits=row.papers.filter(state=PaperState.WAITING).exists(),
        is_superseded=later.exists() or units.exists(),
        host_has_ended=row.organisation.is_closed_on(on),
    )


def note(
    kind: OfferEventKind,
    row: Offer,
    *,
    by: User | None,
    at: datetime,
    right: Right = OWN,
    text: str = "",
    document: Attachment | None = None,
    **facts: Any,
) -> OfferEvent:
    """Add a line to the history."""
    return OfferEvent.objects.create(
        offer=row,
        kind=kind,
        at=at,
        on=timezone.localdate(at),
        by=by,
        behalf_id=right.appointment,
        delegation_id=right.delegation,
        text=text.strip(),
        document=document,
        facts=facts,
    )


def end(row: Offer, state: OfferState, on: date) -> None:
    """Close the offer; an appeal that nobody decided has lost its object. The caller saves the answer's own fields."""
    row.state, row.ended_on, row.remind_on = state, on, []
    row.appeal_by = on + timedelta(days=offer_content.rules().appeal_days)
    if row.appeal == Appeal.WAITING:
        row.appeal = Appeal.DROPPED
    row.question_waits = False


ENDING = ["state", "ended_on", "remind_on", "appeal_by", "appeal", "question_waits"]
"""The columns that `end` and `open_again` change."""


def open_again(row: Offer, at: datetime) -> None:
    """Give the organisation a new window from today. Raises Refusal `window_not_covered`."""
    on = timezone.localdate(at)
    rules = offer_content.rules()
    fresh = window(row.organisation, on, rules.window)
    row.state, row.ended_on, row.appeal_by = OfferState.OPEN, None, None
    row.deferred_to, row.share_with, row.sharing_agreed = None, None, None
    row.answer_by, row.remind_on = max(fresh.answer_by, row.answer_by), list(fresh.remind_on)


OPENING = [*ENDING, "deferred_to", "share_with", "sharing_agreed", "answer_by"]


def window(
    body: Organisation, sent_on: date, days: int, found: calendars.Calendars | None = None
) -> answer_window.Window:
    """So many working days of the organisation's own calendar. Raises Refusal `window_not_covered`, `no_calendar`.

    found   all calendars, where the caller has read them already
    """
    calendar = (found or calendars.read()).facts_for(body, sent_on).working
    try:
        return answer_window.window(calendar, sent_on, days, offer_content.rules().remind_before)
    except NotCovered as told:
        raise Refusal(
            "window_not_covered", organisation=body.name_en, calendar=told.calendar, day=told.day, days=days
        ) from told


def leave_time(row: Offer, on: date) -> None:
    """At least so many working days as the rules say; where the calendar does not reach, the last day stays."""
    rules = offer_content.rules()
    try:
        calendar = calendars.for_organisation(row.organisation, on)
        fresh = answer_window.window(calendar, on, rules.after_answer, rules.remind_before)
    except (NotCovered, Refusal):
        return
    if fresh.answer_by > row.answer_by:
        row.answer_by, row.remind_on = fresh.answer_by, list(fresh.remind_on)


def said(text: str, code: str = "offer_reason_missing") -> str:
    """The text without what surrounds it. Raises Refusal where there is none."""
    if not text.strip():
        raise Refusal(code)
    return text.strip()
