"""The list of requests as a file."""

import csv
import io
from collections.abc import Iterable

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from fulcrum.allocation import request_words
from fulcrum.allocation.domain.requesting import Priority, RequestState, Room
from fulcrum.allocation.models import UnitRequest
from fulcrum.kit.cells import harmless

BOM = "\ufeff"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def heads() -> list[str]:
    """The titles of the columns, in the reader's language."""
    return [
        _("Number"), _("Id"), _("Organisation"), _("District"), _("Asked on"), _("Asked by"), _("Need"), _("Priority"),
        _("Why this priority"), _("Who would lead"), _("Post today"), _("Room"), _("People who work with computers"),
        _("Note"), _("State"), _("Taken up by"), _("Ended on"), _("Why it ended"),
    ]  # fmt: skip


def as_csv(rows: Iterable[UnitRequest]) -> bytes:
    """CSV in UTF-8 with the mark that makes Excel read it as such."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads())
    writer.writerows([harmless(cell) for cell in _row(each)] for each in rows)
    return (BOM + text.getvalue()).encode()


def as_xlsx(rows: Iterable[UnitRequest]) -> bytes:
    """A workbook whose texts are texts, whatever they begin with."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("requests")
        sheet.freeze_panes(1, 3)
        sheet.write_row(0, 0, heads())
        for line, each in enumerate(rows, 1):
            for column, cell in enumerate(_row(each)):
                if isinstance(cell, int):
                    sheet.write_number(line, column, cell)
                else:
                    sheet.write_string(line, column, harmless(cell))
    return file.getvalue()


FORMS = {"csv": (as_csv, "text/csv; charset=utf-8"), "xlsx": (as_xlsx, XLSX_TYPE)}


def _row(row: UnitRequest) -> list[str | int]:
    body = row.organisation
    return [
        row.pk,
        body.slug,
        body.name_en,
        body.district.name_en if body.district else "",
        f"{timezone.localdate(row.asked_at):%Y-%m-%d}",
        row.asked_by.name,
        row.need,
        str(request_words.PRIORITY[Priority(row.priority)]),
        row.priority_reason,
        row.lead_name,
        row.lead_post,
        str(request_words.ROOM[Room(row.room)]),
        row.ict_staff,
        row.note,
        str(request_words.STATE[RequestState(row.state)]),
        row.taken_up_by.name if row.taken_up_by else "",
        f"{timezone.localdate(row.ended_at):%Y-%m-%d}" if row.ended_at else "",
        row.why_ended,
    ]
