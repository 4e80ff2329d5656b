"""A unit begins, is closed, and comes back. What existed before the program is entered by `recording.py`."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.units import events
from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.domain.codes import EventKind, Origin, Size, Standing, Verdict
from fulcrum.units.models import BlueprintVersion, Post, StagePassage, Unit
from fulcrum.units.services import blueprints, guards, happenings, leaving, passing, planning

RECORD = "units.record"
LONGEST_BASIS = 200
LONGEST_STANDING_REASON = 300


@transaction.atomic
def create(
    organisation: Organisation,
    *,
    origin: Origin,
    blueprint: BlueprintVersion,
    staff: int | None = None,
    size: Size | None = None,
    began_on: date,
    basis: str,
    by: User | None,
    at: datetime,
) -> Unit:
    """Begin the unit of an organisation: its posts are opened and its steps planned.

    An accepted offer stands for the gates up to *agreed* and the steps before them.

    Who may is decided by the caller: a head accepts an offer, an officer records (`recording.record`).
    staff, size   how many people the organisation has, or the size that is known; with neither it gets the smallest
                  team, and its history says so
    Raises Refusal `simulated_and_real`, `blueprint_is_a_draft`, `is_closed`, `day_lies_ahead`, `unit_stands_already`.
    """
    model = blueprints.read(blueprint)
    organisation = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    _check(organisation, blueprint, began_on, by=by, at=at)
    team = _size(model, staff, size)
    unit = open_(
        organisation, blueprint, origin=origin, size=team, began_on=began_on, basis=basis, by=by, at=at
    )
    open_posts(unit, model, on=began_on)
    happenings.note(
        EventKind.CREATED, unit, on=began_on, by=by, at=at, reason=basis, origin=origin, size=team,
        size_from="told" if size else "staff" if staff is not None else "nothing",
    )  # fmt: skip
    audit.record(
        "units.created", unit, by=by, at=at, reason=basis, organisation=organisation, origin=origin,
        blueprint=str(blueprint), size=team, began_on=began_on,
    )  # fmt: skip
    if origin is Origin.OFFER:
        passing.through_agreement(unit, model, on=began_on, basis=basis, by=by, at=at)
        passing.settle_steps(unit, model, note=basis)
    planning.plan(unit, model, on=timezone.localdate(at))
    return unit


def open_(
    organisation: Organisation,
    blueprint: BlueprintVersion,
    *,
    origin: Origin,
    size: Size,
    began_on: date,
    basis: str,
    by: User | None,
    at: datetime,
    closed_on: date | None = None,
) -> Unit:
    """Write the row of a new unit under the next number, one at a time in the whole country.

    closed_on   of one that is recorded as closed: it may lie beside the unit that stands
    Raises Refusal `unit_stands_already`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('units.number', 0))")
    standing = Unit.objects.standing().filter(organisation=organisation).first()
    if standing is not None and closed_on is None:
        raise Refusal("unit_stands_already", organisation=organisation.name_en, number=standing.number)
    highest: int = Unit.objects.aggregate(highest=Max("number"))["highest"] or 0
    return Unit.objects.create(
        number=highest + 1,
        organisation=organisation,
        blueprint=blueprint,
        size=size,
        origin=origin,
        basis=basis[:LONGEST_BASIS],
        standing=Standing.CLOSED if closed_on else Standing.ACTIVE,
        standing_since=closed_on or began_on,
        closed_on=closed_on,
        began_on=began_on,
        made_by=by,
        made_at=at,
    )


def open_posts(unit: Unit, model: Blueprint, *, on: date) -> None:
    """Open every post of the team of this size, all vacant."""
    team = model.team(Size(unit.size))
    Post.objects.bulk_create(
        Post(
            unit=unit,
            code=code,
            leads=model.post(code).leads,
            is_minimum=code in team.minimum,
            opened_on=on,
            vacant_since=on,
        )
        for code in team.full
    )


