"""Lists as files: CSV that Excel opens, XLSX, and CSV in the loader's own columns."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fulcrum.kit.cells import harmless
from fulcrum.registry import labels
from fulcrum.registry.domain.pack_rows import ORGANISATION_COLUMNS
from fulcrum.registry.facts import kind_text
from fulcrum.registry.models import Organisation, Region

BOM = "\ufeff"
Cell = str | int
COLUMNS = (
    "key", "id", "name_en", "name_si", "name_si_mark", "name_ta", "name_ta_mark", "kind", "kind_text", "level",
    "field_of_work", "field_of_work_mark", "parent_id", "parent", "parent_mark", "province", "district",
    "district_mark", "region_served", "official_code", "website", "bodies_below", "note", "publisher", "source",
    "source_year", "licence", "licence_state", "opened_on", "closed_on",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A file ready to be sent."""

    name: str
    content_type: str
    content: bytes


def fixed_line() -> str:
    """What must stand on every list that leaves the program; the engine's input is a format of its own without it."""
    return _(
        "A worked example computed from published data. It is not a decision of the Government of Sri Lanka or its "
        "agencies."
    )


def as_csv(bodies: Iterable[Organisation], on: date) -> Made:
    """CSV in UTF-8 with the mark that makes Excel read it as such; the last row holds the fixed line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in _row(body)] for body in bodies)
    writer.writerow([fixed_line(), *([""] * (len(COLUMNS) - 1))])
    content = (BOM + text.getvalue()).encode()
    return Made(f"organisations-{on:%Y-%m-%d}.csv", "text/csv; charset=utf-8", content)


def as_xlsx(bodies: Iterable[Organisation], on: date) -> Made:
    """A workbook with the list and a sheet that says what it is."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        sheet = book.add_worksheet(_("Organisations")[:31])
        sheet.write_row(0, 0, COLUMNS, bold)
        sheet.freeze_panes(1, 3)
        sheet.set_column(2, 5, 40)
        for number, body in enumerate(bodies, start=1):
            sheet.write_row(number, 0, _row(body))
        about = book.add_worksheet(_("About")[:31])
        about.set_column(0, 0, 90)
        for number, line in enumerate((fixed_line(), *_about(on))):
            about.write_string(number, 0, line, bold if number == 0 else wrapped)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Made(f"organisations-{on:%Y-%m-%d}.xlsx", kind, file.getvalue())


def as_loader_file(bodies: Iterable[Organisation], on: date) -> Made:
    """CSV in the columns of a pack and of an import; importing it unchanged changes nothing."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in ORGANISATION_COLUMNS])
    for body in bodies:
        writer.writerow([harmless(_loader_cell(body, column.name)) for column in ORGANISATION_COLUMNS])
    return Made("organisations.csv", "text/csv; charset=utf-8", text.getvalue().encode())


FORMS: dict[str, Callable[[Iterable[Organisation], date], Made]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "load": as_loader_file,
}


def _row(body: Organisation) -> list[Cell]:
    """One organisation as the columns tell it."""
    return [
        body.key,
        body.slug,
        body.name_en,
        body.name_si,
        _mark(labels.NAME_MARKS, body.si_basis),
        body.name_ta,
        _mark(labels.NAME_MARKS, body.ta_basis),
        body.kind,
        kind_text(body),
        labels.of("tier", body.tier),
        labels.of("sector", body.sector),
        _("assigned here"),
        body.parent.slug if body.parent else "",
        body.parent.name_en if body.parent else "",
        _mark(labels.FACT_MARKS, body.parent_basis),
        _place(body.province),
        _place(body.district),
        _mark(labels.FACT_MARKS, body.district_basis),
        _place(body.region),
        body.official_code,
        body.website,
        body.bodies_below,
        body.note,
        body.source.publisher,
        f"{body.source.code}: {body.source.title}",
        body.source_year or "",
        body.source.licence,
        str(labels.LICENCE_STATE[body.source.licence_state]),
        _day(body.opened_on),
        _day(body.closed_on),
    ]


def _mark(words: Mapping[str, Promise], basis: str) -> str:
    return str(words[basis]) if basis in words else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _place(region: Region | None) -> str:
    return f"{region.code} {region.name_en}" if region else ""


def _loader_cell(body: Organisation, column: str) -> Cell:
    attributes = {
        "id": body.slug,
        "parent_id": body.parent.slug if body.parent else "",
        "district_code": body.district_id or "",
        "region_code": body.region_id or "",
        "source": body.source_id,
        "opened_on": _day(body.opened_on),
        "closed_on": _day(body.closed_on),
    }
    value = attributes.get(column, getattr(body, column, ""))
    return "" if value is None else value


def _about(on: date) -> list[str]:
    return [
        _("Taken from the register on %(day)s.") % {"day": on.isoformat()},
        _("Every row names its source, year and licence. A licence that is not verified is told as such."),
        _(
            "Marks: composed = put together from the official name of the place and the fixed term for the office; "
            "unreviewed = not yet read by a reader of the language; corrected = spelling corrected here; inferred = "
            "set here, not stated by the source; assigned here = no source states it."
        ),
    ]
