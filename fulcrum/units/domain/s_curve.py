"""The S-curve of the roll-out: how many units were to be formed by a day, how many were, how many will likely be.

Method and worked example: docs/method/s-curve.md. Days are calendar days; the order of the units plays no part.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor
from statistics import median

import numpy as np
import numpy.typing as npt

FEWEST_FINISHED = 5
"""With fewer units whose pace is known, nothing is foretold."""
RECENT_DAYS = 365
LONGEST_DAYS = 5 * 365
"""No further ahead than this is anything drawn."""
DRAWS, SEED = 400, 20_210_401
LOW, HIGH = 10, 90
"""Of a hundred draws so many lie below the lower and below the upper edge of the interval."""
Days = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Course:
    """One unit on its way to being formed.

    planned_on   day on which its first plan wants it formed; None without a plan
    left         share of its longest chain of steps that is still to be done, 1 before the first
    """

    began_on: date
    planned_on: date | None = None
    formed_on: date | None = None
    left: float = 1.0

    def is_formed(self, on: date) -> bool:
        return self.formed_on is not None and self.formed_on <= on


@dataclass(frozen=True, slots=True)
class Target:
    """So many units formed between two days."""

    units: int
    begins_on: date
    by: date


class Silence(StrEnum):
    """Why nothing is foretold."""

    TOO_LITTLE = "too_little"
    NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True, slots=True)
class Point:
    """Units formed by the end of a day; None where a line does not run."""

    on: date
    planned: int
    actual: int | None
    forecast: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """All three lines.

    pace       actual through planned days of finished units, the middle one; None if too few are known
    typical    days that a finished unit took, the middle one
    finished   units whose pace is known
    not_begun  units of the target that nobody has begun
    rate       units begun in the last 365 days
    silence    why there is no forecast; None if there is one
    """

    points: tuple[Point, ...]
    pace: float | None
    typical: int | None
    finished: int
    at_work: int
    not_begun: int
    rate: int
    silence: Silence | None


@dataclass(frozen=True, slots=True)
class _Finished:
    ratio: float
    days: int


def curve(courses: Iterable[Course], target: Target | None, on: date) -> Curve:
    """The lines at the end of each month, and on `on`. No units and no target: no points."""
    units = sorted(courses, key=_by_its_days)
    finished = _finished(units, on)
    at_work = [each for each in units if not each.is_formed(on)]
    formed = len(units) - len(at_work)
    not_begun = max(0, target.units - len(units)) if target else 0
    rate = sum(on - timedelta(days=RECENT_DAYS) < each.began_on <= on for each in units)
    typical = ceil(median(each.days for each in finished)) if len(finished) >= FEWEST_FINISHED else None
    pace = median(each.ratio for each in finished) if typical is not None else None
    silence: Silence | None = None
    ahead: tuple[Days, ...] = ()
    if pace is None or typical is None:
        silence = Silence.TOO_LITTLE
    elif not at_work and not (not_begun and rate):
        silence = Silence.NOTHING_LEFT
    else:
        ahead = _ahead(at_work, not_begun, rate, finished, _Finished(pace, typical), on)
    points = _points(units, target, on, formed, ahead)
    return Curve(points, pace, typical, len(finished), len(at_work), not_begun, rate, silence)


def _by_its_days(unit: Course) -> tuple[str, str, str, float]:
    return str(unit.began_on), str(unit.planned_on), str(unit.formed_on), unit.left


def _finished(units: Iterable[Course], on: date) -> list[_Finished]:
    """Pace and days of each finished unit that had a plan."""
    return [
        _Finished((each.formed_on - each.began_on).days / planned, (each.formed_on - each.began_on).days)
        for each in units
        if each.formed_on is not None and each.is_formed(on)
        if (planned := _planned_days(each)) > 0
    ]


def _planned_days(unit: Course) -> int:
    return (unit.planned_on - unit.began_on).days if unit.planned_on else 0


def _ahead(
    at_work: Sequence[Course],
    not_begun: int,
    rate: int,
    finished: Sequence[_Finished],
    middle: _Finished,
    on: date,
) -> tuple[Days, ...]:
    """Days from `on` until units are formed, in order: at the middle pace first, then one row per draw."""
    planned = np.array([each.left * _planned_days(each) for each in at_work])
    passed = np.array([(on - each.began_on).days for each in at_work])
    has_plan = np.array([_planned_days(each) > 0 for each in at_work], dtype=np.bool_)
    begins = np.ceil(np.arange(1, not_begun + 1) * RECENT_DAYS / rate) if rate else np.empty(0)

    def days(ratios: npt.NDArray[np.float64], took: npt.NDArray[np.float64]) -> Days:
        own = len(at_work)
        left = np.where(has_plan, planned * ratios[:own], took[:own] - passed)
        later = begins + took[own:]
        return np.sort(np.maximum(1, np.ceil(np.concatenate([left, later]) - 1e-9)).astype(np.int64))

    number = len(at_work) + len(begins)
    ratios, took = (np.array([getattr(each, name) for each in finished]) for name in ("ratio", "days"))
    chance = np.random.default_rng(SEED)
    draws = [days(np.full(number, middle.ratio), np.full(number, float(middle.days)))]
    order = np.lexsort((took, ratios))
    for _ in range(DRAWS):
        sample = order[chance.integers(len(order), size=len(order))]
        each = sample[chance.integers(len(sample), size=number)]
        draws.append(days(ratios[each], took[each].astype(np.float64)))
    return tuple(draws)


def _points(
    units: Sequence[Course], target: Target | None, on: date, formed: int, ahead: tuple[Days, ...]
) -> tuple[Point, ...]:
    if not units and target is None:
        return ()
    days = _month_ends(units, target, on, ahead)
    planned = sorted(each.planned_on for each in units if each.planned_on)
    reached = sorted(each.formed_on for each in units if each.formed_on)
    rest = max(0, target.units - len(planned)) if target else 0
    offsets = np.array([(day - on).days for day in days])
    counts = np.array([formed + np.searchsorted(row, offsets, side="right") for row in ahead])
    edges = np.percentile(counts[1:], [LOW, HIGH], axis=0) if ahead else counts
    points = []
    for place, day in enumerate(days):
        wanted = sum(each <= day for each in planned) + (_share(rest, target, day) if target else 0)
        actual = sum(each <= day for each in reached) if day <= on else None
        if not ahead or day < on:
            points.append(Point(day, wanted, actual))
            continue
        middle = int(counts[0][place])
        low, high = floor(edges[0][place]), ceil(edges[1][place])
        points.append(Point(day, wanted, actual, middle, min(middle, low), max(middle, high)))
    return tuple(points)


def _share(units: int, target: Target, day: date) -> int:
    """Of units without a plan, so many are due by a day: evenly from the begin of the programme to its last day."""
    whole, passed = (target.by - target.begins_on).days, (day - target.begins_on).days
    return units * min(max(passed, 0), whole) // whole if whole else units * (day >= target.by)


def _month_ends(
    units: Sequence[Course], target: Target | None, on: date, ahead: tuple[Days, ...]
) -> list[date]:
    """The last day of each month that has something to show, and `on`."""
    first = [each.began_on for each in units] + ([target.begins_on] if target else [])
    last = [on, *(each.planned_on for each in units if each.planned_on)] + ([target.by] if target else [])
    if ahead and len(ahead[0]):
        last.append(on + timedelta(days=int(ahead[0][-1])))
    until = min(max(last), max(on, target.by if target else on) + timedelta(days=LONGEST_DAYS))
    days, day = {on}, _month_end(min([*first, on]))
    while day <= _month_end(until):
        days.add(day)
        day = _month_end(day + timedelta(days=1))
    return sorted(days)


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)
