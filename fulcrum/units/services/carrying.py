"""What becomes of units when the register merges, splits or closes their organisations, and when that is taken back.

All of it happens in the transaction of the register's event, which asked who may record it. A unit that goes on in
another organisation takes its members along: they get new appointments there before the old ones end.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.registry.models import Appointment, Organisation, OrganisationEvent, Succession
from fulcrum.registry.services import appointments
from fulcrum.registry.services.appointments import Terms
from fulcrum.units.domain.codes import EventKind, Size, Standing
from fulcrum.units.models import Holding, Post, Unit, UnitEvent
from fulcrum.units.services import guards, happenings, leaving, own_model, posts, units
from fulcrum.units.services.leaving import Ended

_SIZES = list(Size)


def merged(
    event: OrganisationEvent, successor: Organisation, predecessors: Collection[Organisation], *, at: datetime
) -> None:
    """One unit goes on in the successor: the larger, else the further, else the older one; the others are closed."""
    bodies = [successor.pk, *(body.pk for body in predecessors)]
    found = list(Unit.objects.standing().filter(organisation__in=bodies).select_related("blueprint"))
    if not found:
        return
    goes_on = min(found, key=lambda unit: _rank(unit, successor))
    for unit in found:
        if unit != goes_on:
            _close(unit, event, at=at, follows=goes_on)
    if goes_on.organisation_id != successor.pk:
        carry(goes_on, successor, reason=event.reason, by=event.by, at=at, event=event.pk)


def split(event: OrganisationEvent, to: Organisation, *, at: datetime) -> None:
    """The unit goes on in the part that takes over what stood below."""
    unit = Unit.objects.standing().filter(organisation=event.organisation_id).first()
    if unit is None:
        return
    if Unit.objects.standing().filter(organisation=to).exists():
        _close(unit, event, at=at, follows=Unit.objects.standing().get(organisation=to))
    else:
        carry(unit, to, reason=event.reason, by=event.by, at=at, event=event.pk)


def closed(event: OrganisationEvent, body: Organisation, *, at: datetime) -> None:
    """An organisation that closes without a successor closes its unit."""
    unit = Unit.objects.standing().filter(organisation=body).first()
    if unit is not None:
        _close(unit, event, at=at)


@transaction.atomic
def hand_to(unit: Unit, to: Organisation, *, reason: str, by: User, at: datetime) -> None:
    """After a split, let the unit go on in another part than the one it went to by itself.

    Raises PermissionDenied; Refusal `reason_missing`, `unit_is_closed`, `simulated_and_real`, `not_of_the_same_split`,
    `is_closed`, `unit_stands_already`.
    """
    access.require(by, units.RECORD, unit.organisation)
    access.require(by, units.RECORD, to)
    guards.check_world(by, unit.organisation)
    reason = guards.reason_given(reason)
    row = guards.locked(unit)
    if to.pk not in {body.pk for body in parts_beside(row)}:
        raise Refusal("not_of_the_same_split", organisation=to.name_en, number=row.number)
    if to.is_closed_on(timezone.localdate(at)):
        raise Refusal("is_closed", organisation=to.name_en, closed_on=to.closed_on)
    standing = Unit.objects.standing().filter(organisation=to).first()
    if standing is not None:
        raise Refusal("unit_stands_already", organisation=to.name_en, number=standing.number)
    ending = carry(row, to, reason=reason, by=by, at=at)
    appointments.end_these(Appointment.objects.filter(pk__in=ending), reason=reason, by=by, at=at)


def parts_beside(unit: Unit) -> list[Organisation]:
    """The other parts of the split that the unit's organisation came from, or that came from it."""
    standing = Succession.objects.filter(event__reversed_by__isnull=True, event__kind="split")
    before = standing.filter(successor=unit.organisation_id).values_list("predecessor", flat=True)
    sources = [*before, unit.organisation_id]
    parts = standing.filter(predecessor__in=sources).exclude(successor=unit.organisation_id)
    return list(Organisation.objects.filter(pk__in=parts.values("successor")).order_by("pk"))


def carry(
    unit: Unit, to: Organisation, *, reason: str, by: User | None, at: datetime, event: int | None = None
) -> list[int]:
    """Let the unit go on in another organisation with its members; returns the keys of the appointments left behind."""
    row = guards.locked(unit)
    today = timezone.localdate(at)
    before = row.organisation
    row.organisation = to
    row.save(update_fields=["organisation"])
    left = _detach(row, today)
    _appoint_anew(row, reason=reason, at=at)
    happenings.note(
        EventKind.CARRIED_OVER, row, on=today, by=by, at=at, reason=reason, event=event,
        **{"from": before.pk, "to": to.pk},
    )  # fmt: skip
    audit.record(
        "units.carried_over", row, by=by, at=at, reason=reason, organisation=to,
        before={"organisation": before.pk}, after={"organisation": to.pk}, event=event,
    )  # fmt: skip
    notices.tell_all(
        "units.carried_over", leaving.members(row, today), at=at, about=row,
        url=reverse("units:unit", args=[row.number]), number=row.number, before=before, organisation=to,
        day=today, why=reason,
    )  # fmt: skip
    return left


