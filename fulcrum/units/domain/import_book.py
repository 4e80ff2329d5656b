"""Read a workbook of units, their history and their members as rows of checked values; what they say is not judged here."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from fulcrum.registry.domain import import_archives
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.domain.import_files import CLOSED_OR_OLD, as_text
from fulcrum.registry.domain.import_rows import CALCULATED, tidy
from fulcrum.registry.domain.row_errors import CellError, ErrorList
from fulcrum.registry.domain.tables import Column, Row
from fulcrum.units.domain.importing import EXAMPLE, LARGEST_FILE, MOST_ROWS, SHEETS, Part


@dataclass(frozen=True)
class Words:
    """What sheets and columns may be called, in any language, without regard to capitals; their codes always count."""

    sheets: Mapping[Part, Sequence[str]]
    columns: Mapping[str, Sequence[str]]

    def part(self, name: str) -> Part | None:
        return next((part for part in Part if _same(name, (part.value, *self.sheets.get(part, ())))), None)

    def column(self, heading: str, columns: Sequence[Column]) -> Column | None:
        return next(
            (each for each in columns if _same(heading, (each.name, *self.columns.get(each.name, ())))), None
        )


@dataclass(frozen=True)
class Book:
    """The rows of the three sheets. A cell that cannot be used is told and missing from its row."""

    units: Sequence[Row]
    history: Sequence[Row]
    members: Sequence[Row]


def check_kind(data: bytes) -> None:
    """Whether this is a workbook that can be opened. Raises UnreadableError."""
    if len(data) > LARGEST_FILE:
        raise UnreadableError("larger_than_allowed", size=len(data), largest=LARGEST_FILE)
    if not data.strip():
        raise UnreadableError("empty_file")
    if data.startswith(CLOSED_OR_OLD):
        raise UnreadableError("workbook_closed_or_old")
    if not data.startswith(b"PK") or import_archives.checked(data) != "xlsx":
        raise UnreadableError("not_a_workbook")
    _opened(data)


def read(data: bytes, words: Words, errors: ErrorList) -> Book:
    """The rows of every sheet, with everything that is wrong with sheets, headings and cells told to `errors`."""
    found: dict[Part, list[Row]] = {part: [] for part in Part}
    try:
        book = _opened(data)
        named = {part: name for name in reversed(book.sheet_names) if (part := words.part(name))}
        for part in Part:
            if part not in named:
                errors.add(part, 0, "", "", "sheet_missing")
                continue
            sheet = book.get_sheet_by_name(named[part])
            lines = [[as_text(cell) for cell in line] for line in sheet.to_python(skip_empty_area=False)]
            found[part] = _rows(part, lines, words, errors)
    except CalamineError as error:
        errors.add("", 0, "", "", "workbook_broken", reason=str(error))
    return Book(found[Part.UNITS], found[Part.HISTORY], found[Part.MEMBERS])


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        raise UnreadableError("workbook_broken", reason=str(error)) from error


def _rows(part: Part, lines: Sequence[Sequence[str]], words: Words, errors: ErrorList) -> list[Row]:
    columns = _headings(part, lines[0] if lines else [], words, errors)
    if columns is None:
        return []
    rows: list[Row] = []
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith(EXAMPLE):
            continue
        if len(rows) == MOST_ROWS:
            errors.add(part, number, "", "", "too_many_rows", most=MOST_ROWS)
            break
        rows.append(_row(part, number, columns, cells, errors))
    return rows


def _headings(part: Part, cells: Sequence[str], words: Words, errors: ErrorList) -> dict[int, Column] | None:
    """The column under each heading; None where the headings do not fit."""
    before = errors.total
    found: dict[int, Column] = {}
    for place, cell in enumerate(cells):
        heading = tidy(cell)
        column = words.column(heading, SHEETS[part]) if heading else None
        if column is not None:
            found[place] = column
        elif heading:
            errors.add(part, 1, "", heading, "heading_unknown")
    count = Counter(column.name for column in found.values())
    for column in SHEETS[part]:
        if column.required and not count[column.name]:
            errors.add(part, 1, column.name, "", "heading_missing")
        if count[column.name] > 1:
            errors.add(part, 1, column.name, "", "doubled_column")
    return None if errors.total > before else found


def _row(
    part: Part, number: int, columns: Mapping[int, Column], cells: Sequence[str], errors: ErrorList
) -> Row:
    values: dict[str, object] = {}
    for place, raw in enumerate(cells):
        column = columns.get(place)
        if column is None:
            if raw.strip():
                errors.add(part, number, "", raw, "cell_without_heading")
            continue
        text = tidy(raw)
        try:
            if raw.lstrip().startswith(CALCULATED):
                raise CellError("formula")
            if column.required and not text:
                raise CellError("required")
            values[column.name] = column.read(text)
        except CellError as problem:
            errors.add(part, number, column.name, raw, problem.code, **problem.facts)
    return Row(number, values)


def _same(told: str, words: Sequence[str]) -> bool:
    wanted = " ".join(told.split()).casefold()
    return any(wanted == word.casefold() for word in words)
