"""Names for a country that does not exist: made of syllables that are written alike in three scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SYLLABLES = (
    ("ka", "ක", "க"), ("la", "ල", "ல"), ("ma", "ම", "ம"), ("na", "න", "ந"), ("ra", "ර", "ர"), ("va", "ව", "வ"),
    ("sa", "ස", "ச"), ("ya", "ය", "ய"), ("ki", "කි", "கி"), ("li", "ලි", "லி"), ("mi", "මි", "மி"), ("ni", "නි", "நி"),
    ("ri", "රි", "ரி"), ("vi", "වි", "வி"), ("si", "සි", "சி"), ("ko", "කො", "கொ"), ("lo", "ලො", "லொ"),
    ("mo", "මො", "மொ"), ("no", "නො", "நொ"), ("ro", "රො", "ரொ"), ("so", "සො", "சொ"), ("ku", "කු", "கு"),
    ("lu", "ලු", "லு"), ("mu", "මු", "மு"), ("nu", "නු", "நு"), ("ru", "රු", "ரு"), ("ve", "වෙ", "வெ"),
    ("le", "ලෙ", "லெ"), ("me", "මෙ", "மெ"), ("ne", "නෙ", "நெ"),
)  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """One name in three scripts."""

    en: str
    si: str
    ta: str

    def joined(self, other: "Invented") -> "Invented":
        """Both, with a space between."""
        return Invented(f"{self.en} {other.en}", f"{self.si} {other.si}", f"{self.ta} {other.ta}")

    @property
    def initial(self) -> "Invented":
        """The first letter with a full stop; in Sinhala and Tamil the first syllable."""
        for _latin, sinhala, tamil in sorted(SYLLABLES, key=lambda each: -len(each[1])):
            if self.si.startswith(sinhala):
                return Invented(f"{self.en[0]}.", f"{sinhala}.", f"{tamil}.")
        raise ValueError(f"{self.en} is made of no syllable of this list")


def names(chance: Random, syllables: int, *, taken: frozenset[str] = frozenset()) -> Iterator[Invented]:
    """New names without end, none of them twice and none in `taken` (lower case)."""
    seen = set(taken)
    while True:
        parts = chance.sample(SYLLABLES, syllables)
        latin = "".join(part[0] for part in parts)
        if latin not in seen:
            seen.add(latin)
            yield Invented(latin.capitalize(), "".join(p[1] for p in parts), "".join(p[2] for p in parts))
