"""What people read about imports of units: sheets, columns, states, steps, and what can be wrong with a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.web import refusals as sentences
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import labels as registry_labels
from fulcrum.registry import refusals as of_rows
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.domain.row_errors import RowError
from fulcrum.units import labels
from fulcrum.units.domain.import_book import Words
from fulcrum.units.domain.importing import ImportState, Part

LONGEST_SHEET = 31
"""Characters that the name of a sheet may have."""
PARTS: Mapping[str, Promise] = {
    Part.UNITS: _("Units"),
    Part.HISTORY: _("History"),
    Part.MEMBERS: _("Members"),
}
STATES: Mapping[str, Promise] = {
    ImportState.CHECKING: _("Being checked"),
    ImportState.CHECKED: _("Checked"),
    ImportState.STALE: _("To be checked again"),
    ImportState.COMMITTING: _("Being carried out"),
    ImportState.DONE: _("Carried out"),
    ImportState.DROPPED: _("Given up"),
    ImportState.FAILED: _("Failed"),
}
TO_CORRECT = _("To be corrected")
TONES: Mapping[str, str] = {
    ImportState.DONE: "good",
    ImportState.STALE: "warm",
    ImportState.FAILED: "danger",
    ImportState.DROPPED: "quiet",
}
COUNTED: Mapping[str, Promise] = {
    "units": _("Units"),
    "stages": _("Stages that were reached"),
    "people": _("People"),
    "appointments": _("Appointments"),
    "members": _("Members in posts"),
}
COLUMNS: Mapping[str, Promise] = {
    "organisation": _("Organisation"),
    "model": _("Model"),
    "version": _("Version of the model"),
    "size": _("Size"),
    "began_on": _("Began on"),
    "standing": _("How it does now"),
    "since": _("Since"),
    "why": _("Why"),
    "basis": _("On what this rests"),
    "stage": _("Stage"),
    "on": _("Reached on"),
    "post": _("Post"),
    "name_en": _("Full name in Latin letters"),
    "name_si": _("Full name in Sinhala"),
    "name_ta": _("Full name in Tamil"),
    "initials_en": _("Name with initials, in Latin letters"),
    "email": _("E-mail address"),
    "manner": _("Held as"),
    "begins_on": _("First day"),
    "until": _("Last day"),
    "languages": _("Languages they work in"),
}
HISTORY = _("the days of its stages")
HELP: Mapping[str, Promise] = {
    "organisation": _("Its id, or its name as it stands in the register."),
    "model": _("The code of the model, such as dtu."),
    "version": _("The number of the version that the unit follows; it must be published."),
    "began_on": _("Year, month and day with hyphens, such as 2023-05-31; not before 2021-04-01."),
    "standing": _("Left empty, the unit is active."),
    "since": _("Of a unit that is not active: since when it is so. Of a closed one, its last day."),
    "why": _("Of a unit that is not active: the reason."),
    "basis": _("A letter, a list or a file, with its day."),
    "stage": _("The code of the stage in the model. Every stage reached so far, none left out."),
    "on": _("The day on which the stage was reached."),
    "post": _("The code of the post in the model, such as SD."),
    "email": _("A person is known by this address. Leave it empty only for somebody who has left."),
    "manner": _("Left empty, the post is held as one's own."),
    "begins_on": _("Not before the unit began, and not ahead."),
    "until": _("Leave it empty if no last day is set."),
    "languages": _("si, ta and en, divided by spaces."),
}
CODES: Mapping[str, Mapping[Any, Promise]] = {
    "size": labels.SIZE,
    "standing": labels.STANDING,
    "manner": registry_labels.MANNER,
}
MESSAGES: Mapping[str, Callable[[], str]] = {
    "reading": lambda: _now("Reads the workbook."),
    "comparing": lambda: _now("Compares with the registers and checks every row."),
    "writing": lambda: _now("Writes units and members: %(done)s of %(total)s."),
}
FAULTS: Mapping[str, Callable[[], tuple[str, str]]] = {
    "not_a_workbook": lambda: (
        _now("This is not a workbook of the kind XLSX."),
        _now("Fill in the empty workbook and save it as XLSX."),
    ),
    "sheet_missing": lambda: (
        _now("The sheet is missing."),
        _now("Copy it from the empty workbook; below its headings it may stay empty."),
    ),
    "heading_unknown": lambda: (
        _now("The sheet has a column that is not known."),
        _now("Remove it, or take its heading from the empty workbook."),
    ),
    "heading_missing": lambda: (
        _now("The column is missing in the first row of the sheet."),
        _now("Take the headings from the empty workbook."),
    ),
    "cell_without_heading": lambda: (
        _now("The cell stands below no heading."),
        _now("Empty it, or move it under its heading."),
    ),
    "language_unknown": lambda: (
        _now("“%(word)s” is no language of the register."),
        _now("Use one or more of: %(allowed)s."),
    ),
    "organisation_of_the_other_world": lambda: (
        _now("This organisation belongs to the other world: one is simulated, the other is real."),
        _now("Remove the row; it is imported by somebody who works there."),
    ),
    "unit_twice": lambda: (
        _now("The organisation has another unit in row %(first)s already."),
        _now("Keep one of the two rows."),
    ),
    "unit_row_missing": lambda: (
        _now("The sheet of units has no row for this organisation."),
        _now("Add the row of its unit, or remove its history."),
    ),
    "model_unknown": lambda: (
        _now("No published model has this code and version."),
        _now("Use one of: %(allowed)s."),
    ),
    "unit_differs": lambda: (
        _now("Unit %(number)s stands already, and the register says something else: %(columns)s."),
        _now("Correct the row to what the unit's page says, or remove it and change the unit on its page."),
    ),
    "unit_missing": lambda: (
        _now("The organisation has no unit, neither in the register nor in the sheet of units."),
        _now("Add the row of its unit, or correct the organisation."),
    ),
    "post_unknown": lambda: (
        _now("The team of this unit has no such post."),
        _now("Use one of: %(allowed)s."),
    ),
    "member_beyond_unit": lambda: (
        _now("The unit closed on %(closed_on)s; these days go beyond it."),
        _now("Write that day, or an earlier one, as the last day."),
    ),
    "member_differs": lambda: (
        _now(
            "In unit %(number)s, %(person)s holds the post %(post)s since this day already, otherwise than told here: %(manner)s, until %(until)s."
        ),
        _now("Correct the row to what the unit's page says, or remove it and change the post there."),
    ),
    "address_shared": lambda: (
        _now("Several people of the register have this e-mail address."),
        _now("Correct the people in the register first."),
    ),
    "named_otherwise": lambda: (
        _now("The register knows this address as that of %(known)s."),
        _now("Correct the name or the address."),
    ),
    "named_otherwise_above": lambda: (
        _now("Row %(first)s gives the same address to %(name)s."),
        _now("Correct the name or the address in one of the two rows."),
    ),
}


@dataclass(frozen=True)
class WordedFault:
    """One thing wrong, in the reader's language. row: 0 for a sheet, or the file, as a whole."""

    sheet: str
    row: int
    column: str
    value: str
    what: str
    remedy: str


