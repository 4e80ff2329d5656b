"""What people read about imports: fields and what they mean, steps, states, and the words of every language for guessing."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.registry import labels
from fulcrum.registry.domain import import_fields
from fulcrum.registry.domain.import_fields import ImportKind
from fulcrum.registry.domain.import_states import ImportState, Part, RowState

KINDS: Mapping[str, Promise] = {
    ImportKind.ORGANISATIONS: _("Organisations"),
    ImportKind.PEOPLE: _("People and their appointments"),
}
PACKS: Mapping[str, Promise] = {"lk": _("The register of Sri Lanka"), "demo": _("The simulated world")}
STATES: Mapping[str, Promise] = {
    ImportState.MAPPING: _("Columns to be decided"),
    ImportState.CHECKING: _("Being checked"),
    ImportState.CHECKED: _("Checked"),
    ImportState.STALE: _("To be checked again"),
    ImportState.COMMITTING: _("Being carried out"),
    ImportState.DONE: _("Carried out"),
    ImportState.DROPPED: _("Given up"),
    ImportState.FAILED: _("Failed"),
}
TO_CORRECT = _("To be corrected")
"""Of a checked import with faults."""
TONES: Mapping[str, str] = {
    ImportState.DONE: "good",
    ImportState.STALE: "warm",
    ImportState.FAILED: "danger",
    ImportState.DROPPED: "quiet",
}
PARTS: Mapping[str, Promise] = {
    Part.ORGANISATION: _("Organisations"),
    Part.PERSON: _("People"),
    Part.APPOINTMENT: _("Appointments"),
}
ROW_STATES: Mapping[str, Promise] = {
    RowState.NEW: _("New"),
    RowState.CHANGED: _("Changed"),
    RowState.UNCHANGED: _("As they are"),
}
MESSAGES: Mapping[str, Callable[[], str]] = {
    "reading": lambda: _now("Reads the file: %(done)s of %(total)s rows."),
    "comparing": lambda: _now("Compares with the register."),
    "deriving": lambda: _now("Prepares lists and search: %(done)s of %(total)s people."),
    "writing": lambda: _now("Writes into the register."),
    "finishing": lambda: _now("Brings lists and search in step."),
}
FAULTS: Mapping[str, Callable[[], str]] = {
    "field_twice": lambda: _now("Two columns say the same. Choose one of them and leave the other unused."),
    "nothing_to_know_rows_by": lambda: _now(
        "Nothing tells which row is which. Choose a column for at least one of: %(fields)s."
    ),
    "role_without_first_day": lambda: _now(
        "A role needs its first day. Choose a column for it, or one day for every row."
    ),
    "too_many_words": lambda: _now(
        "The column “%(heading)s” holds more different words than a closed list has. Choose another column for “%(field)s”."
    ),
    "word_left": lambda: _now("Choose what “%(word)s” means, or that it counts as empty."),
}
FIELDS: Mapping[str, Promise] = {
    "key": _("Key of the organisation"),
    "id": _("Id of the organisation"),
    "name_en": _("Name in English"),
    "name_si": _("Name in Sinhala"),
    "name_ta": _("Name in Tamil"),
    "si_basis": _("Where the Sinhala name comes from"),
    "ta_basis": _("Where the Tamil name comes from"),
    "kind": _("Kind"),
    "subkind": _("Kind in detail"),
    "tier": _("Level"),
    "sector": _("Field of work"),
    "parent_id": _("Organisation above"),
    "parent_basis": _("Where the organisation above comes from"),
    "district_code": _("District of the seat"),
    "district_basis": _("Where the district comes from"),
    "region_code": _("Region served"),
    "official_code": _("Official code"),
    "website": _("Website"),
    "source": _("Source"),
    "source_year": _("Year of the source"),
    "note": _("Note"),
    "opened_on": _("Opened on"),
    "closed_on": _("Closed on"),
    "person": _("Number of the person"),
    "initials_en": _("Name with initials, in English"),
    "initials_si": _("Name with initials, in Sinhala"),
    "initials_ta": _("Name with initials, in Tamil"),
    "preferred_name": _("How they wish to be addressed"),
    "email": _("E-mail address"),
    "phone": _("Telephone"),
    "languages": _("Languages they work in"),
    "role": _("Role"),
    "manner": _("Held as"),
    "reach": _("How far it reaches"),
    "organisation": _("Organisation"),
    "region": _("Area"),
    "begins_on": _("First day"),
    "until": _("Last day"),
    "agreement": _("Agreement"),
    "basis": _("Letter or decision that it rests on"),
}
HELP: Mapping[str, Promise] = {
    "key": _("A whole number that never changes. Leave it empty for a new organisation: it gets one that nobody had."),
    "id": _("Small letters, digits and hyphens. Left empty, the organisation is known by its key or its English name."),
    "name_en": _("In Latin letters. Without a number, an id or an e-mail address, a row is known by this name."),
    "name_si": _("In Sinhala letters, in Unicode."),
    "name_ta": _("In Tamil letters, in Unicode."),
    "parent_id": _("Its id, or its name as it stands in the register."),
    "district_code": _("The code, such as LK-11, or the name of the district."),
    "region_code": _("The code, such as LK-1103, or the name if only one region has it."),
    "source": _("The code of a publication on the page of sources."),
    "opened_on": _("Year, month and day with hyphens, such as 2026-05-31."),
    "closed_on": _("The first day on which it no longer exists, such as 2026-05-31."),
    "person": _("The number in the address of the person's page. Leave it empty for somebody new."),
    "email": _("Without a number, a person is known by this address."),
    "languages": _("si, ta and en, divided by spaces."),
    "organisation": _("Its id, or its name as it stands in the register."),
    "region": _("The code of an area, such as LK-11, or its name."),
    "begins_on": _("Year, month and day with hyphens, such as 2026-05-31."),
    "until": _("Year, month and day with hyphens, such as 2026-05-31. Leave it empty if none is set yet."),
    "reach": _("Left empty, it follows from the role and the place."),
    "manner": _("Left empty, a new appointment is substantive."),
    "agreement": _("The reference of the agreement; partners only."),
}  # fmt: skip
CODES: Mapping[str, Mapping[str, Promise]] = {
    "kind": labels.KIND,
    "subkind": labels.SUBKIND,
    "tier": labels.TIER,
    "sector": labels.SECTOR,
    "role": labels.ROLE,
    "manner": labels.MANNER,
    "reach": labels.REACH,
    "si_basis": labels.NAME_BASIS,
    "ta_basis": labels.NAME_BASIS,
    "parent_basis": labels.FACT_BASIS,
    "district_basis": labels.FACT_BASIS,
}
"""Wording of the codes of every field with a closed list."""
ATTRIBUTES = {
    "slug": "id",
    "district_id": "district_code",
    "region_id": "region_code",
    "source_id": "source",
    "organisation_id": "organisation",
    "agreement_id": "agreement",
}
"""The field that an attribute of a model is told by."""


def label(name: str) -> str:
    """A field, or an attribute of a staged row, in the reader's language."""
    return str(FIELDS.get(ATTRIBUTES.get(name, name), name))


def code_label(name: str, code: str) -> str:
    """A code of a closed list in the reader's language; every other value as it is."""
    return str(CODES.get(name, {}).get(code, code))


@cache
def field_words(kind: ImportKind) -> Mapping[str, tuple[str, ...]]:
    """The label of every field in each language."""
    return _in_every_language({name: FIELDS[name] for name in import_fields.of(kind)})


@cache
def code_words(name: str) -> Mapping[str, tuple[str, ...]]:
    """The wording of every code of a field in each language."""
    return _in_every_language({str(code): words for code, words in CODES[name].items()})


def _in_every_language(words: Mapping[str, Promise]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {name: [] for name in words}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for name, text in words.items():
                found[name].append(str(text))
    return {name: _distinct(texts) for name, texts in found.items()}


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
