"""The days of a working calendar: which hours each one has, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise

from fulcrum.kit.wall_clock import MIDNIGHT

ONE_DAY = timedelta(days=1)
DAYS_OF_A_WEEK = 7


class DayKind(StrEnum):
    """Why a day has the hours it has."""

    ORDINARY = "ordinary"
    REST = "rest"
    HOLIDAY = "holiday"
    SPECIAL = "special"


@dataclass(frozen=True, order=True)
class Span:
    """Open from one wall time to another of the same day; a closing of 00:00 is the midnight at its end."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError(f"{self}: wall times carry no zone")
        if self.closes != MIDNIGHT and self.closes <= self.opens:
            raise ValueError(
                f"{self}: it must close after it opens; divide a night shift between its two days"
            )

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


WHOLE_DAY = Span(MIDNIGHT, MIDNIGHT)
Spans = tuple[Span, ...]


def ordered(spans: Sequence[Span]) -> Spans:
    """The spans of one day in order. Raises ValueError if two overlap."""
    found = tuple(sorted(spans))
    for earlier, later in pairwise(found):
        if earlier.closes == MIDNIGHT or earlier.closes > later.opens:
            raise ValueError(f"{earlier} and {later} overlap")
    return found


@dataclass(frozen=True)
class Week:
    """The ordinary hours of each weekday, Monday first, in force from `begins_on` until the next week begins."""

    begins_on: date
    days: tuple[Spans, ...]

    def __post_init__(self) -> None:
        if len(self.days) != DAYS_OF_A_WEEK:
            raise ValueError(f"a week has {DAYS_OF_A_WEEK} days, not {len(self.days)}")
        object.__setattr__(self, "days", tuple(ordered(spans) for spans in self.days))


@dataclass(frozen=True)
class Day:
    """One day of a calendar: its hours, and why it has them."""

    date: date
    spans: Spans
    kind: DayKind

    @property
    def is_shut(self) -> bool:
        return not self.spans


@dataclass(frozen=True)
class Period:
    """The days from the first to the last, both counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.first} to {self.last}: the last day lies before the first")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


def joined(periods: Sequence[Period]) -> tuple[Period, ...]:
    """The same days in as few periods as there can be, in order."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda each: each.first):
        if found and period.first <= found[-1].last + ONE_DAY:
            found[-1] = Period(found[-1].first, max(found[-1].last, period.last))
        else:
            found.append(period)
    return tuple(found)


@dataclass(frozen=True)
class Days:
    """What a calendar says of every day it covers.

    weeks      ordinary hours; each holds from its first day until the next one begins
    holidays   days without hours
    special    days whose hours are these instead, whatever else the day would be; no span: shut
    """

    weeks: tuple[Week, ...]
    covered: tuple[Period, ...]
    holidays: frozenset[date] = frozenset()
    special: Mapping[date, Spans] = field(default_factory=dict)

    def __post_init__(self) -> None:
        weeks = tuple(sorted(self.weeks, key=lambda week: week.begins_on))
        covered = joined(self.covered)
        if covered and not (weeks and weeks[0].begins_on <= covered[0].first):
            raise ValueError(f"no hours are given for {covered[0].first}, which the calendar covers")
        object.__setattr__(self, "weeks", weeks)
        object.__setattr__(self, "covered", covered)
        object.__setattr__(self, "special", {day: ordered(spans) for day, spans in self.special.items()})

    def covers(self, day: date) -> bool:
        return any(day in period for period in self.covered)

    def of(self, day: date) -> Day:
        """The hours of one covered day, and why it has them."""
        if day in self.special:
            return Day(day, self.special[day], DayKind.SPECIAL)
        usual = self.usual(day)
        if day in self.holidays and usual:
            return Day(day, (), DayKind.HOLIDAY)
        return Day(day, usual, DayKind.ORDINARY if usual else DayKind.REST)

    def usual(self, day: date) -> Spans:
        """What the day would have if it were no holiday and nothing special."""
        week = next(week for week in reversed(self.weeks) if week.begins_on <= day)
        return week.days[day.weekday()]
