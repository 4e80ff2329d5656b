"""Read one CSV file of a country pack into rows of checked values, telling every error it holds."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fulcrum.registry.domain.cells import Read
from fulcrum.registry.domain.row_errors import CellError, ErrorList

LARGEST_FILE = 10 * 1024 * 1024
BOM = b"\xef\xbb\xbf"
OTHER_FORMATS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of pictures, PDF, and workbooks new and old."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
BROKEN_CSV = {
    "unexpected end of data": "quote_not_closed",
    "expected after": "quote_not_doubled",
    "field larger than field limit": "cell_too_large",
}


@dataclass(frozen=True)
class Column:
    """One column of a file: its name, how a cell is read, whether every cell must be filled in (`required`), and
    whether the file may do without the column (`optional`); what is stored then stays as it is.
    """

    name: str
    read: Read
    required: bool = False
    optional: bool = False


@dataclass(frozen=True)
class TableSpec:
    """What a file must look like."""

    file: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Row:
    """One row: its number in the file (the header is row 1) and its values by column; a wrong cell is missing."""

    number: int
    values: dict[str, object]

    def text(self, column: str) -> str:
        """The value of a text column; "" when the cell is empty or wrong."""
        value = self.values.get(column)
        return "" if value is None else str(value)


def read_table(spec: TableSpec, data: bytes, errors: ErrorList) -> list[Row]:
    """Read `data` as `spec` says; what is wrong goes to `errors`, rows that can be read at all are returned."""
    content = _decoded(spec.file, data, errors)
    if content is None:
        return []
    records = _records(spec.file, content, errors)
    header = next(records, None)
    if header is None or not any(cell.strip() for cell in header[1]):
        errors.add(spec.file, 0, "", "", "empty_file")
        return []
    if not _header_fits(spec, header[1], errors):
        return []
    rows = list(_rows(spec, header[1], records, errors))
    if not rows and not errors:
        errors.add(spec.file, 0, "", "", "no_rows")
    return rows


def _decoded(file: str, data: bytes, errors: ErrorList) -> str | None:
    if len(data) > LARGEST_FILE:
        errors.add(file, 0, "", "", "file_too_large", size=len(data), largest=LARGEST_FILE)
        return None
    data = data.removeprefix(BOM)
    if not data.strip():
        errors.add(file, 0, "", "", "empty_file")
        return None
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_other_format(data):
            errors.add(file, 0, "", "", "not_csv")
            return None
        row = data.count(b"\n", 0, error.start) + 1
        errors.add(file, row, "", f"0x{data[error.start]:02X}", "not_utf8")
        return None
    if "\x00" in content:
        errors.add(file, content.count("\n", 0, content.index("\x00")) + 1, "", "U+0000", "not_utf8")
        return None
    return content


def is_other_format(data: bytes) -> bool:
    """Whether the file is no text at all, and not only text in another encoding."""
    return data.startswith(OTHER_FORMATS) or (b"\x00" in data[:4096] and not data.startswith(UTF_16))


def _records(file: str, content: str, errors: ErrorList) -> Iterator[tuple[int, list[str]]]:
    """Records with their numbers; reading stops at the first place where the quoting is broken."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            errors.add(file, number, "", "", _broken_as(error), reason=str(error))
            return


def _broken_as(error: csv.Error) -> str:
    """The code for what Python's reader says in its own words; `broken_csv` for words not known here."""
    return next((code for words, code in BROKEN_CSV.items() if words in str(error)), "broken_csv")


def _header_fits(spec: TableSpec, header: Sequence[str], errors: ErrorList) -> bool:
    before = errors.total
    wanted = {column.name for column in spec.columns}
    for column in spec.columns:
        if column.name not in header and not column.optional:
            errors.add(spec.file, 1, column.name, "", "missing_column", found=", ".join(header)[:200])
    for name, count in Counter(header).items():
        if name not in wanted:
            errors.add(spec.file, 1, name, name, "unknown_column", allowed=", ".join(sorted(wanted)))
        elif count > 1:
            errors.add(spec.file, 1, name, name, "doubled_column")
    return errors.total == before


def _rows(
    spec: TableSpec, header: Sequence[str], records: Iterator[tuple[int, list[str]]], errors: ErrorList
) -> Iterator[Row]:
    columns = {column.name: column for column in spec.columns}
    for number, cells in records:
        if not cells:
            continue  # a blank line at the end is no row
        if len(cells) != len(header):
            errors.add(spec.file, number, "", "", "wrong_field_count", found=len(cells), wanted=len(header))
            continue
        values: dict[str, object] = {}
        for name, cell in zip(header, cells, strict=True):
            _read_cell(spec.file, number, columns[name], cell, values, errors)
        yield Row(number, values)


def _read_cell(
    file: str, number: int, column: Column, cell: str, values: dict[str, object], errors: ErrorList
) -> None:
    if column.required and not cell.strip():
        errors.add(file, number, column.name, cell, "required")
        return
    try:
        values[column.name] = column.read(cell)
    except CellError as problem:
        errors.add(file, number, column.name, cell, problem.code, **problem.facts)
