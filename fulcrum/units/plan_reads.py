"""The establishment plan as pages show it: steps with days, slack and critical path, in a constant number of questions.

plan_reads.of(unit, on)        for the list and the chart
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_time import NotCovered
from fulcrum.registry import calendars
from fulcrum.units.domain.blueprint import Blueprint, Names, Stage
from fulcrum.units.domain.blueprint import Step as Planned
from fulcrum.units.domain.codes import StepState
from fulcrum.units.domain.schedule import Bar, Schedule, measured
from fulcrum.units.domain.waiting import open_before
from fulcrum.units.domain.working_days import WorkingDays, days_late
from fulcrum.units.models import Step, Unit
from fulcrum.units.services import own_model


@dataclass(frozen=True)
class Line:
    """One step of the plan.

    step         None while the calendar does not reach so far
    slack        working days by which it may slip and the plan still ends in time; None if that cannot be said
    days_late    working days since its last day, of an open step
    waits_for    names of the open steps that it waits for
    """

    planned: Planned
    stage: Stage
    step: Step | None
    slack: int | None
    is_critical: bool
    days_late: int
    waits_for: tuple[Names, ...]

    @property
    def is_open(self) -> bool:
        return self.step is None or self.step.state == StepState.OPEN

    @property
    def can_be_done(self) -> bool:
        """Whether it is open and waits for nothing."""
        return self.step is not None and self.is_open and not self.waits_for


@dataclass(frozen=True)
class Plan:
    """A whole plan. first_day and last_day None without a planned step; lacking: why the rest has no days."""

    lines: tuple[Line, ...]
    first_day: date | None
    last_day: date | None
    length: int | None
    lacking: Refusal | None

    @property
    def done(self) -> int:
        return sum(not line.is_open for line in self.lines)

    @property
    def late(self) -> int:
        return sum(line.days_late > 0 for line in self.lines)

    @property
    def unplanned(self) -> int:
        return sum(line.step is None for line in self.lines)


def of(unit: Unit, on: date) -> Plan:
    """The plan of one unit as it stands on a day."""
    model = own_model.of(unit)
    steps = {step.code: step for step in Step.objects.filter(unit=unit).select_related("done_by")}
    states = {code: step.state for code, step in steps.items()}
    measures, late, lacking = _measured(unit, model, steps, on)
    if lacking is None and len(steps) < len(model.steps):
        lacking = _beyond(unit, model, steps, on)
    lines = tuple(
        Line(
            planned=planned,
            stage=model.stage(planned.stage),
            step=steps.get(planned.code),
            slack=measures.slack.get(planned.code) if measures else None,
            is_critical=bool(measures) and planned.code in (measures.critical if measures else ()),
            days_late=late.get(planned.code, 0),
            waits_for=tuple(each.names for each in open_before(model, planned.code, states))
            if states.get(planned.code, StepState.OPEN) == StepState.OPEN
            else (),
        )
        for planned in model.steps
    )
    return Plan(
        lines=tuple(sorted(lines, key=_in_time)),
        first_day=min((step.starts_on for step in steps.values()), default=None),
        last_day=max((step.done_on or step.due_on for step in steps.values()), default=None),
        length=measures.length if measures else None,
        lacking=lacking,
    )


def _in_time(line: Line) -> tuple[date, date]:
    if line.step is None:
        return date.max, date.max
    return line.step.starts_on, line.step.due_on


def _measured(
    unit: Unit, model: Blueprint, steps: Mapping[str, Step], on: date
) -> tuple[Schedule | None, dict[str, int], Refusal | None]:
    """Slack and critical path by working days, and how late each open step is."""
    if not steps:
        return None, {}, _beyond(unit, model, steps, on)
    try:
        calendar = calendars.for_organisation(unit.organisation, on)
        days = WorkingDays(calendar, min(step.starts_on for step in steps.values()))
        bars = {code: _bar(step, days, on) for code, step in steps.items()}
        late = {
            code: days_late(days, step.due_on, on)
            for code, step in steps.items()
            if step.state == StepState.OPEN and step.due_on < on
        }
    except Refusal as refusal:
        return None, {}, refusal
    except NotCovered as beyond:
        return None, {}, Refusal("calendar_ends", day=beyond.day, calendar=beyond.calendar)
    return measured(bars, _links(model, steps)), late, None


def _bar(step: Step, days: WorkingDays, on: date) -> Bar:
    """The days of a step as they stand: a done one ends when it was done, a late one today at the earliest."""
    first = days.until(step.starts_on)
    if step.state == StepState.DROPPED:
        return Bar(first, first - 1)
    if step.state == StepState.DONE and step.done_on:
        last = days.until(step.done_on)
        return Bar(min(first, last), last)
    return Bar(first, max(days.until(step.due_on), days.until(on) if step.due_on < on else 0))


def _links(model: Blueprint, steps: Mapping[str, Step]) -> dict[str, tuple[str, ...]]:
    return {step.code: tuple(code for code in step.after if code in steps) for step in model.steps}


def _beyond(unit: Unit, model: Blueprint, steps: Mapping[str, Step], on: date) -> Refusal | None:
    """Why some steps have no days: no calendar, or where it ends."""
    try:
        calendar = calendars.for_organisation(unit.organisation, on)
    except Refusal as refusal:
        return refusal
    days = WorkingDays(calendar, max([on, *(step.due_on for step in steps.values())]))
    try:
        days.date_of(sum(step.days for step in model.steps if step.code not in steps))
    except NotCovered as beyond:
        return Refusal("calendar_ends", day=beyond.day, calendar=beyond.calendar)
    return None
