"""Rules that join the rows of a file of organisations: which body each is, and what a new one needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from fulcrum.kit.text import normalise
from fulcrum.registry.domain import references
from fulcrum.registry.domain.import_fields import ORGANISATION_FIELDS
from fulcrum.registry.domain.references import Known
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.domain.tables import Row

NEEDED = tuple(each.name for each in ORGANISATION_FIELDS if each.is_needed)
OWN = "own-"
"""Begins the id of an organisation that no pack brought, so that a later pack cannot claim it."""
LONGEST_ID = 100


@dataclass(frozen=True)
class KnownBodies:
    """The organisations of a pack, by which the rows of a file are known again.

    names    id by the normalised English name; None if several have it
    called   the same with the names in every language, by which a file may name the body above
    known    what rows may point to, as for a pack
    """

    names: Mapping[str, str | None]
    called: Mapping[str, str | None]
    known: Known


def join(
    rows: list[Row], bodies: KnownBodies, given: frozenset[str], *, empties: bool, errors: ErrorList
) -> list[Row]:
    """The rows with id, parent and, of known bodies, key filled in; what is wrong goes to `errors`.

    given     fields that the file tells of
    empties   whether an empty cell takes away what is stored
    """
    joined = _Joining(bodies, given, empties, errors).joined(rows)
    references.check_organisations("", joined, bodies.known, errors)
    return joined


@dataclass
class _Joining:
    """The work on one file. `names` are those of the file itself, for parents that it brings along."""

    bodies: KnownBodies
    given: frozenset[str]
    empties: bool
    errors: ErrorList
    names: dict[str, str | None] = field(default_factory=dict)

    def joined(self, rows: list[Row]) -> list[Row]:
        keys = self.bodies.known.stored.keys
        slugs = {key: slug for slug, key in keys.items()}
        found: list[Row] = []
        for row in rows:
            slug = self._slug(row, slugs)
            if not slug:
                continue
            self.names.setdefault(normalise(row.text("name_en")), slug)
            key = row.values.get("key") or keys.get(slug)
            self._check_needed(row, is_new=slug not in keys)
            values = {name: value for name, value in row.values.items() if name != "key"}
            found.append(Row(row.number, {**values, "id": slug, **({"key": key} if key else {})}))
        in_file = {row.text("id") for row in found}
        return [self._with_parent(row, in_file) for row in found]

    def _slug(self, row: Row, slugs: Mapping[int, str]) -> str:
        """The id that the row tells, or that of its key, or of its English name, or a new one made of that."""
        slug, key, name = row.text("id"), row.values.get("key"), row.text("name_en")
        if slug or (isinstance(key, int) and key in slugs):
            return slug or slugs[key]  # type: ignore[index]
        if any(each in self.given and each not in row.values for each in ("id", "key", "name_en")):
            return ""  # the wrong cell was told already
        if not name:
            self.errors.add("", row.number, "name_en", "", "nobody_named")
            return ""
        word = normalise(name)
        if word in self.bodies.names and not isinstance(key, int):
            stored = self.bodies.names[word]
            if stored is None:
                self.errors.add("", row.number, "name_en", name, "organisation_ambiguous")
            return stored or ""
        return self._new_slug(word)

    def _new_slug(self, word: str) -> str:
        """A free id made of the name; of two new bodies with one name the second is told as doubled."""
        ascii_word = "".join(char if char.isascii() else " " for char in word)
        base = OWN + ("-".join(ascii_word.split())[:LONGEST_ID].strip("-") or "organisation")
        taken = self.bodies.known.stored.keys
        numbered = (f"{base}-{number}" for number in count(2))
        return base if base not in taken else next(slug for slug in numbered if slug not in taken)

    def _check_needed(self, row: Row, *, is_new: bool) -> None:
        for name in NEEDED:
            is_wrong = name in self.given and name not in row.values
            is_emptied = self.empties and name in row.values
            if not row.text(name) and not is_wrong and (is_new or is_emptied):
                self.errors.add("", row.number, name, "", "needed_for_new" if is_new else "required")

    def _with_parent(self, row: Row, in_file: set[str]) -> Row:
        """The parent by its id, or by a name that only one body of the file and the register has."""
        parent = row.text("parent_id")
        known = self.bodies.known
        if not parent or parent in in_file or parent in known.organisation_parents:
            return row
        if parent in known.stored.organisations_of_others:
            return row  # told with the other references
        word = normalise(parent)
        slug = self.names.get(word) or self.bodies.called.get(word)
        return Row(row.number, {**row.values, "parent_id": slug}) if slug else row
