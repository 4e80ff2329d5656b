"""A year's list of holidays, from a content file or from an officer's file, and what must hold between its rows."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from fulcrum.registry.domain import cells
from fulcrum.registry.domain.calendar_codes import HolidayKind
from fulcrum.registry.domain.row_errors import CellError, ErrorList
from fulcrum.registry.domain.tables import Column, Row, TableSpec, read_table
from fulcrum.registry.domain.yaml_rows import document

LONGEST_NAME = 120
FEWEST_LIKELY = 12
"""There are at least twelve full moons in a year, and each is a holiday."""


def codes(value: str) -> object:
    """Codes of calendars divided by spaces."""
    for code in value.split():
        cells.slug(code)
    return tuple(value.split())


def _day(value: str) -> object:
    if (found := cells.day(value)) is None:
        raise CellError("required")
    return found


COLUMNS = (
    Column("date", _day, required=True),
    Column("name_en", cells.name("en", LONGEST_NAME), required=True),
    Column("name_si", cells.name("si", LONGEST_NAME), optional=True),
    Column("name_ta", cells.name("ta", LONGEST_NAME), optional=True),
    Column("kind", cells.one_of(HolidayKind), required=True),
    Column("only", codes, optional=True),
    Column("except", codes, optional=True),
)


@dataclass(frozen=True, order=True)
class HolidayRow:
    """One holiday: a day, its names, what it is declared to be, and the calendars it is narrowed down to."""

    day: date
    name_en: str
    name_si: str = ""
    name_ta: str = ""
    kind: str = HolidayKind.PUBLIC
    only: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


def content_hash(rows: Sequence[HolidayRow]) -> str:
    """The same for the same days, in any order."""
    plain = [{**asdict(row), "day": row.day.isoformat()} for row in sorted(rows)]
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_file(
    file: str, text: str, *, year: int, calendars: Collection[str], errors: ErrorList
) -> list[HolidayRow]:
    """Read an officer's list, CSV or YAML by what it looks like; what is wrong goes to `errors`."""
    is_yaml = any(line.startswith("holidays:") for line in text.splitlines())
    numbered = _yaml_rows(file, text, errors) if is_yaml else _csv_rows(file, text, errors)
    check(file, numbered, year=year, calendars=calendars, errors=errors)
    return [row for _, row in numbered]


def _csv_rows(file: str, text: str, errors: ErrorList) -> list[tuple[int, HolidayRow]]:
    rows = read_table(TableSpec(file, COLUMNS), text.encode(), errors)
    return [(row.number, found) for row in rows if (found := _holiday(row)) is not None]


def _yaml_rows(file: str, text: str, errors: ErrorList) -> list[tuple[int, HolidayRow]]:
    content = document(file, text, errors)
    if content is None:
        return []
    content.only("holidays")
    found = []
    for entry in content.entries("holidays"):
        entry.only(*(column.name for column in COLUMNS))
        values = {
            column.name: entry.read(column.name, column.read, required=column.required) for column in COLUMNS
        }
        if (row := _holiday(Row(entry.line, values))) is not None:
            found.append((entry.line, row))
    return found


def _holiday(row: Row) -> HolidayRow | None:
    """The holiday of a row; None if a cell of it cannot be used, which was told."""
    values = row.values
    day, kind = values.get("date"), values.get("kind")
    if not isinstance(day, date) or not kind or not values.get("name_en"):
        return None
    only, excepted = values.get("only") or (), values.get("except") or ()
    assert isinstance(only, tuple) and isinstance(excepted, tuple)
    names = (row.text("name_en"), row.text("name_si"), row.text("name_ta"))
    return HolidayRow(day, *names, kind=str(kind), only=only, excepted=excepted)


def check(
    file: str,
    numbered: Sequence[tuple[int, HolidayRow]],
    *,
    year: int,
    calendars: Collection[str],
    errors: ErrorList,
) -> None:
    """Tell days of another year, the same holiday twice, and calendars that there are not."""
    seen: dict[tuple[date, str], int] = {}
    for number, row in numbered:
        key = (row.day, row.name_en)
        if row.day.year != year:
            errors.add(file, number, "date", row.day.isoformat(), "holiday_of_other_year", year=year)
        if key in seen:
            errors.add(file, number, "date", row.day.isoformat(), "holiday_twice", first=seen[key])
        seen.setdefault(key, number)
        check_narrowed(file, number, row.only, row.excepted, calendars, errors)


def check_narrowed(
    file: str,
    number: int,
    only: Collection[str],
    excepted: Collection[str],
    calendars: Collection[str],
    errors: ErrorList,
) -> None:
    """Tell calendars that there are not, and a day that is both for some only and not for others."""
    if only and excepted:
        errors.add(file, number, "except", " ".join(excepted), "only_and_except")
    for code in (*only, *excepted):
        if code not in calendars:
            column = "only" if code in only else "except"
            errors.add(file, number, column, code, "calendar_not_known", allowed=", ".join(sorted(calendars)))
