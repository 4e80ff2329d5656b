"""Enter a unit that exists already, at any stage, with its history since the programme began."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.domain.codes import EventKind, Origin, Size, Standing
from fulcrum.units.models import BlueprintVersion, Unit
from fulcrum.units.services import blueprints, guards, happenings, passing, planning, units

EARLIEST = date(2021, 4, 1)
"""The programme began in April 2021: no unit is older."""


@dataclass(frozen=True)
class Passed:
    """A stage that the unit reached, and the day."""

    stage: str
    on: date


@dataclass(frozen=True)
class Told:
    """What is known of a unit that exists.

    stages     every stage reached so far, in the order of the blueprint
    standing   how it does now, and since when; a closed one with its last day
    basis      on what it all rests: a letter, a list, a file
    """

    blueprint: BlueprintVersion
    size: Size
    began_on: date
    basis: str
    stages: tuple[Passed, ...] = ()
    standing: Standing = Standing.ACTIVE
    since: date | None = None
    why: str = ""


@transaction.atomic
def record(organisation: Organisation, told: Told, *, by: User, at: datetime) -> Unit:
    """Enter the unit with its posts, its stages as they were reached, and a plan for what is still to do.

    Raises PermissionDenied; Refusal `basis_missing` and those of `check` and `units.open_`.
    """
    access.require(by, units.RECORD, organisation)
    guards.check_world(by, organisation)
    if not told.basis.strip():
        raise Refusal("basis_missing")
    model = blueprints.read(told.blueprint)
    today = timezone.localdate(at)
    check(organisation, told, model, today=today)
    basis = told.basis.strip()
    unit = units.open_(
        organisation,
        told.blueprint,
        origin=Origin.RECORDED,
        size=told.size,
        began_on=told.began_on,
        basis=basis,
        by=by,
        at=at,
        closed_on=told.since if told.standing is Standing.CLOSED else None,
    )
    units.open_posts(unit, model, on=told.began_on)
    happenings.note(EventKind.RECORDED, unit, on=told.began_on, by=by, at=at, reason=basis, size=told.size)
    for passed in told.stages:
        passing.as_told(unit, model.stage(passed.stage), on=passed.on, basis=basis, by=by, at=at)
    _settle(unit, told, by=by, at=at)
    passing.settle_steps(unit, model, note=basis)
    audit.record(
        "units.recorded", unit, by=by, at=at, reason=basis, organisation=organisation,
        blueprint=str(told.blueprint), size=told.size, began_on=told.began_on, stage=unit.stage,
        standing=told.standing,
    )  # fmt: skip
    if not unit.is_closed:
        planning.plan(unit, model, on=today)
    return unit


def check(organisation: Organisation, told: Told, model: Blueprint, *, today: date) -> None:
    """Whether days and stages fit together.

    Raises Refusal `blueprint_is_a_draft`, `day_lies_ahead`, `before_the_programme`, `is_closed`,
    `organisation_not_open_yet`, `stages_not_in_order`, `stage_days_not_in_order`, `since_missing`, `since_not_possible`.
    """
    if not told.blueprint.is_published:
        raise Refusal("blueprint_is_a_draft", blueprint=str(told.blueprint))
    guards.check_model(told.blueprint, organisation)
    if told.began_on < EARLIEST:
        raise Refusal("before_the_programme", day=told.began_on, earliest=EARLIEST)
    if organisation.opened_on is not None and told.began_on < organisation.opened_on:
        facts = {"organisation": organisation.name_en, "opened_on": organisation.opened_on}
        raise Refusal("organisation_not_open_yet", day=told.began_on, **facts)
    _check_stages(told, model)
    latest = max([told.began_on, *(passed.on for passed in told.stages)])
    last = told.since or latest
    guards.check_not_ahead(max(latest, last), today)
    if told.standing is not Standing.ACTIVE and (told.since is None or not told.why.strip()):
        raise Refusal("since_missing")
    if told.standing is Standing.CLOSED and last < latest:
        raise Refusal("since_not_possible", day=last, latest=latest)
    if last < told.began_on:
        raise Refusal("since_not_possible", day=last, latest=told.began_on)
    end = last if told.standing is Standing.CLOSED else today
    if organisation.closed_on is not None and end > organisation.closed_on:
        raise Refusal("is_closed", organisation=organisation.name_en, closed_on=organisation.closed_on)


def _check_stages(told: Told, model: Blueprint) -> None:
    wanted = [stage.code for stage in model.stages[: len(told.stages)]]
    given = [passed.stage for passed in told.stages]
    if given != wanted or len(told.stages) > len(model.stages):
        order = ", ".join(stage.code for stage in model.stages)
        raise Refusal("stages_not_in_order", stages=", ".join(given), order=order)
    days = [told.began_on, *(passed.on for passed in told.stages)]
    for earlier, later in pairwise(days):
        if later < earlier:
            raise Refusal("stage_days_not_in_order", earlier=earlier, later=later)


def _settle(unit: Unit, told: Told, *, by: User, at: datetime) -> None:
    """Note how the unit does now, where it does not simply live."""
    if told.standing is Standing.ACTIVE:
        return
    since = told.since or told.began_on
    kind = EventKind.CLOSED if told.standing is Standing.CLOSED else EventKind.STANDING_CHANGED
    unit.closed_on = since if told.standing is Standing.CLOSED else None
    units.set_standing(unit, told.standing, since=since, reason=told.why)
    if unit.is_closed:
        unit.posts.update(closed_on=since)
    happenings.note(kind, unit, on=since, by=by, at=at, reason=told.why, standing=told.standing)