@transaction.atomic
def close(
    unit: Unit,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    on: date | None = None,
    follows: Unit | None = None,
    event: int | None = None,
) -> None:
    """Close a unit with the day `on` (today if not told): posts, holdings and what waits end; members are told.

    by       None: the register closed, merged or split its organisation
    follows  the unit that goes on in its place, after a merger
    event    key of the register's event that closed it, so that taking that back can restore the unit
    Raises PermissionDenied; Refusal `reason_missing`, `unit_is_closed`, `day_lies_ahead`, `day_before_begin`,
    `simulated_and_real`.
    """
    if by is not None and event is None:
        access.require(by, RECORD, unit.organisation)
        guards.check_world(by, unit.organisation)
    reason = guards.reason_given(reason)
    row = guards.locked(unit)
    today = timezone.localdate(at)
    last = on or today
    guards.check_not_ahead(last, today)
    if last < row.began_on:
        raise Refusal("day_before_begin", day=last, began_on=row.began_on)
    before = {"standing": row.standing, "since": str(row.standing_since), "reason": row.standing_reason}
    told = leaving.members(row, today)
    ended = leaving.end_all(row, reason=reason, on=last, by=by, at=at)
    StagePassage.objects.filter(unit=row, verdict=Verdict.WAITING).update(verdict=Verdict.WITHDRAWN)
    row.closed_on, row.follows = last, follows
    set_standing(row, Standing.CLOSED, since=last, reason=reason)
    row.save(update_fields=["follows"])
    happenings.note(
        EventKind.CLOSED, row, on=last, by=by, at=at, reason=reason, before=before, event=event, **ended
    )
    audit.record(
        "units.closed", row, by=by, at=at, reason=reason, organisation=row.organisation_id,
        before=before, after={"standing": row.standing, "closed_on": last},
        follows=follows.number if follows else None,
    )  # fmt: skip
    events.unit_closed.send(Unit, unit=row, at=at, by=by)
    notices.tell_all(
        "units.unit_closed", told, at=at, about=row, url=reverse("units:unit", args=[row.number]),
        number=row.number, organisation=row.organisation, day=last, why=reason,
    )  # fmt: skip


@transaction.atomic
def reconstitute(unit: Unit, *, reason: str, by: User, at: datetime) -> None:
    """Let a dormant unit live again once its minimum team is filled.

    Raises PermissionDenied; Refusal `reason_missing`, `unit_is_closed`, `unit_is_not_dormant`, `minimum_team_missing`,
    `simulated_and_real`.
    """
    access.require(by, RECORD, unit.organisation)
    guards.check_world(by, unit.organisation)
    reason = guards.reason_given(reason)
    row = guards.locked(unit)
    if row.standing != Standing.DORMANT:
        raise Refusal("unit_is_not_dormant", number=row.number)
    today = timezone.localdate(at)
    vacant = vacant_minimum(row)
    if vacant:
        raise Refusal("minimum_team_missing", number=row.number, posts=", ".join(vacant))
    dormant_since = row.standing_since
    set_standing(row, Standing.ACTIVE, since=today, reason="")
    happenings.note(
        EventKind.RECONSTITUTED, row, on=today, by=by, at=at, reason=reason, dormant_since=str(dormant_since)
    )
    audit.record(
        "units.reconstituted", row, by=by, at=at, reason=reason, organisation=row.organisation_id,
        before={"standing": Standing.DORMANT}, after={"standing": Standing.ACTIVE},
    )  # fmt: skip


def set_standing(unit: Unit, standing: Standing, *, since: date, reason: str) -> None:
    """Store how a unit does, a closed one with its last day; the caller notes it in the history."""
    unit.standing, unit.standing_since = standing, since
    unit.standing_reason = reason[:LONGEST_STANDING_REASON]
    unit.save(update_fields=["standing", "standing_since", "standing_reason", "closed_on"])


def vacant_minimum(unit: Unit) -> list[str]:
    """Codes of the posts of the minimum team that stand empty."""
    posts = Post.objects.filter(unit=unit, closed_on__isnull=True, is_minimum=True)
    return list(posts.filter(vacant_since__isnull=False).order_by("pk").values_list("code", flat=True))


def _size(model: Blueprint, staff: int | None, size: Size | None) -> Size:
    if size is not None:
        return size
    return model.size_for(staff or 0)


def _check(
    organisation: Organisation, blueprint: BlueprintVersion, began_on: date, *, by: User | None, at: datetime
) -> None:
    guards.check_world(by, organisation)
    if not blueprint.is_published:
        raise Refusal("blueprint_is_a_draft", blueprint=str(blueprint))
    guards.check_model(blueprint, organisation)
    guards.check_not_ahead(began_on, timezone.localdate(at))
    if organisation.is_closed_on(began_on):
        raise Refusal("is_closed", organisation=organisation.name_en, closed_on=organisation.closed_on)
