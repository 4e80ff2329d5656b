"""The directory as a file: CSV that Excel opens, and XLSX whose cells are all text."""

import csv
import io
from collections.abc import Callable, Iterable

import xlsxwriter

from fulcrum.kit.cells import harmless
from fulcrum.units.directory_reads import COLUMNS

BOM = "\ufeff"


def as_csv(rows: Iterable[list[str]]) -> tuple[bytes, int]:
    """CSV in UTF-8 with the mark that makes Excel read it as such, and how many lines it has."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        writer.writerow([harmless(cell) for cell in row])
    return (BOM + text.getvalue()).encode(), count


def as_xlsx(rows: Iterable[list[str]]) -> tuple[bytes, int]:
    """A workbook, and how many lines it has."""
    file = io.BytesIO()
    count = 0
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("members")
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, COLUMNS)
        for count, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(count, column, harmless(cell))
    return file.getvalue(), count


FORMS: dict[str, tuple[Callable[[Iterable[list[str]]], tuple[bytes, int]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
