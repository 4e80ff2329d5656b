"""What an import can bring: the fields of an organisation, and those of a person with an appointment."""

import re
from dataclasses import dataclass
from enum import StrEnum

from fulcrum.registry.domain import cells
from fulcrum.registry.domain.cells import Read, name, one_of, shown_text, text, whole
from fulcrum.registry.domain.codes import FactBasis, Kind, NameBasis, Sector, Subkind, Tier
from fulcrum.registry.domain.pack_rows import ORGANISATION_COLUMNS
from fulcrum.registry.domain.roles import Manner, Reach, Role
from fulcrum.registry.domain.row_errors import CellError

_EMAIL = re.compile(r"[^\s@,;<>\"']+@[^\s@,;<>\"']+\.[^\s@,;<>\"'.]+")
WORKING_LANGUAGES = ("si", "ta", "en")


class ImportKind(StrEnum):
    """What one file holds."""

    ORGANISATIONS = "organisations"
    PEOPLE = "people"


@dataclass(frozen=True)
class Field:
    """One thing that a column of a file can say.

    codes      the closed list of its values, if it has one
    is_needed  whether a new row cannot do without it
    beside     the field that this one tells the origin of: the same origin for every row holds only where that is filled in
    """

    name: str
    read: Read
    codes: type[StrEnum] | None = None
    is_needed: bool = False
    beside: str = ""


_CODES: dict[str, type[StrEnum]] = {
    "si_basis": NameBasis,
    "ta_basis": NameBasis,
    "kind": Kind,
    "subkind": Subkind,
    "tier": Tier,
    "parent_basis": FactBasis,
    "district_basis": FactBasis,
    "sector": Sector,
}
_BESIDE = {
    "si_basis": "name_si",
    "ta_basis": "name_ta",
    "parent_basis": "parent_id",
    "district_basis": "district_code",
}
_TEXTS: dict[str, Read] = {
    "name_en": name("en", 300, shown_text),
    "name_si": name("si", 300, shown_text),
    "name_ta": name("ta", 300, shown_text),
    "note": text(300, shown_text),
}
"""Of an import a text may begin with a sign, because what leaves the program is made harmless (`kit/cells.py`)."""


def email(value: str) -> str:
    if value and (len(value) > 254 or not _EMAIL.fullmatch(value)):
        raise CellError("bad_email")
    return value


def phone(value: str) -> str:
    """Numbers are written in many ways; one without a digit is none."""
    if value and not any(char.isdecimal() for char in value):
        raise CellError("bad_phone")
    return str(text(30, shown_text)(value))


def languages(value: str) -> str:
    """Codes of languages, in one order, divided by spaces."""
    given = set(value.lower().replace(",", " ").replace(";", " ").split())
    if given - set(WORKING_LANGUAGES):
        raise CellError("unknown_code", allowed=", ".join(WORKING_LANGUAGES))
    return " ".join(code for code in WORKING_LANGUAGES if code in given)


def key(value: str) -> int | None:
    read: int | None = whole(1, cells.LARGEST_KEY)(value)  # type: ignore[assignment]
    return read


ORGANISATION_FIELDS = tuple(
    Field(
        column.name,
        _TEXTS.get(column.name, column.read),
        _CODES.get(column.name),
        column.required and column.name not in ("key", "id"),
        _BESIDE.get(column.name, ""),
    )
    for column in ORGANISATION_COLUMNS
)

PERSON_FIELDS = (
    Field("person", key),
    Field("name_en", name("en", 200, shown_text), is_needed=True),
    Field("name_si", name("si", 200, shown_text)),
    Field("name_ta", name("ta", 200, shown_text)),
    Field("initials_en", name("en", 200, shown_text)),
    Field("initials_si", name("si", 200, shown_text)),
    Field("initials_ta", name("ta", 200, shown_text)),
    Field("preferred_name", text(120, shown_text)),
    Field("email", email),
    Field("phone", phone),
    Field("languages", languages),
)
APPOINTMENT_FIELDS = (
    Field("role", one_of(Role), Role),
    Field("manner", one_of(Manner), Manner),
    Field("reach", one_of(Reach), Reach),
    Field("organisation", text(300, shown_text)),
    Field("region", text(80, shown_text)),
    Field("begins_on", cells.day),
    Field("until", cells.day),
    Field("agreement", text(60, shown_text)),
    Field("basis", text(200, shown_text)),
)
FIELDS: dict[ImportKind, tuple[Field, ...]] = {
    ImportKind.ORGANISATIONS: ORGANISATION_FIELDS,
    ImportKind.PEOPLE: (*PERSON_FIELDS, *APPOINTMENT_FIELDS),
}
OF_ONE_ROW = frozenset(
    {
        "key", "id", "person", "name_en", "name_si", "name_ta", "initials_en", "initials_si", "initials_ta",
        "preferred_name", "email", "phone", "official_code", "website",
    }
)  # fmt: skip
"""What never holds for every row alike."""
ONE_OF_THESE: dict[ImportKind, tuple[str, ...]] = {
    ImportKind.ORGANISATIONS: ("id", "key", "name_en"),
    ImportKind.PEOPLE: ("person", "email", "name_en"),
}
"""By one of these a row is known again; a file must have a column for at least one."""


def of(kind: str) -> dict[str, Field]:
    """The fields of a kind of import by their names, in order."""
    return {field.name: field for field in FIELDS[ImportKind(kind)]}
