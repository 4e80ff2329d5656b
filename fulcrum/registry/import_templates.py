"""Empty workbooks to fill in: headings in the reader's language, and a sheet that explains each column."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from fulcrum.registry import import_texts
from fulcrum.registry.domain import import_fields
from fulcrum.registry.domain.import_fields import Field, ImportKind
from fulcrum.registry.exports import Made

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_OFFERED = 5_000
"""Rows in which a closed list is offered to choose from."""
LONGEST_OFFERED = 255
"""Characters that a spreadsheet takes for such a list."""


def made(kind: ImportKind, language: str) -> Made:
    """The workbook for one kind of import."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        as_text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(str(import_texts.KINDS[kind])[:31])
        about = book.add_worksheet(_("Explanations")[:31])
        sheet.freeze_panes(1, 0)
        about.set_column(0, 0, 34)
        about.set_column(1, 2, 60)
        about.write_row(0, 0, [_("Column"), _("What it says"), _("Allowed values")], bold)
        for number, (name, field) in enumerate(import_fields.of(kind).items()):
            sheet.set_column(number, number, 24, as_text)
            sheet.write_string(0, number, import_texts.label(name), bold)
            _offer(sheet, number, name, field)
            about.write_string(number + 1, 0, import_texts.label(name), bold)
            about.write_string(number + 1, 1, explanation(name, field), wrapped)
            about.write_string(number + 1, 2, allowed(name, field), wrapped)
    return Made(f"{kind}-{language}.xlsx", XLSX, file.getvalue())


def explanation(name: str, field: Field) -> str:
    """What a column says, and whether a new row needs it."""
    needed = _("Every new row needs it.") if field.is_needed else ""
    return " ".join(filter(None, (str(import_texts.HELP.get(name, "")), needed)))


def allowed(name: str, field: Field) -> str:
    """The words of a closed list with their codes."""
    if field.codes is None:
        return ""
    return "; ".join(f"{import_texts.code_label(name, code)} ({code})" for code in field.codes)


def _offer(sheet: object, number: int, name: str, field: Field) -> None:
    """Let the spreadsheet offer the codes of a closed list, if they fit."""
    codes = [code.value for code in field.codes or ()]
    if codes and len(",".join(codes)) <= LONGEST_OFFERED:
        sheet.data_validation(  # type: ignore[attr-defined]
            1, number, ROWS_OFFERED, number, {"validate": "list", "source": codes, "error_type": "warning"}
        )
