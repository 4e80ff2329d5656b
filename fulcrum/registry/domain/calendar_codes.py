"""The closed lists of the calendars. Their wording is in `registry/calendar_labels.py`."""

from enum import StrEnum


class HolidayKind(StrEnum):
    """What a notice declares a day to be; each calendar says which of these it observes."""

    PUBLIC = "public"
    BANK = "bank"
    MERCANTILE = "mercantile"
    SPECIAL = "special"


class ListBasis(StrEnum):
    """Where a year's holidays were taken from."""

    GAZETTE = "gazette"
    PACKAGE = "package"


class Effect(StrEnum):
    """What a special day does to the hours of a day."""

    SHUT = "shut"
    USUAL = "usual"
    HOURS = "hours"


class NamesState(StrEnum):
    """Whether a reader of each language has confirmed the names."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
