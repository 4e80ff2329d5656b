"""Working days by their number: 0 is the first one from a given day on, and so on, as the calendar has them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

from fulcrum.kit.working_time import NotCovered

A_DAY = timedelta(days=1)


class _Day(Protocol):
    @property
    def is_shut(self) -> bool: ...


class DayBook(Protocol):
    """What is asked of a calendar: `fulcrum.kit.working_time.Calendar` answers it."""

    def day(self, day: date, /) -> _Day: ...


class WorkingDays:
    """The working days of one calendar from `begin` on, counted once as far as they are asked for."""

    def __init__(self, calendar: DayBook, begin: date) -> None:
        self.begin = begin
        self._calendar = calendar
        self._days: list[date] = []
        self._next = begin

    def date_of(self, number: int) -> date:
        """The date of a working day. Raises ValueError for a negative number, NotCovered beyond the calendar."""
        if number < 0:
            raise ValueError(f"working days are counted from 0, not {number}")
        while len(self._days) <= number:
            self._look()
        return self._days[number]

    def until(self, day: date) -> int:
        """How many working days lie from `begin` to before `day`; 0 for an earlier day. Raises NotCovered."""
        while self._next < day:
            self._look()
        return sum(each < day for each in self._days)

    def _look(self) -> None:
        if not self._calendar.day(self._next).is_shut:
            self._days.append(self._next)
        self._next += A_DAY


def dated(
    bars: Mapping[str, tuple[int, int]], days: WorkingDays
) -> tuple[dict[str, tuple[date, date]], NotCovered | None]:
    """First and last date by code, without those that lie beyond the calendar; and the first day that it lacks."""
    found: dict[str, tuple[date, date]] = {}
    lacking: NotCovered | None = None
    for code, (first, last) in sorted(bars.items(), key=lambda each: (each[1], each[0])):
        try:
            found[code] = days.date_of(first), days.date_of(last)
        except NotCovered as beyond:
            lacking = lacking or beyond
    return found, lacking


def days_late(days: WorkingDays, due_on: date, on: date) -> int:
    """Working days after the last day up to `on`: 1 on the first of them. Raises NotCovered."""
    return max(0, days.until(on + A_DAY) - days.until(due_on + A_DAY))
