"""The year of a calendar as its page shows it: twelve months, and the days that differ as a table."""

import calendar as weeks
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fulcrum.kit.naming import Named
from fulcrum.kit.working_days import DayKind
from fulcrum.registry import calendar_labels as labels
from fulcrum.registry.calendar_answers import names_of
from fulcrum.registry.calendars import CalendarFacts, Problem
from fulcrum.registry.domain.calendar_codes import Effect
from fulcrum.registry.models import HolidayList, SpecialDay, WorkingHours

MONDAY_FIRST = weeks.Calendar(firstweekday=0)
WEEKDAYS = range(7)


@dataclass(frozen=True)
class Cell:
    """One day of a month; a day of another month has no number."""

    number: int
    kind: str = ""
    title: str = ""
    is_today: bool = False


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday to Sunday."""

    name: str
    weeks: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class OtherDay:
    """A day that is not as its weekday would have it."""

    day: date
    text: str
    named: tuple[Named, ...]
    kind: str | Promise
    effect: str | Promise
    special: SpecialDay | None = None
    tells_source: bool = False


@dataclass(frozen=True)
class HoursLine:
    """Hours of a weekday, from when they hold, and on what they rest."""

    weekday: str
    spans: str
    begins_on: date
    basis: str
    is_confirmed: bool


def months(facts: CalendarFacts, year: int, today: date) -> list[Month]:
    """The twelve months of a covered year."""
    return [_month(facts, year, number, today) for number in range(1, 13)]


def _month(facts: CalendarFacts, year: int, number: int, today: date) -> Month:
    found = []
    for week in MONDAY_FIRST.monthdatescalendar(year, number):
        found.append(tuple(_cell(facts, day, number, today) for day in week))
    return Month(labels.month(number), tuple(found))


def _cell(facts: CalendarFacts, day: date, month: int, today: date) -> Cell:
    if day.month != month or not facts.working.covers(day):
        return Cell(day.day if day.month == month else 0, "outside")
    kind = facts.working.day(day).kind
    title = names_of(facts, day) if kind in (DayKind.HOLIDAY, DayKind.SPECIAL) else ""
    return Cell(day.day, str(kind), title, day == today)


def other_days(facts: CalendarFacts, year: int) -> list[OtherDay]:
    """Holidays and special days of a year in order, those on a weekend too."""
    days = sorted({day for day in (*facts.holidays, *facts.special) if day.year == year})
    return [_other_day(facts, day) for day in days if facts.working.covers(day)]


def _other_day(facts: CalendarFacts, day: date) -> OtherDay:
    holidays, special = facts.holidays.get(day, ()), facts.special.get(day)
    if special is not None:
        return OtherDay(
            day,
            labels.full_day(day),
            (special, *holidays),
            _("Special day"),
            _effect(special, facts, day),
            special,
            tells_source=day == next(special.days()),
        )
    kind = holidays[0].kind
    is_rest = facts.working.day(day).kind is DayKind.REST
    effect = _("no working day in any case") if is_rest else labels.EFFECT[Effect.SHUT]
    return OtherDay(day, labels.full_day(day), holidays, labels.HOLIDAY_KIND.get(kind, kind), effect)


def _effect(special: SpecialDay, facts: CalendarFacts, day: date) -> str | Promise:
    spans = facts.working.day(day).spans
    if not spans:
        return labels.EFFECT[Effect.SHUT]
    told = ", ".join(labels.span(each.opens, each.closes) for each in spans)
    return _("Open %(hours)s") % {"hours": told}


def hours(facts: CalendarFacts) -> list[HoursLine]:
    """The ordinary hours, weekday by weekday."""
    by_day: dict[tuple[date, int], list[WorkingHours]] = {}
    for row in facts.hours:
        by_day.setdefault((row.begins_on, row.weekday), []).append(row)
    return [
        HoursLine(
            labels.weekday(weekday),
            ", ".join(labels.span(row.opens, row.closes) for row in rows),
            begins_on,
            rows[0].basis,
            all(row.is_confirmed for row in rows),
        )
        for (begins_on, weekday), rows in sorted(by_day.items())
    ]


def weekday_heads() -> list[tuple[str, str]]:
    """Letter and name of each weekday."""
    return [(labels.weekday_short(number), labels.weekday(number)) for number in WEEKDAYS]


def versions(facts: CalendarFacts, year: int) -> list[HolidayList]:
    """Every version of a year's list, the one in force first."""
    return list(
        HolidayList.objects.filter(pack=facts.row.pack, year=year).select_related("by").order_by("-version")
    )


def standing_days(user: Any) -> QuerySet[SpecialDay]:
    """Special days that hold, the latest first."""
    return SpecialDay.objects.visible_to(user).standing().order_by("-first_on", "-pk")


def withdrawn_days(user: Any) -> QuerySet[SpecialDay]:
    """Special days that were withdrawn, the last ones first."""
    return SpecialDay.objects.visible_to(user).exclude(withdrawn_at=None).order_by("-withdrawn_at")


def problem_text(problem: Problem) -> str:
    """A missing year in one sentence with its remedy."""
    told = {"year": problem.year}
    if problem.is_urgent:
        return (
            _(
                "The holidays of %(year)s are not loaded: no working time can be counted in that year until its Gazette is loaded."
            )
            % told
        )
    return (
        _(
            "The holidays of %(year)s are not loaded yet: no working time can be counted beyond this year until its Gazette is loaded."
        )
        % told
    )


def icalendar(facts: CalendarFacts, year: int, name: str, named: Iterator[tuple[date, str]]) -> str:
    """The days of a year that are shut as an iCalendar file (RFC 5545)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fulcrum//Working calendars//EN",
        f"NAME:{_escaped(name)}",
    ]
    held = facts.years.get(year)
    stamp = f"{held.at:%Y%m%dT%H%M%SZ}" if held else f"{year}0101T000000Z"
    for day, title in named:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{day:%Y%m%d}-{facts.code}@fulcrum.invalid",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"SUMMARY:{_escaped(title)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text


def _folded(line: str) -> str:
    """No line longer than 75 octets, none divided inside a character."""
    parts, part = [], ""
    for char in line:
        if len((part + char).encode()) > 73:
            parts.append(part)
            part = ""
        part += char
    return "\r\n ".join((*parts, part))
