"""Where an import of units is on its way, and the sheets and columns that its workbook has."""

from enum import StrEnum

from fulcrum.registry.domain import cells
from fulcrum.registry.domain.import_fields import email
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.domain.row_errors import CellError
from fulcrum.registry.domain.tables import Column
from fulcrum.units.domain.codes import Size, Standing

LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 20_000
"""Rows of one sheet."""
MOST_FAULTS = 500
"""So many are kept with the run; how many there are in all is kept as well."""
EXAMPLE = "#"
"""A row whose first cell begins so is an example, or a remark, and is passed over."""
LANGUAGES = ("si", "ta", "en")


class ImportState(StrEnum):
    """From the upload to the commit. Only `DONE` has changed anything."""

    CHECKING = "checking"
    CHECKED = "checked"
    STALE = "stale"
    COMMITTING = "committing"
    DONE = "done"
    DROPPED = "dropped"
    FAILED = "failed"

    @property
    def is_at_work(self) -> bool:
        """Whether a job is at it."""
        return self in (ImportState.CHECKING, ImportState.COMMITTING)

    @property
    def is_open(self) -> bool:
        """Whether it can still be carried on."""
        return self not in (ImportState.DONE, ImportState.DROPPED)


class Part(StrEnum):
    """The three sheets of the workbook."""

    UNITS = "units"
    HISTORY = "history"
    MEMBERS = "members"


def languages(value: str) -> str:
    """Codes of languages, divided by spaces or commas, in the order of the register."""
    told = value.replace(",", " ").lower().split()
    if wrong := set(told) - set(LANGUAGES):
        raise CellError("language_unknown", word=sorted(wrong)[0], allowed=" ".join(LANGUAGES))
    return " ".join(code for code in LANGUAGES if code in told)


_ORGANISATION = Column("organisation", cells.text(300, cells.shown_text), required=True)
SHEETS: dict[Part, tuple[Column, ...]] = {
    Part.UNITS: (
        _ORGANISATION,
        Column("model", cells.code(40), required=True),
        Column("version", cells.whole(1, 9999), required=True),
        Column("size", cells.one_of(Size), required=True),
        Column("began_on", cells.day, required=True),
        Column("standing", cells.one_of(Standing)),
        Column("since", cells.day),
        Column("why", cells.text(300, cells.shown_text)),
        Column("basis", cells.text(200, cells.shown_text), required=True),
    ),
    Part.HISTORY: (
        _ORGANISATION,
        Column("stage", cells.text(40), required=True),
        Column("on", cells.day, required=True),
    ),
    Part.MEMBERS: (
        _ORGANISATION,
        Column("post", cells.code(10), required=True),
        Column("name_en", cells.name("en", 200), required=True),
        Column("name_si", cells.name("si", 200)),
        Column("name_ta", cells.name("ta", 200)),
        Column("initials_en", cells.name("en", 200)),
        Column("email", email),
        Column("manner", cells.one_of(Manner)),
        Column("begins_on", cells.day, required=True),
        Column("until", cells.day),
        Column("languages", languages),
    ),
}
CODES: dict[str, type[StrEnum]] = {"size": Size, "standing": Standing, "manner": Manner}
"""Columns with a closed list."""
