"""Which calendar an organisation works by, as a value that counts; and where calendars lack what they need.

    calendars.for_organisation(body, day)        the kit's Calendar, or Refusal no_calendar
    calendars.read().facts_for(body, day)        the same with its names, holidays and sources

A process keeps what it read under the token of `CalendarStamp`, which every change renews: one small query tells
whether it still holds, so nothing kept can be out of date.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_days import Days, Period, Span, Spans, Week
from fulcrum.kit.working_time import Calendar as WorkingCalendar
from fulcrum.registry.domain.calendar_codes import Effect
from fulcrum.registry.models import (
    Calendar,
    CalendarContent,
    CalendarRule,
    CalendarStamp,
    Holiday,
    HolidayList,
    Organisation,
    OrganisationCalendar,
    SpecialDay,
    WorkingHours,
)

Narrowed = Holiday | SpecialDay


def concerns(row: Narrowed, code: str) -> bool:
    """Whether a day that a notice narrows down is meant for this calendar."""
    return code in row.only if row.only else code not in row.excepted


@dataclass(frozen=True, repr=False)
class CalendarFacts:
    """One calendar with everything that is said about its days."""

    row: Calendar
    hours: tuple[WorkingHours, ...]
    years: Mapping[int, HolidayList]
    holidays: Mapping[date, tuple[Holiday, ...]]
    special: Mapping[date, SpecialDay]

    def __repr__(self) -> str:
        return f"CalendarFacts({self.code})"

    @property
    def code(self) -> str:
        return str(self.row.code)

    @property
    def has_unconfirmed_hours(self) -> bool:
        """Whether any of its hours rest on no notice that we know."""
        return not all(row.is_confirmed for row in self.hours)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.row.zone)

    @cached_property
    def working(self) -> WorkingCalendar:
        """The value that counts, built when first asked for."""
        weeks = tuple(self._weeks())
        bare = Days(weeks, self.covered, frozenset(self.holidays))
        special = {day: _spans(row, bare, day) for day, row in self.special.items() if bare.covers(day)}
        return WorkingCalendar(
            self.code, self.zone, Days(weeks, self.covered, frozenset(self.holidays), special)
        )

    @property
    def covered(self) -> tuple[Period, ...]:
        """The days it may speak of: years with a list of holidays, or its own stretch if it observes none."""
        first, last = self.row.covered_from, self.row.covered_until
        if last is not None:
            return (Period(first, last),)
        return tuple(
            Period(max(first, date(year, 1, 1)), date(year, 12, 31))
            for year in self.years
            if year >= first.year
        )

    @property
    def covered_years(self) -> tuple[int, ...]:
        """Every year of which at least one day is covered."""
        return tuple(
            sorted(
                {year for period in self.covered for year in range(period.first.year, period.last.year + 1)}
            )
        )

    def _weeks(self) -> Iterable[Week]:
        by_day: dict[date, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for row in self.hours:
            by_day[row.begins_on][row.weekday].append(Span(row.opens, row.closes))
        for begins_on, spans in by_day.items():
            yield Week(begins_on, tuple(tuple(spans[weekday]) for weekday in range(7)))


def _spans(row: SpecialDay, bare: Days, day: date) -> Spans:
    if row.effect == Effect.USUAL:
        return bare.usual(day)
    if row.effect == Effect.SHUT or row.opens is None or row.closes is None:
        return ()
    return (Span(row.opens, row.closes),)


@dataclass(frozen=True)
class Choice:
    """Which calendar an organisation works by on a day, and what decided it: its own entry or a rule."""

    facts: CalendarFacts | None
    own: OrganisationCalendar | None = None
    rule: CalendarRule | None = None


@dataclass(frozen=True)
class Calendars:
    """All calendars as they stood under one stamp."""

    token: UUID | None
    by_code: Mapping[str, CalendarFacts]
    rules: tuple[CalendarRule, ...]
    own: Mapping[int, tuple[OrganisationCalendar, ...]]

    def choice_for(self, body: Organisation, on: date) -> Choice:
        """What decides for this organisation on this day; no calendar if a rule says so or none fits."""
        own = next((row for row in self.own.get(body.pk, ()) if row.holds_on(on)), None)
        if own is not None:
            return Choice(self.by_code[str(own.calendar_id)], own=own)
        rule = next((rule for rule in self.rules if rule.fits(body, on)), None)
        code = str(rule.calendar_id) if rule and rule.calendar_id else ""
        return Choice(self.by_code.get(code), rule=rule)

    def facts_for(self, body: Organisation, on: date) -> CalendarFacts:
        """The calendar of an organisation on a day. Raises Refusal no_calendar."""
        facts = self.choice_for(body, on).facts
        if facts is None:
            raise Refusal("no_calendar", organisation=body.name_en)
        return facts


NONE = Calendars(None, {}, (), {})
_kept: Calendars | None = None


def read() -> Calendars:
    """All calendars as they stand now: those in memory if their stamp is still the database's, in one query.

    Nothing was ever loaded while there is no stamp.
    """
    global _kept
    kept, token = _kept, _token()
    if token is None:
        return NONE
    if kept is not None and kept.token == token:
        return kept
    while True:
        found = _read(token)
        again = _token()
        if again == token:
            break
        token = again  # somebody changed a calendar while we read: what we hold may be of two minds
    _kept = found
    return found


def for_organisation(body: Organisation, on: date) -> WorkingCalendar:
    """The calendar by which an organisation works on a day, ready to count. Raises Refusal no_calendar."""
    return read().facts_for(body, on).working


def _token() -> UUID | None:
    return CalendarStamp.objects.values_list("token", flat=True).first()


def _read(token: UUID | None) -> Calendars:
    contents = CalendarContent.objects.order_by("pack", "-at", "-pk").distinct("pack")
    in_force = [content.pk for content in contents]
    hours: dict[str, list[WorkingHours]] = defaultdict(list)
    for row in WorkingHours.objects.filter(content__in=in_force):
        hours[str(row.calendar_id)].append(row)
    lists = list(HolidayList.objects.in_force())
    holidays = list(Holiday.objects.filter(in_list__in=[each.pk for each in lists]).select_related("in_list"))
    special = list(SpecialDay.objects.standing().order_by("pk"))
    by_code = {
        str(row.code): _facts(row, tuple(hours[str(row.code)]), lists, holidays, special)
        for row in Calendar.objects.all()
    }
    own: dict[int, list[OrganisationCalendar]] = defaultdict(list)
    for given in OrganisationCalendar.objects.newest_first():
        own[given.organisation_id].append(given)
    rules = CalendarRule.objects.filter(content__in=in_force).order_by("content", "position")
    return Calendars(token, by_code, tuple(rules), {key: tuple(rows) for key, rows in own.items()})


def _facts(
    row: Calendar,
    hours: tuple[WorkingHours, ...],
    lists: Iterable[HolidayList],
    holidays: Iterable[Holiday],
    special: Iterable[SpecialDay],
) -> CalendarFacts:
    observed: dict[date, list[Holiday]] = defaultdict(list)
    for holiday in holidays:
        if holiday.in_list.pack == row.pack and holiday.kind in row.observes and concerns(holiday, row.code):
            observed[holiday.day].append(holiday)
    changed = {
        day: each
        for each in special
        if each.pack == row.pack and concerns(each, row.code)
        for day in each.days()
    }
    years = {each.year: each for each in lists if each.pack == row.pack}
    return CalendarFacts(row, hours, years, {day: tuple(rows) for day, rows in observed.items()}, changed)


LOAD_NEXT_FROM = (10, 1)
"""Month and day from which the Gazette of the next year should be loaded; it usually appears in May."""


@dataclass(frozen=True)
class Problem:
    """Something that keeps calendars from counting, now or soon: a year without a list of holidays.

    last_day   the last day on which work can still be counted; None if not even today's can
    """

    code: str
    year: int
    calendars: tuple[CalendarFacts, ...]
    last_day: date | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether something cannot be counted already."""
        return self.code == "year_missing"


def problems(on: date, found: Calendars | None = None) -> tuple[Problem, ...]:
    """Years that calendars lack: this one or one before it (`year_missing`), from October the next (`next_year_missing`).

    found   the calendars, where the caller has read them already
    """
    by_code = (found or read()).by_code
    observing = [facts for facts in by_code.values() if facts.row.covered_until is None]
    missing = []
    first = min((facts.row.covered_from.year for facts in observing), default=on.year)
    last = on.year + (1 if (on.month, on.day) >= LOAD_NEXT_FROM else 0)
    for year in range(first, last + 1):
        lacking = tuple(
            facts for facts in observing if facts.row.covered_from.year <= year and year not in facts.years
        )
        if lacking:
            code = "year_missing" if year <= on.year else "next_year_missing"
            missing.append(Problem(code, year, lacking, date(year - 1, 12, 31) if year > on.year else None))
    return tuple(missing)


def local_day(facts: CalendarFacts, at: datetime) -> date:
    """The day it is at an instant where the calendar is kept."""
    return at.astimezone(facts.zone).date()
