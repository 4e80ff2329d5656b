"""What becomes of an offer by an answer, however it was given: in the program or on paper."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from fulcrum.allocation.domain import consent
from fulcrum.allocation.domain.consent import Answer, OfferEventKind, OfferState
from fulcrum.allocation.models import Offer, UnitRequest
from fulcrum.allocation.services import offer_records as records
from fulcrum.allocation.services import requests
from fulcrum.allocation.services.offer_records import OWN, Right
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Organisation
from fulcrum.units.domain.codes import Origin
from fulcrum.units.models import BlueprintVersion, Unit
from fulcrum.units.services import units

MODEL_OF_A_UNIT = "dtu"
"""The blueprint that an offer is about; its newest published version is the one that a unit begins from."""

EVENTS = {
    Answer.ACCEPT: OfferEventKind.ACCEPTED,
    Answer.DECLINE: OfferEventKind.DECLINED,
    Answer.DEFER: OfferEventKind.DEFERRED,
    Answer.SHARE: OfferEventKind.SHARING_PROPOSED,
}


@dataclass(frozen=True)
class Given:
    """One answer with what it needs.

    reason      for every answer but an acceptance
    year        to which the offer is put off
    share_with  with whom a unit would be shared
    staff       how many people the organisation has, for the size of the team
    """

    answer: Answer
    reason: str = ""
    year: int | None = None
    share_with: Organisation | None = None
    staff: int | None = None


def check(given: Given, row: Offer, on: date) -> None:
    """Raise the refusal of an answer that lacks something or asks for what cannot be.

    Refusal `offer_reason_missing`, `year_missing`, `year_not_ahead`, `year_too_far`, `partner_missing`,
    `partner_is_itself`, `partner_is_elsewhere`, `partner_has_ended`, `staff_out_of_range`.
    """
    if given.answer is Answer.ACCEPT:
        if given.staff is not None and not 1 <= given.staff <= MOST_STAFF:
            raise Refusal("staff_out_of_range", staff=given.staff, most=MOST_STAFF)
        return
    records.said(given.reason)
    if given.answer is Answer.DEFER:
        _check_year(given.year, on)
    if given.answer is Answer.SHARE:
        _check_partner(given.share_with, row, on)


MOST_STAFF = 500_000


def _check_year(year: int | None, on: date) -> None:
    if year is None:
        raise Refusal("year_missing")
    code = consent.year_refusal(year, on)
    if code is not None:
        raise Refusal(code, year=year, first=on.year + 1, last=on.year + consent.MOST_YEARS_AHEAD)


def _check_partner(partner: Organisation | None, row: Offer, on: date) -> None:
    if partner is None:
        raise Refusal("partner_missing")
    if partner.pk == row.organisation_id:
        raise Refusal("partner_is_itself", organisation=partner.name_en)
    if partner.pack != row.organisation.pack:
        raise Refusal("partner_is_elsewhere", organisation=partner.name_en)
    if partner.is_closed_on(on):
        raise Refusal("partner_has_ended", organisation=partner.name_en)


def apply(
    row: Offer,
    given: Given,
    *,
    answered_by: User,
    by: User,
    at: datetime,
    right: Right = OWN,
    document: Attachment | None = None,
    **facts: Any,
) -> Offer:
    """Let a checked answer to a locked offer take effect; an acceptance sets the unit up in the same transaction.

    answered_by   who gave it or handed the paper in; `by` who made it count
    """
    on = timezone.localdate(at)
    records.end(row, consent.LEADS_TO[given.answer], on)
    row.answered_by = answered_by
    facts.update(_facts(given))
    if given.answer is Answer.ACCEPT:
        row.unit = _set_up(row, given, by=by, at=at)
        facts.update(unit=row.unit.number, **_fulfil_request(row, by=by, at=at))
    row.deferred_to = given.year if given.answer is Answer.DEFER else None
    row.share_with = given.share_with if given.answer is Answer.SHARE else None
    columns = [*records.ENDING, "answered_by", "unit", "deferred_to", "share_with"]
    row.save(update_fields=columns)
    records.note(
        EVENTS[given.answer], row, by=by, at=at, right=right, text=given.reason, document=document, **facts
    )
    audit.record(
        f"allocation.offer_{consent.LEADS_TO[given.answer]}",
        row,
        by=by,
        at=at,
        reason=given.reason.strip(),
        organisation=row.organisation,
        before={"state": OfferState.OPEN.value},
        after={"state": row.state},
        number=row.number,
        behalf=right.appointment,
        **facts,
    )
    return row


def _facts(given: Given) -> dict[str, Any]:
    told = {
        "staff": given.staff,
        "year": given.year if given.answer is Answer.DEFER else None,
        "share_with": given.share_with.pk if given.share_with and given.answer is Answer.SHARE else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _set_up(row: Offer, given: Given, *, by: User, at: datetime) -> Unit:
    blueprint = BlueprintVersion.objects.usable_for(row.organisation).filter(code=MODEL_OF_A_UNIT).first()
    if blueprint is None:
        raise Refusal("no_model_of_a_unit", model=MODEL_OF_A_UNIT)
    return units.create(
        row.organisation,
        origin=Origin.OFFER,
        blueprint=blueprint,
        staff=given.staff,
        began_on=timezone.localdate(at),
        basis=f"offer {row.number}",
        by=by,
        at=at,
    )


def _fulfil_request(row: Offer, *, by: User, at: datetime) -> dict[str, Any]:
    """Close the head's own request, and tell whom it named to lead, so that nobody is asked for the name twice."""
    rows = UnitRequest.objects.select_for_update(of=("self",)).select_related("organisation")
    request = rows.open().filter(organisation=row.organisation).first()
    if request is None:
        return {}
    requests.fulfil(request, why=f"offer {row.number}", by=by, at=at)
    return {"lead_name": request.lead_name, "lead": request.lead_id, "request": request.pk}
