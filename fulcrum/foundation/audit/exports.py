"""The log as files, streamed: CSV of any length, XLSX of as many rows as a person can still open."""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date
from itertools import chain as joined
from itertools import islice
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from fulcrum.foundation.audit import wording
from fulcrum.foundation.audit.models import Entry, SealedEntry
from fulcrum.kit.cells import harmless

BOM = "\ufeff"
MOST_ROWS_IN_A_WORKBOOK = 100_000
COLUMNS = (
    "id", "at_utc", "person", "email", "action", "action_in_words", "object_kind", "object_id", "organisation_key",
    "classification", "before", "after", "reason", "request", "facts",
)  # fmt: skip
CHAIN_COLUMNS = ("position", "digest")
"""Only for who may know how long the chain is."""


@dataclass(frozen=True)
class Made:
    """A file on its way."""

    name: str
    content_type: str
    content: Iterable[bytes]


class _Echo:
    """A file for the CSV writer that hands each line on."""

    def write(self, line: str) -> str:
        return line


def as_csv(entries: Iterable[Entry], on: date, *, with_chain: bool) -> Made:
    """CSV in UTF-8 with the mark that makes Excel read it as such."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    heads: Iterable[list[Any]] = [_heads(with_chain)]
    rows = ([harmless(cell) for cell in _row(entry, with_chain)] for entry in entries)
    lines: Iterator[str] = (writer.writerow(row) for row in joined(heads, rows))
    content = (line.encode() for line in joined([BOM], lines))
    return Made(f"audit-log-{on:%Y-%m-%d}.csv", "text/csv; charset=utf-8", content)


def as_xlsx(entries: Iterable[Entry], on: date, *, with_chain: bool) -> Made:
    """A workbook written row by row to a temporary file, and a sheet that says what it is."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer that streams it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    left = iter(entries)
    with xlsxwriter.Workbook(file, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("Audit log")[:31])
        sheet.freeze_panes(1, 2)
        sheet.write_row(0, 0, _heads(with_chain), bold)
        for number, entry in enumerate(islice(left, MOST_ROWS_IN_A_WORKBOOK), start=1):
            sheet.write_row(number, 0, [harmless(cell) for cell in _row(entry, with_chain)])
        about = book.add_worksheet(_("About")[:31])
        about.set_column(0, 0, 90)
        for number, line in enumerate(_about(on, is_cut=next(left, None) is not None)):
            about.write_string(number, 0, line)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Made(f"audit-log-{on:%Y-%m-%d}.xlsx", kind, _read(file))


FORMS = {"csv": as_csv, "xlsx": as_xlsx}


def _heads(with_chain: bool) -> list[str]:
    return [*COLUMNS, *(CHAIN_COLUMNS if with_chain else ())]


def _row(entry: Entry, with_chain: bool) -> list[str]:
    """One entry as text; JSON fields as JSON."""
    row = [
        str(entry.pk),
        f"{entry.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z",
        entry.by.name if entry.by else "",
        entry.by.email if entry.by else "",
        entry.action,
        wording.action(entry.action),
        entry.object_kind,
        entry.object_id,
        "" if entry.organisation_key is None else str(entry.organisation_key),
        entry.classification,
        _json(entry.before),
        _json(entry.after),
        entry.reason,
        entry.request,
        _json(entry.facts),
    ]
    return row + (_place(entry) if with_chain else [])


def _place(entry: Entry) -> list[str]:
    try:
        return [str(entry.sealed.position), bytes(entry.sealed.digest).hex()]
    except SealedEntry.DoesNotExist:
        return ["", ""]


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _about(on: date, *, is_cut: bool) -> Iterator[str]:
    yield _("Entries of the audit log, taken on %(day)s.") % {"day": on.isoformat()}
    yield _("Taking this file is an entry of the log itself.")
    if is_cut:
        most = f"{MOST_ROWS_IN_A_WORKBOOK:,}"
        yield _("Only the newest %(most)s entries are here. The CSV file holds all of them.") % {"most": most}


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while part := file.read(1 << 16):
            yield part
