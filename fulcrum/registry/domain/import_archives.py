"""Look into a workbook before it is opened: it must be one, and must not unfold into more than a machine bears.

A workbook is an archive of XML. A few kilobytes can unpack to gigabytes, say that the last row and column are filled in,
or repeat one row a million times; the reader would ask for the memory of the whole area.
"""

import io
import re
import zipfile
import zlib

LARGEST_UNPACKED = 250 * 1024 * 1024
MOST_PARTS = 2_000
MOST_COLUMNS = 52
"""Up to the column AZ."""
MOST_LINES = 210_000
BLOCK = 1 << 20
OVERLAP = 4096
"""Bytes of one block looked at again with the next, so that no tag is cut in two."""

# A cell, or a row, that holds something and lies beyond what is read; cells that are only coloured are not filled in.
_FAR_COLUMN = re.compile(rb'<c\b[^>]*?\br="(?:[B-Z][A-Z]|[A-Z]{3,})[0-9]+"[^>]*(?<!/)>')
_FAR_ROW = re.compile(rb'<c\b[^>]*?\br="[A-Z]+(?:2[1-9][0-9]{4}|[3-9][0-9]{5}|[0-9]{7,})"[^>]*(?<!/)>')
_FAR_UNNAMED = re.compile(
    rb'<row\b[^>]*?\br="(?:2[1-9][0-9]{4}|[3-9][0-9]{5}|[0-9]{7,})"[^>]*(?<!/)>\s*<c(?![^>]*\br=)'
)
_WIDE_CELL = re.compile(
    rb"<table:table-cell(?=[^>]*office:value-type)"
    rb'(?=[^>]*number-columns-repeated="(?:5[3-9]|[6-9][0-9]|[0-9]{3,})")[^>]*>'
)
_WIDE_GAP = re.compile(
    rb'<table:table-cell[^>]*number-columns-repeated="(?:5[3-9]|[6-9][0-9]|[0-9]{3,})"[^>]*/>'
    rb"(?:\s*<table:table-cell(?![^>]*office:value-type)[^>]*/>)*\s*<table:table-cell[^>]*office:value-type"
)
_REPEATED_ROW = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="([0-9]+)"[^>]*(?<!/)>(.*?)</table:table-row>', re.S
)


class UnreadableError(Exception):
    """The file cannot be read: a code worded by `refusals.py`, and the facts that the wording needs."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def checked(data: bytes) -> str:
    """Which kind of workbook this is, `xlsx` or `ods`. Raises UnreadableError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            form = _form(archive)
            _check_size(archive)
            _check_parts(archive, form)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableError("workbook_broken", reason=str(error)) from error
    return form


def _form(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as told:
            if told.read(80) == b"application/vnd.oasis.opendocument.spreadsheet":
                return "ods"
    raise UnreadableError("not_a_table")


def _check_size(archive: zipfile.ZipFile) -> None:
    """By what the archive says of itself; `_check_parts` finds one that lies."""
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise UnreadableError("unpacks_too_large", largest=LARGEST_UNPACKED)


def _check_parts(archive: zipfile.ZipFile, form: str) -> None:
    """Unpack everything once without keeping it: sizes and sums must be as told, and nothing may lie far outside."""
    lines = 0
    for part in archive.infolist():
        is_sheet = part.filename.endswith(".xml") and ("worksheets/" in part.filename or form == "ods")
        kept = b""
        with archive.open(part) as stream:
            while block := stream.read(BLOCK):
                if not is_sheet:
                    continue
                seen = kept + block
                lines += _lines_of(seen, form)
                kept = _unfinished(seen, form)
    if lines > MOST_LINES:
        raise UnreadableError("area_too_large", columns=MOST_COLUMNS, rows=MOST_LINES)


def _lines_of(xml: bytes, form: str) -> int:
    """Rows that a piece of an ODS sheet unfolds to. Raises UnreadableError for a filled cell that lies too far outside."""
    far = (_FAR_COLUMN, _FAR_ROW, _FAR_UNNAMED) if form == "xlsx" else (_WIDE_CELL, _WIDE_GAP)
    if any(pattern.search(xml) for pattern in far):
        raise UnreadableError("area_too_large", columns=MOST_COLUMNS, rows=MOST_LINES)
    if form == "xlsx":
        return 0
    repeated = _REPEATED_ROW.finditer(xml)
    again = sum(int(row[1]) for row in repeated if b"office:value-type" in row[2])
    return again + xml.count(b"</table:table-row>")


def _unfinished(xml: bytes, form: str) -> bytes:
    """The end of a piece that the next one may go on with."""
    if form == "xlsx":
        return xml[-OVERLAP:]
    done = xml.rfind(b"</table:table-row>")
    rest = xml[done + len(b"</table:table-row>") :] if done >= 0 else xml
    return rest if len(rest) < 8 * BLOCK else rest[-OVERLAP:]
