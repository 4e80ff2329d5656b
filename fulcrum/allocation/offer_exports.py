"""The board of offers as a file."""

import csv
import io
from collections.abc import Iterable
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _

from fulcrum.allocation import offer_words
from fulcrum.allocation.models import Offer
from fulcrum.kit.cells import harmless
from fulcrum.registry import labels

BOM = "\ufeff"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def heads() -> list[str]:
    """The titles of the columns, in the reader's language."""
    return [
        _("Offer"), _("Published plan"), _("Id"), _("Organisation"), _("Kind"), _("District"), _("Sent on"),
        _("Answer by"), _("State"), _("Overdue"), _("Ended on"), _("Put off to"), _("Shared with"), _("Unit"),
        _("Appeal"), _("The programme owes an answer"),
    ]  # fmt: skip


def as_csv(rows: Iterable[Offer], on: date) -> bytes:
    """CSV in UTF-8 with the mark that makes Excel read it as such."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads())
    writer.writerows([harmless(cell) for cell in _row(each, on)] for each in rows)
    return (BOM + text.getvalue()).encode()


def as_xlsx(rows: Iterable[Offer], on: date) -> bytes:
    """A workbook whose texts are texts, whatever they begin with."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("offers")
        sheet.freeze_panes(1, 4)
        sheet.write_row(0, 0, heads())
        for line, each in enumerate(rows, 1):
            for column, cell in enumerate(_row(each, on)):
                if isinstance(cell, int):
                    sheet.write_number(line, column, cell)
                else:
                    sheet.write_string(line, column, harmless(cell))
    return file.getvalue()


FORMS = {"csv": (as_csv, "text/csv; charset=utf-8"), "xlsx": (as_xlsx, XLSX_TYPE)}


def _row(row: Offer, on: date) -> list[str | int]:
    body = row.organisation
    return [
        row.number,
        row.publication.number,
        body.slug,
        body.name_en,
        str(labels.of("kind", body.kind)),
        body.district.name_en if body.district else "",
        f"{row.sent_on:%Y-%m-%d}",
        f"{row.answer_by:%Y-%m-%d}",
        str(offer_words.STATE[row.state]),
        _("yes") if row.is_overdue(on) else _("no"),
        f"{row.ended_on:%Y-%m-%d}" if row.ended_on else "",
        row.deferred_to or "",
        row.share_with.name_en if row.share_with else "",
        row.unit.number if row.unit else "",
        str(offer_words.APPEAL[row.appeal]) if row.appeal else "",
        _("yes") if getattr(row, "owes", False) else _("no"),
    ]
