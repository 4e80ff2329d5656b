"""A head asks for a unit; an officer takes the request up and closes it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fulcrum.allocation import recipients, request_words
from fulcrum.allocation.domain.requesting import Priority, RequestState, Room
from fulcrum.allocation.models import UnitRequest
from fulcrum.allocation.services.sides import keep_apart
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation, Person

REQUEST, TEND = "allocation.request_unit", "allocation.tend_requests"


@dataclass(frozen=True)
class Asking:
    """What a head says. lead: the person of the register, where the name is one of theirs."""

    need: str
    priority: Priority
    priority_reason: str
    lead_name: str
    room: Room
    ict_staff: int
    lead: Person | None = None
    lead_post: str = ""
    note: str = ""


@transaction.atomic
def send(body: Organisation, asking: Asking, *, operation: UUID, by: User, at: datetime) -> UnitRequest:
    """Send a request; the same form sent twice gives the same row.

    Raises PermissionDenied; Refusal `request_is_open`, `request_of_closed`, `sent_with_other_words`,
    `simulated_and_real`.
    """
    access.require(by, REQUEST, body)
    keep_apart(by, body)
    body = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    sent = UnitRequest.objects.select_related("lead").filter(operation=operation).first()
    if sent is not None:
        if (sent.organisation_id, sent.asked_by_id, _of(sent)) != (body.pk, by.pk, asking):
            raise Refusal("sent_with_other_words")
        return sent
    _check(body, at)
    row = UnitRequest.objects.create(
        organisation=body,
        asked_by=by,
        asked_at=at,
        state=RequestState.SENT,
        operation=operation,
        **{**asdict(asking), "lead": asking.lead},
    )
    audit.record(
        "allocation.unit_requested", row, by=by, at=at, organisation=body, priority=int(asking.priority)
    )
    notices.tell_all(
        "allocation.request_received",
        recipients.officers_of(body, timezone.localdate(at)),
        at=at,
        about=row,
        once=str(row.pk),
        url=_page(row),
        organisation=body,
        person=by.name,
        priority=request_words.PRIORITY[asking.priority],
    )
    return row


@transaction.atomic
def withdraw(request: UnitRequest, *, why: str = "", by: User, at: datetime) -> UnitRequest:
    """Take a request back; another may be sent then. Raises PermissionDenied; Refusal `request_has_ended`."""
    row = _open(request, REQUEST, by)
    _end(row, RequestState.WITHDRAWN, why=why, by=by, at=at)
    audit.record(
        "allocation.request_withdrawn", row, by=by, at=at, reason=row.why_ended, organisation=row.organisation
    )
    return row


@transaction.atomic
def take_up(request: UnitRequest, *, by: User, at: datetime) -> UnitRequest:
    """Say that the programme has the request; its author is told.

    Raises PermissionDenied; Refusal `request_has_ended`, `request_taken_up_already`.
    """
    row = _open(request, TEND, by)
    if row.taken_up_at is not None and row.taken_up_by is not None:
        day = timezone.localdate(row.taken_up_at)
        raise Refusal("request_taken_up_already", person=row.taken_up_by.name, day=day)
    row.taken_up_at, row.taken_up_by = at, by
    row.save(update_fields=["taken_up_at", "taken_up_by"])
    audit.record("allocation.request_taken_up", row, by=by, at=at, organisation=row.organisation)
    notices.tell(
        "allocation.request_taken_up",
        row.asked_by,
        at=at,
        about=row,
        once=str(row.pk),
        url=_page(row),
        organisation=row.organisation,
        person=by.name,
    )
    return row


@transaction.atomic
def close(request: UnitRequest, *, why: str, by: User, at: datetime) -> UnitRequest:
    """Close a request with the reason that its author is told. Raises PermissionDenied; Refusal `request_has_ended`."""
    row = _open(request, TEND, by)
    _end(row, RequestState.CLOSED, why=why, by=by, at=at)
    audit.record(
        "allocation.request_closed", row, by=by, at=at, reason=row.why_ended, organisation=row.organisation
    )
    notices.tell(
        "allocation.request_closed",
        row.asked_by,
        at=at,
        about=row,
        once=str(row.pk),
        url=_page(row),
        organisation=row.organisation,
        why=row.why_ended,
    )
    return row


def fulfil(request: UnitRequest, *, why: str, by: User, at: datetime) -> None:
    """Close a request because what it asked for has come; the caller has the right to that, and tells of it."""
    _end(request, RequestState.CLOSED, why=why, by=by, at=at)
    audit.record(
        "allocation.request_closed", request, by=by, at=at, reason=why, organisation=request.organisation
    )


def _check(body: Organisation, at: datetime) -> None:
    if body.is_closed_on(timezone.localdate(at)):
        raise Refusal("request_of_closed", organisation=body.name_en)
    open_one = UnitRequest.objects.open().filter(organisation=body).first()
    if open_one is not None:
        day = timezone.localdate(open_one.asked_at)
        raise Refusal("request_is_open", organisation=body.name_en, day=day)


def _open(request: UnitRequest, action: str, by: User) -> UnitRequest:
    """The request, locked and open, for a person who may take `action` on it."""
    rows = UnitRequest.objects.select_for_update(of=("self",))
    row = rows.select_related("organisation", "asked_by", "taken_up_by").get(pk=request.pk)
    access.require(by, action, row.organisation)
    keep_apart(by, row.organisation)
    if row.ended_at is not None:
        state = request_words.STATE[RequestState(row.state)]
        raise Refusal("request_has_ended", state=state, day=timezone.localdate(row.ended_at))
    return row


def _end(row: UnitRequest, state: RequestState, *, why: str, by: User, at: datetime) -> None:
    row.state, row.ended_by, row.ended_at, row.why_ended = state, by, at, why.strip()
    row.save(update_fields=["state", "ended_by", "ended_at", "why_ended"])


def _of(row: UnitRequest) -> Asking:
    """What was said, to compare a form that comes twice."""
    return Asking(
        need=row.need,
        priority=Priority(row.priority),
        priority_reason=row.priority_reason,
        lead_name=row.lead_name,
        room=Room(row.room),
        ict_staff=row.ict_staff,
        lead=row.lead,
        lead_post=row.lead_post,
        note=row.note,
    )


def _page(row: UnitRequest) -> str:
    return reverse("allocation:request", args=[row.pk])
