"""The establishment plan of a unit: made from its blueprint, filled up as calendars become known, made anew.

Days are those of the calendar of the organisation. What lies beyond the days that the calendar knows is not planned
yet: nothing is guessed, and `plan_missing` plans it once the next list of holidays is loaded.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_time import Calendar, NotCovered
from fulcrum.registry import calendars
from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.domain.blueprint import Step as Planned
from fulcrum.units.domain.codes import StepState
from fulcrum.units.domain.schedule import Task, schedule
from fulcrum.units.domain.waiting import open_before
from fulcrum.units.domain.working_days import WorkingDays, dated
from fulcrum.units.models import Step, Unit
from fulcrum.units.services import blueprints, guards, own_model

Spans = Mapping[str, tuple[date, date]]


def plan(unit: Unit, model: Blueprint, *, on: date) -> Refusal | None:
    """Plan every step that the unit does not have yet, beginning on this day at the earliest.

    Returns why something could not be planned: `no_calendar`, or `calendar_ends` with the first day that is not known.
    """
    known = {step.code: step for step in Step.objects.filter(unit=unit)}
    missing = [step for step in model.steps if step.code not in known]
    try:
        calendar = calendars.for_organisation(unit.organisation, on)
        days = WorkingDays(calendar, min([on, *(step.starts_on for step in known.values())]))
        earliest = days.until(on)
        tasks = [
            _standing(step, known[step.code], days)
            if step.code in known
            else Task(step.code, step.days, step.after, earliest)
            for step in model.steps
        ]
    except Refusal as refusal:
        return refusal
    except NotCovered as beyond:
        return _calendar_ends(beyond)
    spans, lacking = _dates(tasks, days)
    Step.objects.bulk_create(_new(unit, step, spans[step.code]) for step in missing if step.code in spans)
    return _calendar_ends(lacking) if lacking else None


def plan_missing(*, at: datetime) -> int:
    """Plan what could not be planned before, for every unit that lacks steps; returns how many units got some."""
    done = 0
    for unit in _lacking_steps():
        with transaction.atomic():
            row = guards.locked_even_closed(unit)
            before = Step.objects.filter(unit=row).count()
            plan(row, own_model.of(row), on=row.began_on if before else timezone.localdate(at))
            done += Step.objects.filter(unit=row).count() > before
    return done


@transaction.atomic
def replan(unit: Unit, *, reason: str, by: User, at: datetime) -> int:
    """Give the steps that are not done new days from today on; returns how many moved. Their first last days stay.

    A step that has begun keeps its first day and what is left of its working days, at least one.
    Raises PermissionDenied; Refusal `reason_missing`, `unit_is_closed`, `simulated_and_real`, `no_calendar`,
    `calendar_ends`.
    """
    guards.require_steering(by, unit.organisation)
    reason = guards.reason_given(reason)
    row = guards.locked(unit)
    today = timezone.localdate(at)
    moved = _move(row, own_model.of(row), calendars.for_organisation(row.organisation, today), today)
    audit.record(
        "units.replanned", row, by=by, at=at, reason=reason, organisation=row.organisation_id,
        before={step.code: str(due) for step, due in moved},
        after={step.code: str(step.due_on) for step, _ in moved},
    )  # fmt: skip
    return len(moved)


def realign(unit: Unit, *, on: date) -> int:
    """Give open steps new days from this day on because the model of the unit changed; returns how many moved.

    The caller has locked the unit and tells why. Raises Refusal `no_calendar`, `calendar_ends`.
    """
    return len(_move(unit, own_model.of(unit), calendars.for_organisation(unit.organisation, on), on))


def _move(unit: Unit, model: Blueprint, calendar: Calendar, today: date) -> list[tuple[Step, date]]:
    """Store the new days of open steps; returns those whose last day moved, with the day it was before."""
    known = {step.code: step for step in Step.objects.select_for_update().filter(unit=unit).order_by("pk")}
    open_steps = {code: step for code, step in known.items() if step.state == StepState.OPEN}
    states = {code: step.state for code, step in known.items()}
    begun = {
        code
        for code, step in open_steps.items()
        if step.starts_on < today and not open_before(model, code, states)
    }
    days = WorkingDays(calendar, min([today, *(open_steps[code].starts_on for code in begun)]))
    try:
        tasks = [_anew(step, known.get(step.code), step.code in begun, days, today) for step in model.steps]
    except NotCovered as beyond:
        raise _calendar_ends(beyond) from beyond
    spans, lacking = _dates(tasks, days)
    planned = {step.code for step in model.steps}
    if lacking is not None and any(code not in spans for code in open_steps if code in planned):
        raise _calendar_ends(lacking)
    moved = []
    for code, step in open_steps.items():
        if code not in spans:
            continue
        first, last = spans[code]
        before, step.due_on = step.due_on, last
        step.starts_on = step.starts_on if code in begun else first
        step.climbed = 0 if last >= today else step.climbed
        step.save(update_fields=["starts_on", "due_on", "climbed"])
        if last != before:
            moved.append((step, before))
    return moved


def _anew(planned: Planned, step: Step | None, has_begun: bool, days: WorkingDays, today: date) -> Task:
    """What is left of a step from today on."""
    now = days.until(today)
    if step is None or (step.state == StepState.OPEN and not has_begun):
        return Task(planned.code, planned.days, planned.after, now)
    if step.state == StepState.OPEN:
        worked = now - days.until(step.starts_on)
        return Task(planned.code, max(1, planned.days - worked), (), now)
    return Task(planned.code, 0, planned.after if step.state == StepState.DROPPED else (), now)


def _standing(planned: Planned, step: Step, days: WorkingDays) -> Task:
    """A step that has its days only tells when those that wait for it may begin."""
    if step.state == StepState.DROPPED:
        return Task(planned.code, 0, planned.after)
    return Task(planned.code, 0, (), days.until(step.done_on or step.due_on) + 1)


def _dates(tasks: Iterable[Task], days: WorkingDays) -> tuple[Spans, NotCovered | None]:
    listed = list(tasks)
    bars = schedule(listed).bars
    return dated(
        {task.code: (bars[task.code].first, bars[task.code].last) for task in listed if task.days}, days
    )


def _new(unit: Unit, step: Planned, span: tuple[date, date]) -> Step:
    return Step(
        unit=unit,
        code=step.code,
        stage=step.stage,
        owner=step.owner,
        starts_on=span[0],
        due_on=span[1],
        first_due_on=span[1],
        state=StepState.OPEN,
    )


def _lacking_steps() -> list[Unit]:
    """Units whose plan has fewer steps than their blueprint; a handful of blueprints for any number of units."""
    counted = Step.objects.order_by().values_list("unit").annotate(number=Count("pk"))
    planned = dict(counted.values_list("unit", "number"))
    rows = Unit.objects.standing().select_related("blueprint", "organisation").order_by("pk")
    return [row for row in rows if planned.get(row.pk, 0) < len(blueprints.read(row.blueprint).steps)]


def _calendar_ends(beyond: NotCovered) -> Refusal:
    return Refusal("calendar_ends", day=beyond.day, calendar=beyond.calendar)
