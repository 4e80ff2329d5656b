"""What a file is, found by its content alone: neither its name nor what a browser claims counts."""

import codecs
import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OASIS = "application/vnd.oasis.opendocument"


@dataclass(frozen=True)
class Taken:
    """A type that is taken: what people call it, and the endings its files may have, the usual one first.

    may_show  whether a browser may show it in the page's place: it can hold nothing that acts there
    """

    label: str
    endings: tuple[str, ...]
    may_show: bool = False


TAKEN: dict[str, Taken] = {
    "application/pdf": Taken("PDF", ("pdf",), may_show=True),
    "image/png": Taken("PNG", ("png",), may_show=True),
    "image/jpeg": Taken("JPEG", ("jpg", "jpeg"), may_show=True),
    "image/webp": Taken("WebP", ("webp",), may_show=True),
    "text/plain": Taken("TXT", ("txt", "md", "log")),
    "text/csv": Taken("CSV", ("csv", "tsv", "txt")),
    f"{_OFFICE}.spreadsheetml.sheet": Taken("XLSX", ("xlsx",)),
    f"{_OFFICE}.wordprocessingml.document": Taken("DOCX", ("docx",)),
    f"{_OASIS}.spreadsheet": Taken("ODS", ("ods",)),
    f"{_OASIS}.text": Taken("ODT", ("odt",)),
}

_BEGINNINGS = {
    "application/pdf": (0, b"%PDF-"),
    "image/png": (0, b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": (0, b"\xff\xd8\xff"),
    "image/webp": (8, b"WEBP"),
}
"""A file of two types at once (a PDF that begins as something else) counts as what its first bytes are."""

_HEAD, _CHUNK, _SAMPLE, _LONGEST_PART = 4_096, 64 * 1024, 64 * 1024, 256 * 1024
_MARKUP = {"html": "text/html", "svg": "image/svg+xml"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ACTIVE_PARTS = ("vbaproject.bin", "basic/", "scripts/", "activex/")


def media_type_of(file: BinaryIO) -> str:
    """The media type of a file that can be read from its beginning; UNKNOWN if nothing knows it.

    Only what is in TAKEN may be kept. Documents with macros are no documents here.
    """
    file.seek(0)
    head = file.read(_HEAD)
    known = _by_magic(head)
    for media_type, (at, beginning) in _BEGINNINGS.items():
        if media_type in known and head[at:].startswith(beginning):
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return _in_container(file)
    sample = _text_of(file)
    if sample is None:
        return next((each for each in known if each and each not in TAKEN), UNKNOWN)
    if sample.lstrip().startswith("<"):
        return next(
            (name for word, name in _MARKUP.items() if f"<{word}" in sample.lower()), "application/xml"
        )
    return "text/csv" if _is_table(sample) else "text/plain"


def _by_magic(head: bytes) -> list[str]:
    """What its first bytes may mean, the likeliest first."""
    try:
        return [str(match.mime_type) for match in puremagic.magic_string(head)]
    except (puremagic.PureError, ValueError):
        return []


def _in_container(file: BinaryIO) -> str:
    """The type of an office document, which is a ZIP file; any other ZIP file stays one."""
    zipped = "application/zip"
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.lower() for name in archive.namelist()}
            if any(part in name for name in names for part in _ACTIVE_PARTS):
                return "application/vnd.ms-office.macroenabled"
            if "mimetype" in names:
                return _part(archive, "mimetype").strip() or zipped
            kinds = _part(archive, "[Content_Types].xml")
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError):
        return zipped
    mains = {"xl/workbook.xml": "spreadsheetml.sheet", "word/document.xml": "wordprocessingml.document"}
    return next(
        (
            f"{_OFFICE}.{kind}"
            for part, kind in mains.items()
            if part in names and f"{_OFFICE}.{kind}.main+xml" in kinds
        ),
        zipped,
    )


def _part(archive: zipfile.ZipFile, name: str) -> str:
    """The beginning of one part, however large it would unpack to."""
    with archive.open(name) as part:
        return part.read(_LONGEST_PART).decode("utf-8")


def _text_of(file: BinaryIO) -> str | None:
    """The beginning of a file that is text in UTF-8 from first to last byte; None for any other."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    sample = ""
    try:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            if _CONTROL.search(text):
                return None
            sample += text[: _SAMPLE - len(sample)]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return sample or None


def _is_table(sample: str) -> bool:
    """Whether every whole row has the same number of cells, at least two rows and two cells."""
    whole = sample[: sample.rfind("\n") + 1] if len(sample) == _SAMPLE else sample
    for separator in ",;\t":
        try:
            rows = [row for row in csv.reader(io.StringIO(whole), delimiter=separator, strict=True) if row]
        except csv.Error:
            continue
        widths = {len(row) for row in rows}
        if len(rows) > 1 and len(widths) == 1 and widths.pop() > 1:
            return True
    return False
