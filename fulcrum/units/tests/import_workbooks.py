"""Workbooks of units as officers upload them, and an import carried through its steps as worker and pages do it."""

from fulcrum.registry.tests.import_files import as_xlsx
from fulcrum.units import import_words
from fulcrum.units.domain.importing import SHEETS, Part
from fulcrum.units.services import imports
from tests.cast import NOW

UNIT = {
    "organisation": "hosp-a", "model": "small", "version": 1, "size": "medium", "began_on": "2022-01-10",
    "basis": "letter 7 of 2022",
}  # fmt: skip
MEMBER = {
    "organisation": "hosp-a", "post": "LD", "name_en": "Kumari Invented", "email": "kumari@tests.invalid",
    "begins_on": "2022-02-01",
}  # fmt: skip


def silently(step, done, total):
    """Progress that nobody looks at."""


def workbook(units=(), history=(), members=(), instead=None):
    """The three sheets with these rows; `instead` replaces the lines of one, or leaves it out (None)."""
    told = {Part.UNITS: units, Part.HISTORY: history, Part.MEMBERS: members}
    lines = []
    for part, rows in told.items():
        names = [column.name for column in SHEETS[part]]
        own = (instead or {}).get(
            part.value, [names, *([row.get(name, "") for name in names] for row in rows)]
        )
        if own is not None:
            lines.append((part.value, own))
    return as_xlsx(lines[0][1], first=lines[0][0], more_sheets=lines[1:])


def stages(*days, organisation="hosp-a"):
    """Rows of the history: the stages of the small model in their order."""
    codes = ("agreed", "formed", "operational")
    return [
        {"organisation": organisation, "stage": code, "on": day}
        for code, day in zip(codes, days, strict=False)
    ]


def checked(officer, data, *, at=NOW):
    """The dry run, as the worker carries it out."""
    run = imports.begin(data, name="units.xlsx", by=officer, at=at)
    imports.check(run, import_words.words(), at=at, tell=silently)
    run.refresh_from_db()
    return run


def carried_out(officer, run, *, at=NOW, tell=silently):
    """The commit, as the worker carries it out."""
    imports.ask_commit(run, by=officer)
    run.refresh_from_db()
    imports.commit(run, import_words.words(), at=at, tell=tell)
    run.refresh_from_db()
    return run


def faults(run):
    """What is wrong: sheet, row, column and code."""
    return [(each["sheet"], each["row"], each["column"], each["code"]) for each in run.faults]
