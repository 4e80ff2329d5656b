"""Which column of a file says what: guessed from its headings and words, then decided by a person."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from fulcrum.kit.text import normalise
from fulcrum.registry.domain import import_fields
from fulcrum.registry.domain.import_fields import ONE_OF_THESE, ImportKind
from fulcrum.registry.domain.import_words import HEADINGS, VALUES

MOST_WORDS = 60
"""Different words of one column that a person is asked about; a closed list has fewer."""
EMPTY = ""
"""What a word is mapped to if the cell is to count as empty."""
Labels = Mapping[str, Iterable[str]]
"""Words for each field or code, such as its label in every language."""


@dataclass(frozen=True)
class FileMapping:
    """What a person decided of one file.

    columns   number of the column by the field that it fills
    same      by field, what holds for every row
    words     by field, the code that each word of the file means
    empties   whether an empty cell takes away what the register holds; otherwise it says nothing
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    empties: bool = False

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> Self:
        """As JSON keeps it; nothing decided if there is none."""
        kept = kept or {}
        return cls(
            kept.get("columns", {}), kept.get("same", {}), kept.get("words", {}), kept.get("empties", False)
        )

    def kept(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "columns": dict(self.columns),
            "same": dict(self.same),
            "words": {name: dict(words) for name, words in self.words.items()},
            "empties": self.empties,
        }

    @property
    def fields(self) -> frozenset[str]:
        """Fields that the file tells of, by a column or for all rows alike."""
        return frozenset(self.columns) | frozenset(self.same)


def faults(kind: ImportKind, chosen: Iterable[str]) -> list[str]:
    """Codes of what is wrong with a choice; `chosen` holds a field for every column that is used, and for all rows alike."""
    given = Counter(chosen)
    found = []
    if any(count > 1 for count in given.values()):
        found.append("field_twice")
    if not any(name in given for name in ONE_OF_THESE[kind]):
        found.append("nothing_to_know_rows_by")
    if "role" in given and "begins_on" not in given:
        found.append("role_without_first_day")
    return found


def guessed_columns(kind: ImportKind, headings: Sequence[str], labels: Labels) -> dict[str, int]:
    """The column of each field whose name, label or usual heading stands over it; the first if several do."""
    known = _by_word(
        {
            name: (name, *labels.get(name, ()), *HEADINGS[kind].get(name, ()))
            for name in import_fields.of(kind)
        }
    )
    found: dict[str, int] = {}
    for number, heading in enumerate(headings):
        name = known.get(normalise(heading))
        if name is not None:
            found.setdefault(name, number)
    return found


def guessed_code(name: str, word: str, codes: Iterable[str], labels: Labels) -> str | None:
    """The code that a word of a file means; None if nobody can tell."""
    words = VALUES.get(name, {})
    known = _by_word({code: (code, *labels.get(code, ()), *words.get(code, ())) for code in codes})
    return known.get(normalise(word))


def key_of(headings: Sequence[str]) -> str:
    """The same for every file with the same headings in the same order."""
    return hashlib.sha256("\n".join(map(normalise, headings)).encode()).hexdigest()


def _by_word(words: Labels) -> dict[str, str]:
    """What each word means; of two meanings the first counts, and a name of its own before every other word."""
    own = {normalise(name): name for name in words}
    others = ((normalise(word), name) for name, all_words in words.items() for word in all_words)
    found: dict[str, str] = {}
    for word, name in others:
        found.setdefault(word, name)
    return {**found, **own}