def let_go(events: Sequence[OrganisationEvent], *, at: datetime, by: User | None) -> None:
    """Put units back that only followed from these events; where the unit changed since, it stays where it is.

    Rights of members at the organisation of before are given by `restored`, once it is open again.
    """
    for happened in _of(events, EventKind.CARRIED_OVER):
        unit = guards.locked_even_closed(happened.unit)
        source, to = happened.facts["from"], happened.facts["to"]
        taken = Unit.objects.standing().filter(organisation=source).exists()
        if unit.is_closed or unit.organisation_id != to or taken:
            continue
        left = _detach(unit, timezone.localdate(at))
        unit.organisation = Organisation.objects.get(pk=source)
        unit.save(update_fields=["organisation"])
        reason = "taken back"
        appointments.end_these(Appointment.objects.filter(pk__in=left), reason=reason, by=by, at=at)
        _note_back(EventKind.CARRIED_OVER, unit, happened, by=by, at=at, **{"from": to, "to": source})


def restored(events: Sequence[OrganisationEvent], *, at: datetime, by: User | None, reason: str) -> None:
    """Open the units again that these events closed, and appoint the members of all of them anew."""
    today = timezone.localdate(at)
    for happened in _of(events, EventKind.CLOSED):
        unit = guards.locked_even_closed(happened.unit)
        if not unit.is_closed or Unit.objects.standing().filter(organisation=unit.organisation_id).exists():
            continue
        before = happened.facts["before"]
        unit.closed_on = unit.follows = None
        since = date.fromisoformat(before["since"])
        units.set_standing(unit, Standing(before["standing"]), since=since, reason=before["reason"])
        unit.save(update_fields=["follows"])
        leaving.take_up_again(cast(Ended, happened.facts))
        posts.wind(Post.objects.filter(unit=unit), today)
        _note_back(EventKind.STANDING_CHANGED, unit, happened, by=by, at=at, standing=before["standing"])
        audit.record(
            "units.reopened", unit, by=by, at=at, reason=reason, organisation=unit.organisation_id,
            after={"standing": unit.standing},
        )  # fmt: skip
        _appoint_anew(unit, reason=reason, at=at)
    for happened in _of(events, EventKind.CARRIED_OVER):
        unit = guards.locked_even_closed(happened.unit)
        if not unit.is_closed and unit.organisation_id == happened.facts["from"]:
            _appoint_anew(unit, reason=reason, at=at)


def _rank(unit: Unit, successor: Organisation) -> tuple[int, int, date, bool]:
    stage = own_model.of(unit).position(unit.stage)
    return -_SIZES.index(Size(unit.size)), -stage, unit.began_on, unit.organisation_id != successor.pk


def _close(unit: Unit, event: OrganisationEvent, *, at: datetime, follows: Unit | None = None) -> None:
    today = timezone.localdate(at)
    on = max(unit.began_on, min(event.on, today))
    units.close(unit, reason=event.reason, by=event.by, at=at, on=on, follows=follows, event=event.pk)


def _in_force(unit: Unit, on: date) -> Iterable[Holding]:
    held = Holding.objects.not_over(on).filter(post__unit=unit)
    return held.select_for_update(of=("self",)).select_related("person", "post", "appointment").order_by("pk")


def _detach(unit: Unit, on: date) -> list[int]:
    """Let no holding rest on its appointment, so that holdings do not end with it; returns the appointments' keys."""
    keys = []
    for holding in _in_force(unit, on):
        if holding.appointment_id is not None:
            keys.append(holding.appointment_id)
            holding.appointment = None
            holding.save(update_fields=["appointment"])
    return keys


def _appoint_anew(unit: Unit, *, reason: str, at: datetime) -> None:
    """Give the members of a unit their roles at its organisation, where their holding rests on no appointment."""
    today = timezone.localdate(at)
    for holding in _in_force(unit, today):
        if holding.appointment_id is not None:
            continue
        role = Role.UNIT_LEAD if holding.post.leads else Role.UNIT_MEMBER
        holding.appointment = _appointment(unit, holding, role, reason=reason, at=at)
        holding.save(update_fields=["appointment"])


def _appointment(
    unit: Unit, holding: Holding, role: Role, *, reason: str, at: datetime
) -> Appointment | None:
    """The one that the person holds there already, or a new one by the program; None where they cannot have one."""
    begins_on = max(timezone.localdate(at), holding.begins_on)
    held = Appointment.objects.in_force(begins_on).filter(
        person=holding.person, role=role, organisation=unit.organisation
    )
    if found := held.first():
        return found
    terms = Terms(
        role=role,
        begins_on=begins_on,
        organisation=unit.organisation,
        manner=Manner(holding.manner),
        until=holding.until,
        basis=reason[:200],
    )
    try:
        with transaction.atomic():
            return appointments.appoint(holding.person, terms, by=None, at=at)
    except Refusal:
        return None


def _of(events: Sequence[OrganisationEvent], kind: EventKind) -> list[UnitEvent]:
    """What these events did to units, the last first."""
    rows = UnitEvent.objects.filter(kind=kind, facts__event__in=[event.pk for event in events])
    return list(rows.select_related("unit").order_by("-pk"))


def _note_back(
    kind: EventKind, unit: Unit, happened: UnitEvent, *, by: User | None, at: datetime, **facts: object
) -> None:
    happenings.note(
        kind, unit, on=timezone.localdate(at), by=by, at=at, reason=happened.reason, takes_back=happened.pk,
        **facts,
    )  # fmt: skip
