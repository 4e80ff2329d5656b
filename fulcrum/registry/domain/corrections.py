"""Corrections of an organisation's facts: which can be corrected, how each value is read, what differs."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from fulcrum.registry.domain import cells
from fulcrum.registry.domain.cells import Read
from fulcrum.registry.domain.codes import Kind, NameBasis, Sector, Subkind, Tier
from fulcrum.registry.domain.row_errors import CellError

NAMES = ("name_en", "name_si", "name_ta")
REGIONS = ("district_id", "region_id")
BASES = {"name_si": "si_basis", "name_ta": "ta_basis"}
"""The field that says where a local name comes from, by the name."""

_READERS: dict[str, Read] = {
    "name_en": cells.name("en", 300),
    "name_si": cells.name("si", 300),
    "name_ta": cells.name("ta", 300),
    "si_basis": cells.one_of(NameBasis),
    "ta_basis": cells.one_of(NameBasis),
    "kind": cells.one_of(Kind),
    "subkind": cells.one_of(Subkind),
    "tier": cells.one_of(Tier),
    "sector": cells.one_of(Sector),
    "district_id": cells.text(12),
    "region_id": cells.text(12),
    "official_code": cells.code(30),
    "website": cells.website,
    "note": cells.text(300),
}
FIELDS = tuple(_READERS)
"""Facts that can be corrected; opening, closing and the place in the tree are told by events instead."""
REQUIRED = ("name_en", "kind", "tier", "sector")


@dataclass(frozen=True)
class Change:
    """One fact as it was and as it is to be; "" is a fact that is not known."""

    was: str
    value: str


Changes = Mapping[str, Change]


@dataclass(frozen=True)
class Draft:
    """The facts of an organisation that is entered anew; all are text as a person types it."""

    name_en: str
    kind: str
    tier: str
    sector: str
    name_si: str = ""
    name_ta: str = ""
    subkind: str = ""
    district_id: str = ""
    region_id: str = ""
    official_code: str = ""
    website: str = ""
    note: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """From values by field; others than the draft's own are left out."""
        return cls(**{name: value for name, value in values.items() if name in cls.__dataclass_fields__})


def tidy(text: str) -> str:
    """Text as people type it in the form in which the register keeps it: composed (NFC), single spaces.

    The zero-width joiner of Sinhala conjuncts stays.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def read(field: str, text: str) -> str:
    """The value of one field, tidied and checked. Raises CellError as the loader does, KeyError for another field."""
    value = tidy(text)
    if field in REQUIRED and not value:
        raise CellError("required")
    return str(_READERS[field](value) or "")


def stored(field: str, value: str) -> str | None:
    """The value as the column holds it: no region is NULL, no text is empty."""
    return value or None if field in REGIONS else value


def facts_of(body: Any) -> dict[str, str]:
    """Every fact of an organisation that can be corrected, as text."""
    return {field: str(getattr(body, field) or "") for field in FIELDS}


def differences(before: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, Change]:
    """The fields of `wanted` that differ, in the order of the fields."""
    return {
        field: Change(before[field], wanted[field])
        for field in FIELDS
        if field in wanted and wanted[field] != before[field]
    }


def with_bases(changes: Changes, facts: Mapping[str, str]) -> dict[str, Change]:
    """The changes with what follows for local names.

    One that a person entered, or read and found right, is reviewed; where there is no name there is no basis. No
    other basis can be given here.
    """
    told = {field: change for field, change in changes.items() if field not in BASES.values()}
    for name, basis in BASES.items():
        if name in changes:
            told[basis] = Change(facts[basis], NameBasis.REVIEWED if changes[name].value else "")
        elif basis in changes and facts[name] and changes[basis].value == NameBasis.REVIEWED:
            told[basis] = Change(facts[basis], NameBasis.REVIEWED)
    return {field: told[field] for field in FIELDS if field in told and told[field].was != told[field].value}


def outdated(changes: Changes, facts: Mapping[str, str]) -> list[str]:
    """The fields whose value is no longer what it was when the change was made."""
    return [field for field, change in changes.items() if facts[field] != change.was]


def as_json(changes: Changes) -> dict[str, dict[str, str]]:
    """Changes as JSON keeps them."""
    return {field: {"was": change.was, "value": change.value} for field, change in changes.items()}


def from_json(kept: Mapping[str, Mapping[str, str]]) -> dict[str, Change]:
    """Changes as they were kept. Raises ValueError for a field that cannot be corrected."""
    unknown = sorted(kept.keys() - set(FIELDS))
    if unknown:
        raise ValueError(f"an organisation has no fact {unknown}")
    return {
        field: Change(str(kept[field]["was"]), str(kept[field]["value"])) for field in FIELDS if field in kept
    }


def columns(changes: Changes) -> dict[str, str | None]:
    """The new values as columns hold them."""
    return {field: stored(field, change.value) for field, change in changes.items()}
