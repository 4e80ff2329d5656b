"""The roll-out board as a file: CSV that Excel opens, and XLSX."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date

import xlsxwriter
from django.utils.translation import gettext as _

from fulcrum.kit.cells import harmless
from fulcrum.registry.exports import BOM, Made, fixed_line
from fulcrum.registry.facts import kind_text
from fulcrum.registry.models.region import SIMULATED
from fulcrum.units import labels
from fulcrum.units.board import Slot

COLUMNS = ("unit", "organisation_id", "name_en", "name_si", "name_ta", "kind", "district_id", "district", "stage",
           "stage_text", "standing", "since", "reason")  # fmt: skip
Row = list[str]


def rows(slots: Iterable[Slot]) -> list[Row]:
    """One line per slot, as the board shows them."""
    return [
        [
            str(slot.number or ""),
            slot.body.slug,
            slot.body.name_en,
            slot.body.name_si,
            slot.body.name_ta,
            kind_text(slot.body),
            slot.body.district_id or "",
            slot.body.district.name_en if slot.body.district else "",
            slot.stage.code,
            slot.stage.name,
            labels.of("standing", slot.standing) if slot.standing else "",
            slot.since.isoformat() if slot.since else "",
            slot.reason,
        ]
        for slot in slots
    ]


def last_line(pack: str) -> str:
    """What must stand on a list that leaves the program."""
    return _("Simulated: nothing of it exists.") if pack == SIMULATED else fixed_line()


def as_csv(lines: Iterable[Row], pack: str, on: date) -> Made:
    """CSV in UTF-8 with the mark that makes Excel read it as such."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    writer.writerow([last_line(pack), *([""] * (len(COLUMNS) - 1))])
    return Made(f"units-{on:%Y-%m-%d}.csv", "text/csv; charset=utf-8", (BOM + text.getvalue()).encode())


def as_xlsx(lines: Iterable[Row], pack: str, on: date) -> Made:
    """A workbook with the list and a sheet that says what it is."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("Units")[:31])
        sheet.write_row(0, 0, COLUMNS, bold)
        sheet.freeze_panes(1, 3)
        sheet.set_column(2, 4, 40)
        for number, line in enumerate(lines, start=1):
            sheet.write_row(number, 0, line)
        book.add_worksheet(_("About")[:31]).write_string(0, 0, last_line(pack), bold)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Made(f"units-{on:%Y-%m-%d}.xlsx", kind, file.getvalue())


FORMS: dict[str, Callable[[Iterable[Row], str, date], Made]] = {"csv": as_csv, "xlsx": as_xlsx}
