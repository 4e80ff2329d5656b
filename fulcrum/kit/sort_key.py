"""Sort keys that put Sinhala, Tamil and English names in the order their readers expect.

PostgreSQL's builtin collation orders by code point, which is wrong for Tamil and for Sinhala conjuncts. We store a key
made with the Unicode Collation Algorithm and its default table (pyuca), and let the database compare it byte by byte.
"""

from functools import cache, lru_cache

from pyuca import Collator

LEVEL_END = 0
ORDINARY = 0x20
SPACE = " "
LONGEST = 120
"""Weights kept per key: keeps an index row far below PostgreSQL's limit of 2,704 bytes."""


@cache
def _collator() -> Collator:
    return Collator()


@lru_cache(maxsize=1024)
def sort_key(text: str) -> str:
    """Return a key of lower-case hex digits; keys compared as bytes order like the texts.

    The first level compares letters, the second marks such as é; case never matters. Texts that differ only after
    their first 120 letters may get the same key, so an order always ends with a column that is unique.
    """
    letters: list[int] = []
    marks: list[int] = []
    for number, word in enumerate(text.split(SPACE)):
        for part in (SPACE, word) if number else (word,):
            of_part = _weights(part)
            letters += of_part[0]
            marks += of_part[1]
    while marks and marks[-1] == ORDINARY:  # ordinary weights at the end say nothing
        marks.pop()
    return "".join(f"{weight:04x}" for weight in (*letters[:LONGEST], LEVEL_END, *marks[:LONGEST]))


@lru_cache(maxsize=16_384)
def _weights(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The first two levels of a word. Names share words, and no letters join across a space."""
    weights = _collator().sort_key(word)
    end = weights.index(LEVEL_END)
    rest = weights[end + 1 :]
    return weights[:end], rest[: rest.index(LEVEL_END)]


def list_key(name: str, fallback: str) -> str:
    """Key of a row in a list of one language: rows with a name in that language first, the others by `fallback`."""
    return f"0{sort_key(name)}" if name else f"1{sort_key(fallback)}"
