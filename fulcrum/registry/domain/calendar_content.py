"""The content file of a country's calendars: hours, who works by which, holidays of years, special days."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import available_timezones

from fulcrum.registry.domain import cells
from fulcrum.registry.domain.calendar_codes import Effect, HolidayKind, ListBasis, NamesState
from fulcrum.registry.domain.codes import Kind, Sector, Subkind
from fulcrum.registry.domain.holiday_rows import LONGEST_NAME, HolidayRow, check, check_narrowed
from fulcrum.registry.domain.row_errors import CellError, ErrorList
from fulcrum.registry.domain.yaml_rows import Entry, document

FORMAT = "fulcrum.calendars/1"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Names = tuple[str, str, str]


@dataclass(frozen=True)
class Hours:
    """One span on some weekdays (0 is Monday), from a day on."""

    begins_on: date
    weekdays: tuple[int, ...]
    opens: time
    closes: time
    basis: str
    is_confirmed: bool


@dataclass(frozen=True)
class CalendarRow:
    """One calendar with its hours."""

    code: str
    names: Names
    observes: tuple[str, ...]
    covered_from: date
    covered_until: date | None
    hours: tuple[Hours, ...]


@dataclass(frozen=True)
class RuleRow:
    """Which bodies work by a calendar; an empty one is left out of the comparison."""

    calendar: str
    slug: str
    kind: str
    subkind: str
    sector: str
    begins_on: date | None
    until: date | None
    reason: str


@dataclass(frozen=True)
class YearRow:
    """The holidays of one year and where they were read."""

    year: int
    basis: str
    gazette: str
    source: str
    note: str
    reason: str
    names_state: str
    holidays: tuple[HolidayRow, ...]


@dataclass(frozen=True)
class SpecialRow:
    """Days with other hours."""

    code: str
    first_on: date
    last_on: date
    weekdays: tuple[int, ...]
    effect: str
    opens: time | None
    closes: time | None
    only: tuple[str, ...]
    excepted: tuple[str, ...]
    names: Names
    source: str
    note: str


@dataclass(frozen=True)
class Content:
    """Everything a content file says."""

    pack: str
    version: str
    zone: str
    calendars: tuple[CalendarRow, ...]
    rules: tuple[RuleRow, ...]
    years: tuple[YearRow, ...]
    special_days: tuple[SpecialRow, ...]


def clock(value: str) -> time | None:
    """A wall time such as 08:30; 24:00 is the midnight at the end of the day."""
    if value in ("", "24:00"):
        return time() if value else None
    try:
        found = time.fromisoformat(value)
    except ValueError:
        raise CellError("not_a_time") from None
    if len(value) != len("08:30") or found.tzinfo:
        raise CellError("not_a_time")
    return found


def weekday(value: str) -> int:
    if value not in WEEKDAYS:
        raise CellError("unknown_code", allowed=", ".join(WEEKDAYS))
    return WEEKDAYS.index(value)


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise CellError("zone_not_known")
    return value


def _yes(value: str) -> bool:
    if value not in ("yes", "no"):
        raise CellError("unknown_code", allowed="yes, no")
    return value == "yes"


def read(file: str, text: str, errors: ErrorList) -> Content | None:
    """Read a content file; None if it has a fault, and all faults are in `errors`."""
    entry = document(file, text, errors)
    if entry is None:
        return None
    if entry.values.get("format") != FORMAT:
        entry.fault("format", "format_not_known", entry.values.get("format", ""), wanted=FORMAT)
        return None
    entry.only(
        "format",
        "pack",
        "version",
        "zone",
        "calendars",
        "rules",
        "names",
        "names_state",
        "years",
        "special_days",
    )
    calendars = tuple(_calendar(each) for each in entry.entries("calendars"))
    known = {calendar.code for calendar in calendars if calendar}
    keeps_holidays = any(calendar.observes for calendar in calendars)
    names = {code: _names(each) for code, each in entry.entry("names").items()}
    state = entry.read("names_state", cells.one_of(NamesState))
    content = Content(
        pack=entry.read("pack", cells.slug),
        version=entry.read("version", cells.text(40)),
        zone=entry.read("zone", _zone),
        calendars=calendars,
        rules=tuple(_rule(each, known) for each in entry.entries("rules", required=keeps_holidays)),
        years=tuple(
            _year(each, names, state, known) for each in entry.entries("years", required=keeps_holidays)
        ),
        special_days=tuple(_special(each, known) for each in entry.entries("special_days", required=False)),
    )
    _check_unique(entry, content)
    return None if errors else content


def _names(entry: Entry) -> Names:
    return (
        entry.read("en", cells.name("en", LONGEST_NAME)),
        entry.read("si", cells.name("si", LONGEST_NAME), required=False),
        entry.read("ta", cells.name("ta", LONGEST_NAME), required=False),
    )


def _calendar(entry: Entry) -> CalendarRow:
    entry.only("code", "names", "observes", "covered_from", "covered_until", "hours")
    observes = entry.words("observes")
    for kind in observes:
        if kind not in set(HolidayKind):
            entry.fault("observes", "unknown_code", kind, allowed=", ".join(HolidayKind))
    row = CalendarRow(
        code=entry.read("code", cells.slug),
        names=_names(entry.entry("names")),
        observes=observes,
        covered_from=entry.read("covered_from", cells.day),
        covered_until=entry.read("covered_until", cells.day, required=not observes),
        hours=tuple(_hours(each) for each in entry.entries("hours")),
    )
    if observes and row.covered_until:
        entry.fault("covered_until", "covered_by_years", row.covered_until)
    begins = [hours.begins_on for hours in row.hours if hours.begins_on]
    if begins and row.covered_from and min(begins) > row.covered_from:
        entry.fault("hours", "hours_begin_late", min(begins), covered_from=str(row.covered_from))
    return row


def _hours(entry: Entry) -> Hours:
    entry.only("begins_on", "weekdays", "opens", "closes", "basis", "confirmed")
    opens, closes = entry.read("opens", clock), entry.read("closes", clock)
    if opens is not None and closes is not None and closes != time() and closes <= opens:
        entry.fault("closes", "closes_before_opening", f"{closes:%H:%M}", opens=f"{opens:%H:%M}")
    return Hours(
        begins_on=entry.read("begins_on", cells.day),
        weekdays=_weekdays(entry, required=True),
        opens=opens,
        closes=closes,
        basis=entry.read("basis", cells.text(300)),
        is_confirmed=entry.read("confirmed", _yes),
    )


def _weekdays(entry: Entry, *, required: bool) -> tuple[int, ...]:
    found = []
    for word in entry.words("weekdays"):
        try:
            found.append(weekday(word))
        except CellError as problem:
            entry.fault("weekdays", problem.code, word, **problem.facts)
    if required and not entry.values.get("weekdays"):
        entry.fault("weekdays", "required")
    return tuple(sorted(set(found)))


def _rule(entry: Entry, known: Collection[str]) -> RuleRow:
    entry.only("calendar", "organisation", "kind", "subkind", "sector", "begins_on", "until", "reason")
    calendar = entry.read("calendar", cells.slug)
    if calendar and calendar != "none" and calendar not in known:
        entry.fault("calendar", "calendar_not_known", calendar, allowed=", ".join((*sorted(known), "none")))
    return RuleRow(
        calendar="" if calendar == "none" else calendar,
        slug=entry.read("organisation", cells.slug, required=False),
        kind=entry.read("kind", cells.one_of(Kind), required=False),
        subkind=entry.read("subkind", cells.one_of(Subkind), required=False),
        sector=entry.read("sector", cells.one_of(Sector), required=False),
        begins_on=entry.read("begins_on", cells.day, required=False),
        until=entry.read("until", cells.day, required=False),
        reason=entry.read("reason", cells.text(300)),
    )


def _year(entry: Entry, names: Mapping[str, Names], state: str, known: Collection[str]) -> YearRow:
    entry.only("year", "basis", "gazette", "source", "note", "reason", "holidays")
    year = entry.read("year", cells.year)
    numbered = []
    for each in entry.entries("holidays"):
        each.only("date", "name", "kind", "only", "except")
        day, name = each.read("date", cells.day), each.read("name", cells.text(60))
        kind = each.read("kind", cells.one_of(HolidayKind))
        if name and name not in names:
            each.fault("name", "name_of_no_holiday", name)
        elif day and name and kind:
            row = HolidayRow(day, *names[name], kind, each.words("only"), each.words("except"))
            numbered.append((each.line, row))
    if year:
        check(entry.file, numbered, year=year, calendars=known, errors=entry.errors)
    return YearRow(
        year=year,
        basis=entry.read("basis", cells.one_of(ListBasis)),
        gazette=entry.read("gazette", cells.text(120)),
        source=entry.read("source", cells.text(300)),
        note=entry.read("note", cells.text(2000), required=False),
        reason=entry.read("reason", cells.text(300), required=False),
        names_state=state,
        holidays=tuple(sorted((row for _, row in numbered), key=lambda row: (row.day, row.name_en))),
    )


def _special(entry: Entry, known: Collection[str]) -> SpecialRow:
    entry.only(
        "code", "first_on", "last_on", "weekdays", "effect", "opens", "closes", "only", "except", "names", "source",
        "note",
    )  # fmt: skip
    effect = entry.read("effect", cells.one_of(Effect))
    has_hours = effect == Effect.HOURS
    row = SpecialRow(
        code=entry.read("code", cells.slug),
        first_on=entry.read("first_on", cells.day),
        last_on=entry.read("last_on", cells.day),
        weekdays=_weekdays(entry, required=False),
        effect=effect,
        opens=entry.read("opens", clock, required=has_hours),
        closes=entry.read("closes", clock, required=has_hours),
        only=entry.words("only"),
        excepted=entry.words("except"),
        names=_names(entry.entry("names")),
        source=entry.read("source", cells.text(300)),
        note=entry.read("note", cells.text(2000), required=False),
    )
    check_narrowed(entry.file, entry.line, row.only, row.excepted, known, entry.errors)
    if not has_hours and (row.opens or row.closes):
        entry.fault("opens", "hours_without_effect", effect or "")
    if row.opens is not None and row.closes is not None and row.closes != time() and row.closes <= row.opens:
        entry.fault("closes", "closes_before_opening", f"{row.closes:%H:%M}", opens=f"{row.opens:%H:%M}")
    if row.first_on and row.last_on and row.last_on < row.first_on:
        entry.fault("last_on", "last_before_first", row.last_on, first=str(row.first_on))
    return row


def _check_unique(entry: Entry, content: Content) -> None:
    for name, keys in (
        ("calendars", [row.code for row in content.calendars]),
        ("years", [str(row.year) for row in content.years]),
        ("special_days", [row.code for row in content.special_days]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            entry.fault(name, "stands_twice", key)
