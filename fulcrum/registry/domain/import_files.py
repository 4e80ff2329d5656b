"""Read an uploaded table, CSV or workbook, as rows of text; what it says is not judged here.

Formulas are never worked out: of a cell that holds one, the result that the spreadsheet stored is read.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import chain, islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from fulcrum.registry.domain import import_archives
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.domain.tables import BOM, BROKEN_CSV, is_other_format

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = import_archives.MOST_COLUMNS
DELIMITERS = ",;\t|"
LOOKED_AT = 20
"""Rows by which the delimiter is told, and among which the headings are looked for."""
LOOKED_AT_CHARACTERS = 100_000
CLOSED_OR_OLD = b"\xd0\xcf\x11\xe0"
"""First bytes of workbooks before 2007, and of those that need a password."""
Record = Sequence[str]


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"


@dataclass
class Sheet:
    """A table of text. `rows` can be gone through once.

    first    number of the first row below the headings, as the spreadsheet counts
    others   names of further sheets with something in them, which are not read
    """

    format: Format
    headings: tuple[str, ...]
    first: int
    rows: Iterator[Record]
    others: tuple[str, ...] = ()

    def numbered(self) -> Iterator[tuple[int, Record]]:
        """Every row that is not empty, with its number. Raises UnreadableError."""
        width, seen = len(self.headings), 0
        for number, cells in enumerate(self.rows, self.first):
            if not any(cells):
                continue
            seen += 1
            if seen > MOST_ROWS:
                raise UnreadableError("too_many_rows", most=MOST_ROWS)
            if len(cells) != width:
                if any(cells[width:]):
                    raise UnreadableError("row_beyond_headings", row=number, wanted=width)
                cells = [*cells[:width], *[""] * (width - len(cells))]
            yield number, cells


def read(data: bytes) -> Sheet:
    """The headings of a file and the rows below them. Raises UnreadableError, also while the rows are gone through."""
    if len(data) > LARGEST_FILE:
        raise UnreadableError("larger_than_allowed", size=len(data), largest=LARGEST_FILE)
    if not data.strip():
        raise UnreadableError("empty_file")
    if data.startswith(CLOSED_OR_OLD):
        raise UnreadableError("workbook_closed_or_old")
    if data.startswith(b"PK"):
        form = Format(import_archives.checked(data))
        first, records, others = _from_workbook(data)
    else:
        form, first, others = Format.CSV, 1, ()
        records = _from_csv(_decoded(data))
    return _with_headings(form, first, records, others)


def _with_headings(form: Format, first: int, records: Iterator[Record], others: tuple[str, ...]) -> Sheet:
    """The first of the upper rows with two filled cells holds the headings; a title above them is passed over."""
    upper = list(islice(records, LOOKED_AT))
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in upper]
    at = next((number for number, count in enumerate(filled) if count > 1), None)
    if at is None:
        at = next((number for number, count in enumerate(filled) if count), None)
    if at is None:
        raise UnreadableError("empty_file")
    headings = [" ".join(cell.split()) for cell in upper[at]]
    while not headings[-1]:
        headings.pop()
    if len(headings) > MOST_COLUMNS:
        raise UnreadableError("too_many_columns", found=len(headings), most=MOST_COLUMNS)
    return Sheet(form, tuple(headings), first + at + 1, chain(upper[at + 1 :], records), others)


def _from_workbook(data: bytes) -> tuple[int, Iterator[Record], tuple[str, ...]]:
    """The first sheet that is not hidden and holds something."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [each.name for each in book.sheets_metadata if each.visible is SheetVisibleEnum.Visible]
        for number, name in enumerate(shown):
            sheet = book.get_sheet_by_name(name)
            if sheet.start is not None:
                return sheet.start[0] + 1, _records(sheet), tuple(shown[number + 1 :])
    except CalamineError as error:
        raise UnreadableError("workbook_broken", reason=str(error)) from error
    raise UnreadableError("empty_file")


def _records(sheet: CalamineSheet) -> Iterator[Record]:
    for cells in sheet.to_python():
        yield [cell if cell.__class__ is str else as_text(cell) for cell in cells]


def as_text(cell: object) -> str:
    """A typed cell as a person would write it: whole numbers without a point, days as ISO 8601 writes them."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime):
        at_midnight = cell.time() == cell.time().min
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _decoded(data: bytes) -> str:
    data = data.removeprefix(BOM)
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_other_format(data):
            raise UnreadableError("not_a_table") from None
        row = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError("not_utf8", row=row, value=f"0x{data[error.start]:02X}") from None
    if "\x00" in content:
        raise UnreadableError("not_a_table")
    return content


def _from_csv(content: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content), strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = next((code for words, code in BROKEN_CSV.items() if words in str(error)), "broken_csv")
            raise UnreadableError(code, row=reader.line_num) from None


def _delimiter(content: str) -> str:
    """The one that cuts the upper rows into the most cells, all rows alike."""
    upper = content[:LOOKED_AT_CHARACTERS]
    return max(DELIMITERS, key=lambda each: (_cells_of_each(upper, each), -DELIMITERS.index(each)))


def _cells_of_each(content: str, delimiter: str) -> int:
    """Cells in each of the upper rows that are not empty: the number that most of them have."""
    try:
        rows = islice(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter), LOOKED_AT)
        counts = [len(row) for row in rows if any(row)]
    except csv.Error:
        return 0
    return max(set(counts), key=counts.count) if counts else 0
