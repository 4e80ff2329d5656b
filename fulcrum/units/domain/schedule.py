"""The days of an establishment plan: when each step can begin, when it is due, and which steps decide the end.

Method and worked example: docs/method/establishment-plan.md (critical path method, Kelley and Walker 1959). Working
days are counted in whole numbers from 0, the first day of the plan; `working_days.py` gives each number its date.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """One step to plan.

    days         working days it still takes; 0 for one that is done or left out: then it only passes on for what it waits
    after        codes of the steps before it; a code that is not planned holds nothing up
    not_before   working day on which it can begin at the earliest
    """

    code: str
    days: int
    after: tuple[str, ...] = ()
    not_before: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """The first and the last working day of a step; the last lies one before the first where it takes no days."""

    first: int
    last: int


@dataclass(frozen=True)
class Schedule:
    """Bars and slack by code. slack: working days by which a step may slip and the plan still ends in time.

    critical   a chain of steps without slack that leads to the end, in order; empty where nothing takes a day
    length     working days from 0 to the end of the last step
    """

    bars: Mapping[str, Bar]
    slack: Mapping[str, int]
    critical: tuple[str, ...]
    length: int


def schedule(tasks: Iterable[Task]) -> Schedule:
    """Forward pass, then `measured`. Raises ValueError for a code that stands twice and for steps in a circle."""
    by_code: dict[str, Task] = {}
    for task in tasks:
        if by_code.setdefault(task.code, task) is not task:
            raise ValueError(f"step {task.code!r} stands twice")
    after = {code: _known(task.after, by_code) for code, task in by_code.items()}
    bars: dict[str, Bar] = {}
    for code in in_order(after):
        task = by_code[code]
        first = max([task.not_before, 0, *(bars[before].last + 1 for before in after[code])])
        bars[code] = Bar(first, first + task.days - 1)
    return measured(bars, after)


def measured(bars: Mapping[str, Bar], after: Mapping[str, Collection[str]]) -> Schedule:
    """Slack and critical chain of steps that have their days already, by a backward pass."""
    length = max((bar.last + 1 for bar in bars.values()), default=0)
    latest = dict.fromkeys(bars, length - 1)
    known = {code: _known(after.get(code, ()), bars) for code in bars}
    for code in reversed(in_order(known)):
        bar = bars[code]
        begins = latest[code] - (bar.last - bar.first)
        for before in known[code]:
            latest[before] = min(latest[before], begins - 1)
    slack = {code: latest[code] - bar.last for code, bar in bars.items()}
    return Schedule(dict(bars), slack, _critical(bars, known, length), length)


def in_order(after: Mapping[str, Collection[str]]) -> list[str]:
    """Every code behind those that it waits for, else in the order of codes. Raises ValueError for a circle."""
    found: dict[str, None] = {}
    waiting = sorted(after)
    while waiting:
        ready = [code for code in waiting if all(before in found for before in after[code])]
        if not ready:
            raise ValueError(f"steps wait for each other: {', '.join(waiting)}")
        found.update(dict.fromkeys(ready))
        waiting = [code for code in waiting if code not in found]
    return list(found)


def _critical(bars: Mapping[str, Bar], after: Mapping[str, Collection[str]], length: int) -> tuple[str, ...]:
    """From the step that ends last back along those that end right before the next begins; ties by code."""
    chain: list[str] = []
    ends = sorted(code for code, bar in bars.items() if bar.last == length - 1 and bar.last >= bar.first)
    while ends:
        code = ends[0]
        chain.append(code)
        ends = sorted(_holding_up(bars[code].first, after[code], bars, after))
    return tuple(reversed(chain))


def _holding_up(
    first: int, before: Iterable[str], bars: Mapping[str, Bar], after: Mapping[str, Collection[str]]
) -> set[str]:
    """The steps with days that end on the day before `first`, seen through those that take none."""
    found: set[str] = set()
    for code in before:
        bar = bars[code]
        if bar.last != first - 1:
            continue
        if bar.last >= bar.first:
            found.add(code)
        else:
            found |= _holding_up(first, after[code], bars, after)
    return found


def _known(codes: Iterable[str], among: Mapping[str, object]) -> Sequence[str]:
    return tuple(code for code in codes if code in among)
