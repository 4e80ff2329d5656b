"""Text made comparable for search: one form for all spellings of a word, in three scripts."""

import re
import unicodedata
from functools import lru_cache

from fulcrum.kit.romanise import romanised

FOLD_MARK = "~"
"""Begins each folded word in an index, so that a folded query meets only folded words, and only at their start."""
SHORTEST_FOLDED = 3

_JOINERS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_INDIC = re.compile(r"[\u0b80-\u0bff\u0d80-\u0dff]")
_DIGRAPHS = (
    ("chch", "ch"), ("ch", "s"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("bh", "b"), ("gh", "g"), ("kh", "k"),
    ("ph", "p"), ("jh", "j"), ("zh", "l"), ("ck", "k"), ("ae", "e"), ("ee", "i"), ("oo", "u"), ("ou", "u"),
    ("ai", "e"), ("ei", "e"), ("gn", "n"), ("x", "ks"), ("q", "k"),
)  # fmt: skip
_LETTERS = str.maketrans("cgdbjzwyf", "kktpssvip")
_DOUBLED = re.compile(r"(.)\1+")


def normalise(text: str) -> str:
    """Return `text` in the one form in which search compares it: words in lower case, divided by single spaces.

    Compatibility forms, zero-width joiners and the marks on Latin letters are dropped; Sinhala and Tamil stay in
    their own script, composed (NFC). Punctuation divides words; an apostrophe does not ("People's" is "peoples").
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_JOINERS)
    plain = "".join(_without_latin_marks(char) for char in plain)
    plain = plain.replace("'", "").replace("’", "")
    spaced = "".join(char if _is_part_of_word(char) else " " for char in unicodedata.normalize("NFC", plain))
    return " ".join(spaced.split())


def _without_latin_marks(char: str) -> str:
    if ord(char) < 0xC0 or _INDIC.match(char):
        return char
    return "".join(part for part in unicodedata.normalize("NFD", char) if not 0x300 <= ord(part) <= 0x36F)


def _is_part_of_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Fold one normalised word, of any script, so that common spellings of a name come out alike.

    Doubled letters count once, aspirates and long vowels are simple, voiced and voiceless letters are one:
    "Thissamaharama" and "tisamaharama", "Yaalppaanam" and யாழ்ப்பாணம் fold alike. Too coarse to show, or to compare
    short words.
    """
    latin = romanised(word)
    for digraph, simple in _DIGRAPHS:
        latin = latin.replace(digraph, simple)
    return _DOUBLED.sub(r"\1", _DOUBLED.sub(r"\1", latin).translate(_LETTERS))


def search_index(*texts: str) -> str:
    """Return what a search looks through for a row with these texts: their words, and each word folded."""
    words = list(dict.fromkeys(word for text in texts for part in text.split() for word in _words_of(part)))
    folds = dict.fromkeys(f"{FOLD_MARK}{folded(word)}" for word in words if len(word) >= SHORTEST_FOLDED)
    return " ".join((*words, *folds))


@lru_cache(maxsize=16_384)
def _words_of(part: str) -> tuple[str, ...]:
    """The words of a text between two spaces; names share them."""
    return tuple(normalise(part).split())


def search_words(query: str) -> list[str]:
    """The words of a query, normalised, each once."""
    return list(dict.fromkeys(normalise(query).split()))


def folded_probe(word: str) -> str | None:
    """What to look for when a query's word is compared by its sound; None when it is too short for that."""
    fold = folded(word)
    return f"{FOLD_MARK}{fold}" if len(fold) >= SHORTEST_FOLDED else None
