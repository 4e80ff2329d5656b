"""The empty workbook for an import of units: three sheets with an example that is passed over, and one that explains them."""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from fulcrum.registry.domain.tables import Column
from fulcrum.registry.exports import Made
from fulcrum.units import import_words
from fulcrum.units.domain.importing import CODES, EXAMPLE, SHEETS, Part

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_OFFERED = 5_000
"""Rows in which a closed list is offered to choose from."""
EXAMPLES: Mapping[Part, Mapping[str, str]] = {
    Part.UNITS: {
        "model": "dtu", "version": "1", "size": "small", "began_on": "2023-02-01", "standing": "active",
        "basis": "letter 12/2023 of 1 February 2023",
    },
    Part.HISTORY: {"stage": "agreed", "on": "2023-02-01"},
    Part.MEMBERS: {
        "post": "LD", "name_en": "Invented Name", "email": "invented.name@example.invalid",
        "manner": "substantive", "begins_on": "2023-03-01", "languages": "si en",
    },
}  # fmt: skip


def made(language: str) -> Made:
    """The workbook in the language that is active; `language` is told by its name."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        styles = {
            "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
            "text": book.add_format({"num_format": "@"}),
            "example": book.add_format({"italic": True, "font_color": "#666666", "num_format": "@"}),
        }
        for part in Part:
            _sheet(book, part, styles)
        _notes(book, styles)
    return Made(f"units-{language}.xlsx", XLSX, file.getvalue())


def _sheet(book: Any, part: Part, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(str(import_words.PARTS[part])[: import_words.LONGEST_SHEET])
    sheet.freeze_panes(1, 0)
    example = {"organisation": f"{EXAMPLE} {_('Example')}", **EXAMPLES[part]}
    for place, column in enumerate(SHEETS[part]):
        sheet.set_column(place, place, 24, styles["text"])
        sheet.write_string(0, place, import_words.label(column.name), styles["bold"])
        sheet.write_string(1, place, example.get(column.name, ""), styles["example"])
        if column.name in CODES:
            codes = [code.value for code in CODES[column.name]]
            rule = {"validate": "list", "source": codes, "error_type": "warning"}
            sheet.data_validation(1, place, ROWS_OFFERED, place, rule)


def _notes(book: Any, styles: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(_("Explanations")[: import_words.LONGEST_SHEET])
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 3, 60)
    rows = [(_("Sheet"), _("Column"), _("What it says"), _("Allowed values"))]
    for part in Part:
        rows.extend(
            (
                str(import_words.PARTS[part]),
                import_words.label(column.name),
                _explained(column),
                _allowed(column.name),
            )
            for column in SHEETS[part]
        )
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell, styles["wrapped" if line and place > 1 else "bold"])
    remark = _(
        "A row whose first cell begins with “%(sign)s” is an example or a remark and is passed over."
    ) % {"sign": EXAMPLE}
    sheet.write_string(len(rows) + 1, 2, remark, styles["wrapped"])


def _explained(column: Column) -> str:
    needed = _("Every row needs it.") if column.required else ""
    return " ".join(filter(None, (str(import_words.HELP.get(column.name, "")), needed)))


def _allowed(name: str) -> str:
    """The codes of a closed list with their words."""
    return "; ".join(f"{code.value} ({import_words.CODES[name][code]})" for code in CODES.get(name, ()))
