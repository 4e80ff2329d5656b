"""What stands in an official letter. Words are given ready, each part's in its own language."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

LANGUAGES = ("si", "ta", "en")


@dataclass(frozen=True)
class Line:
    """One row of the table of facts: "Answer by", "5 January 2027"."""

    label: str
    value: str


@dataclass(frozen=True)
class LetterPart:
    """A whole letter in one language. A line feed inside a text begins a new line.

    from_                 the name of the office in this language, then its address, a line each
    to_                   the name of the addressee in this language, then the address, a line each
    lines                 a table of facts after `paragraphs`; `further_paragraphs` follow it
    signature_lines       below the room for a signature: name, office, organisation
    is_draft_translation  no translator has reviewed these sentences; the part says so itself
    """

    language: str
    from_: tuple[str, ...]
    to_: tuple[str, ...]
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    signature_lines: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    further_paragraphs: tuple[str, ...] = ()
    is_draft_translation: bool = False

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"letters are written in {', '.join(LANGUAGES)}, not in {self.language!r}")
        for name in ("from_", "to_", "subject"):
            if not getattr(self, name):
                raise ValueError(f"a letter needs `{name}`, also in {self.language!r}")


@dataclass(frozen=True)
class Letter:
    """One letter: its parts in their order, the language of the area first, English after.

    day           the date of the letter; the file is dated by it too, so the same letter gives the same bytes
    is_simulated  every page is marked as simulated, in its own language
    """

    reference: str
    day: date
    parts: tuple[LetterPart, ...]
    is_simulated: bool = False

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("a letter has at least one part")
        if not self.reference:
            raise ValueError("a letter has a reference")
        twice = [language for language, count in Counter(p.language for p in self.parts).items() if count > 1]
        if twice:
            raise ValueError(f"a letter holds one part in each language, not two in {twice[0]!r}")