def label(column: str) -> str:
    """A column in the reader's language."""
    return str(COLUMNS.get(column, column))


def word(fault: Mapping[str, Any]) -> WordedFault:
    """One fault as the run keeps it. A refusal of a service tells what is wrong and what to do in one breath."""
    what, remedy = _sentences(fault["code"], fault["value"], dict(fault["facts"]))
    return WordedFault(
        str(PARTS.get(fault["sheet"], "")), fault["row"], label(fault["column"]), fault["value"], what, remedy
    )


def _sentences(code: str, value: str, facts: dict[str, Any]) -> tuple[str, str]:
    if "columns" in facts:
        names = [str(HISTORY) if each == "history" else label(each) for each in facts["columns"].split()]
        facts["columns"] = ", ".join(names)
    if facts.get("role") in set(Role):
        facts["role"] = registry_labels.ROLE[facts["role"]]
    if facts.get("manner") in registry_labels.MANNER:
        facts["manner"] = registry_labels.MANNER[facts["manner"]]
    if code in FAULTS or code in of_rows.WORDINGS:
        told = of_rows.word(RowError("", 0, "", value, code, facts), FAULTS)
        return told.what, told.remedy
    return sentences.word(Refusal(code, **facts)), ""


@cache
def words() -> Words:
    """What sheets and columns are called in every language."""
    return Words(
        {part: tuple(text[:LONGEST_SHEET] for text in _in_every_language(PARTS[part])) for part in Part},
        {name: _in_every_language(text) for name, text in COLUMNS.items()},
    )


def _in_every_language(text: Promise) -> tuple[str, ...]:
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(str(text))
    return tuple(dict.fromkeys(found))
