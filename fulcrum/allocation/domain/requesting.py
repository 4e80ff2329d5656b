"""The closed lists of a head's request for a unit, and of briefings before it."""

from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """How soon a unit is needed, by the head's own judgement."""

    FIRST = 1
    SOON = 2
    LATER = 3


class Room(StrEnum):
    OWN = "own"
    SHARED = "shared"
    NONE_YET = "none"


class RequestState(StrEnum):
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class BriefingManner(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    BY_TELEPHONE = "telephone"
