"""Where an import is on its way, and what becomes of each of its rows."""

from enum import StrEnum


class ImportState(StrEnum):
    """From the upload to the commit. Only `DONE` has changed the register."""

    MAPPING = "mapping"
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
    """The table that a staged row goes to."""

    ORGANISATION = "organisation"
    PERSON = "person"
    APPOINTMENT = "appointment"


class RowState(StrEnum):
    """What the commit does with a staged row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
