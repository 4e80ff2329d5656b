"""The establishment plan as bars over time: where each bar begins and ends, and what a reader hears of it.

plan_chart.of(plan, on)     of a plan_reads.Plan, for units/parts/plan_chart.html
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fulcrum.kit.day_in_words import day_in_words
from fulcrum.kit.naming import own_name
from fulcrum.units.domain.codes import StepState
from fulcrum.units.models import Step
from fulcrum.units.plan_reads import Line, Plan

WIDTH = 1000
MOST_MONTHS = 6
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """One step: `x` and `width` of its bar and of what it is late by, in thousandths of the drawing.

    state    done, open, late or dropped
    moved    where the last day of its first plan lies, if that was another; None otherwise
    """

    name: str
    told: str
    state: str
    is_critical: bool
    x: float
    width: float
    late_x: float
    late_width: float
    moved: float | None


@dataclass(frozen=True)
class Month:
    """The first day of a month below the bars."""

    x: float
    text: str


@dataclass(frozen=True)
class PlanChart:
    """All bars in order of time. today: None if it lies outside."""

    bars: list[Bar]
    months: list[Month]
    today: float
    summary: str


def of(plan: Plan, on: date) -> PlanChart | None:
    """The chart of a plan; None without a step that has its days."""
    if plan.first_day is None or plan.last_day is None:
        return None
    first, last = min(plan.first_day, on), max(plan.last_day, on)
    span = (last - first).days + 1

    def x(day: date) -> float:
        return round(WIDTH * (day - first).days / span, 1)

    def bar(line: Line, step: Step) -> Bar:
        ends = step.done_on or step.due_on
        begins = min(step.starts_on, ends)
        is_late = line.days_late > 0
        return Bar(
            name=own_name(line.planned.names, get_language()),
            told=_told(line),
            state="late" if is_late else str(step.state),
            is_critical=line.is_critical,
            x=x(begins),
            width=round(x(ends + A_DAY) - x(begins), 1),
            late_x=x(ends + A_DAY),
            late_width=round(x(on + A_DAY) - x(ends + A_DAY), 1) if is_late else 0,
            moved=x(step.first_due_on + A_DAY) if step.first_due_on != step.due_on else None,
        )

    return PlanChart(
        bars=[bar(line, line.step) for line in plan.lines if line.step is not None],
        months=_months(first, last, x(first), span),
        today=x(on),
        summary=_summary(plan),
    )


def _told(line: Line) -> str:
    step = line.step
    if step is None:
        return ""
    day = day_in_words(step.done_on or step.due_on, get_language())
    if step.state == StepState.DONE:
        return _("done on %(day)s") % {"day": day}
    if step.state == StepState.DROPPED:
        return _("left out")
    if line.days_late:
        return ngettext(
            "%(days)s working day late, was due on %(day)s",
            "%(days)s working days late, was due on %(day)s",
            line.days_late,
        ) % {"days": line.days_late, "day": day}
    return _("due on %(day)s") % {"day": day}


def _months(first: date, last: date, start: float, span: int) -> list[Month]:
    """The first days of months, not more than fit on a phone."""
    days = list(_month_begins(first, last))
    every = max(1, -(-len(days) // MOST_MONTHS))
    return [
        Month(round(start + WIDTH * (day - first).days / span, 1), f"{day.month}/{day.year % 100:02d}")
        for day in days[::every]
    ]


def _month_begins(first: date, last: date) -> Iterable[date]:
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _summary(plan: Plan) -> str:
    """What the drawing says, in one sentence."""
    facts = {
        "done": plan.done,
        "all": len(plan.lines),
        "day": day_in_words(plan.last_day, get_language()) if plan.last_day else "",
    }
    said = _("%(done)s of %(all)s steps are settled; the plan ends on %(day)s.") % facts
    if not plan.late:
        return said
    late = ngettext("%(late)s step is late.", "%(late)s steps are late.", plan.late) % {"late": plan.late}
    return f"{said} {late}"
