"""Working time: how much of it lies between two instants, and when so much of it has passed.

Method and worked example: docs/method/working-time.md. All sums are whole microseconds on the line of instants, so
that nothing is lost by rounding: working time is additive, never runs backwards, and `add` undoes `working_time`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from fulcrum.kit.wall_clock import MICROSECOND, MIDNIGHT, instant, microseconds, reached
from fulcrum.kit.working_days import ONE_DAY, Day, DayKind, Days, Period

__all__ = ["Calendar", "DayKind", "NotCovered", "Share"]


class NotCovered(LookupError):  # noqa: N818 - an answer that callers meet and tell, not a fault of theirs
    """The calendar says nothing about `day`: its holidays are not known. Nobody may guess in its place."""

    def __init__(self, day: date, calendar: str) -> None:
        super().__init__(f"the calendar {calendar} does not cover {day}")
        self.day = day
        self.calendar = calendar


@dataclass(frozen=True)
class Share:
    """What one day gave to a stretch of working time."""

    day: Day
    worked: timedelta


class Calendar:
    """The hours in which an organisation works, in its own zone. It never changes; equal parts make equal answers.

    Building costs some microseconds per covered day, each question afterwards a few, however far apart the instants.
    """

    def __init__(self, name: str, zone: ZoneInfo, days: Days) -> None:
        self.name = name
        self.zone = zone
        self.days = days
        self._begins = [reached(period.first, MIDNIGHT, zone) for period in days.covered]
        self._ends = [reached(period.last + ONE_DAY, MIDNIGHT, zone) for period in days.covered]
        spans = list(self._merged())
        self._opens = [opens for opens, _ in spans]
        self._closes = [closes for _, closes in spans]
        self._worked = list(accumulate((closes - opens for opens, closes in spans), initial=0))

    def __repr__(self) -> str:
        covered = ", ".join(f"{period.first} to {period.last}" for period in self.days.covered)
        return f"Calendar({self.name!r}, {self.zone.key}, {covered or 'nothing covered'})"

    def _merged(self) -> Iterator[tuple[int, int]]:
        """Openings and closings of all covered days in order; what touches is one."""
        last: tuple[int, int] | None = None
        for period in self.days.covered:
            for day in period:
                for opens, closes in self._spans(day):
                    if last is not None and opens == last[1]:
                        last = (last[0], closes)
                        continue
                    if last is not None:
                        yield last
                    last = (opens, closes)
        if last is not None:
            yield last

    def _spans(self, day: date) -> Iterator[tuple[int, int]]:
        for span in self.days.of(day).spans:
            closing_day = day + ONE_DAY if span.closes == MIDNIGHT else day
            opens = reached(day, span.opens, self.zone)
            closes = reached(closing_day, span.closes, self.zone)
            if opens < closes:  # clocks that leap over a span leave nothing of it
                yield opens, closes

    def covers(self, day: date) -> bool:
        """Whether hours and holidays of `day` are known."""
        return self.days.covers(day)

    def day(self, day: date) -> Day:
        """The hours of a day and why it has them. Raises NotCovered."""
        if not self.covers(day):
            raise NotCovered(day, self.name)
        return self.days.of(day)

    def local_day(self, at: datetime) -> date:
        """The day that the clocks of the zone show at an instant."""
        return at.astimezone(self.zone).date()

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`; negative if `end` is earlier.

        Raises NotCovered if any day between the two is not covered.
        """
        first, last = microseconds(start), microseconds(end)
        period = self._period(min(first, last))
        if max(first, last) > self._ends[period]:
            raise self._not_covered_after(period)
        return (self._worked_until(last) - self._worked_until(first)) * MICROSECOND

    def add(self, start: datetime, work: timedelta) -> datetime:
        """The first instant, in UTC, at which `work` has passed since `start`: `start` itself if `work` is nothing.

        So work that fills a day ends at its closing and not at the next opening. Raises ValueError if `work` is
        negative, NotCovered if it does not fit into the days known without a gap from `start` on.
        """
        if work < timedelta(0):
            raise ValueError(f"working time to add must not be negative, got {work}")
        began = microseconds(start)
        period = self._period(began)
        if not work:
            return instant(began)
        target = self._worked_until(began) + work // MICROSECOND
        at = bisect_left(self._worked, target) - 1
        if at == len(self._opens) or self._opens[at] >= self._ends[period]:
            raise self._not_covered_after(period)
        return instant(self._opens[at] + target - self._worked[at])

    def is_open(self, at: datetime) -> bool:
        """Whether it works at this instant; a span's first instant counts, its last does not. Raises NotCovered."""
        moment = microseconds(at)
        if moment == self._ends[self._period(moment)]:
            raise NotCovered(self.local_day(at), self.name)
        span = bisect_right(self._opens, moment) - 1
        return span >= 0 and moment < self._closes[span]

    def next_opening(self, at: datetime) -> datetime:
        """The first instant from `at` on at which it works, in UTC: `at` itself while it is open. Raises NotCovered."""
        moment = microseconds(at)
        period = self._period(moment)
        span = bisect_right(self._closes, moment)
        if span == len(self._opens) or self._opens[span] >= self._ends[period]:
            raise self._not_covered_after(period)
        return instant(max(moment, self._opens[span]))

    def next_closing(self, at: datetime) -> datetime:
        """The end, in UTC, of the span in which it is open at `at` or opens next. Raises NotCovered."""
        opening = microseconds(self.next_opening(at))
        return instant(self._closes[bisect_right(self._opens, opening) - 1])

    def shares(self, start: datetime, end: datetime) -> tuple[Share, ...]:
        """What each day from `start` to a later `end` gave to the working time between them. Raises NotCovered."""
        self.working_time(start, end)
        began, ended = microseconds(start), microseconds(end)
        first = self.local_day(start)
        found = []
        for day in Period(first, max(first, self.local_day(end))):
            if not self.covers(day):
                continue  # the midnight that ends the last covered day is shown as the next one's
            spans = self._spans(day)
            worked = sum(max(0, min(closes, ended) - max(opens, began)) for opens, closes in spans)
            found.append(Share(self.days.of(day), worked * MICROSECOND))
        return tuple(found)

    def _worked_until(self, moment: int) -> int:
        """Microseconds worked from the beginning of the calendar to an instant."""
        span = bisect_right(self._opens, moment) - 1
        if span < 0:
            return 0
        return self._worked[span] + min(moment, self._closes[span]) - self._opens[span]

    def _period(self, moment: int) -> int:
        """Which covered period an instant lies in; the last instant of a period still counts."""
        period = bisect_right(self._begins, moment) - 1
        if period < 0 or moment > self._ends[period]:
            raise NotCovered(self.local_day(instant(moment)), self.name)
        return period

    def _not_covered_after(self, period: int) -> NotCovered:
        return NotCovered(self.days.covered[period].last + ONE_DAY, self.name)
