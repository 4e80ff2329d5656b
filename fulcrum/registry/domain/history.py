"""What happens to organisations: the kinds of events of their history, and which of them are of the world."""

from dataclasses import dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """What an event tells, in the order in which lists show the kinds."""

    CREATED = "created"
    OPENED = "opened"
    CLOSED = "closed"
    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    MOVED = "moved"
    CORRECTED = "corrected"
    TAKEN_BACK = "taken_back"


class Below(StrEnum):
    """What becomes of the organisations directly below one that is closed."""

    MOVE = "move"
    CLOSE = "close"


OF_THE_WORLD = (
    EventKind.OPENED,
    EventKind.CLOSED,
    EventKind.MERGED,
    EventKind.SPLIT,
    EventKind.RENAMED,
    EventKind.MOVED,
)
"""Events that happened outside the register; the others are the register's own doings."""

OF_EXISTENCE = (EventKind.OPENED, EventKind.CLOSED, EventKind.MERGED, EventKind.SPLIT)
"""Events that begin or end an organisation."""


@dataclass(frozen=True)
class Grounds:
    """Why something is recorded, and the document or person that says so; kept with every event."""

    reason: str
    source_text: str

    @property
    def are_given(self) -> bool:
        """Whether both are there."""
        return bool(self.reason.strip() and self.source_text.strip())
