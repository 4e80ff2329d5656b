"""Text as typst takes it: lines of runs, each run in one language. No character of it is ever markup."""

import re
import unicodedata

from fulcrum.foundation.letters import fonts

Run = tuple[str, str]
"""A language, and text in it."""

JOINERS = "\u200c\u200d"
"""They shape Sinhala conjuncts and Tamil ligatures, so they stay; other invisible characters only disguise."""
UNKNOWN = "\ufffd"
"""Stands visibly for a character that our fonts do not hold, such as a picture."""
SCRIPTS = {"si": "\u0d80-\u0dff", "ta": "\u0b80-\u0bff", "en": "A-Za-zÀ-ÖØ-öø-ɏ"}
_LETTERS = "".join(SCRIPTS.values())
_IN_SCRIPT = {
    language: re.compile(f"[{span}](?:[^{_LETTERS}]*[{span}{JOINERS}])*")
    for language, span in SCRIPTS.items()
}


def lines(text: str, language: str) -> list[list[Run]]:
    """`text` composed (NFC), line by line; words in another script are runs in the language of that script."""
    return [runs(plain(line), language) for line in text.strip().splitlines()]


def plain(text: str) -> str:
    """One line without invisible characters; what our fonts do not hold becomes U+FFFD."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_written(char) for char in composed)


def _written(char: str) -> str:
    if char in JOINERS:
        return char
    kind = unicodedata.category(char)
    if kind == "Cf":
        return ""
    if kind in ("Cc", "Zs"):
        return char if char == "\u00a0" else " "
    return char if ord(char) in fonts.characters() else UNKNOWN


def runs(text: str, language: str) -> list[Run]:
    """Divide one line by script, so that each word is shaped and read aloud in its own language.

    Digits and punctuation between two words of one script belong to them; elsewhere to the line's own language.
    """
    found: list[Run] = []
    done = 0
    for start, end, other in _others(text, language):
        if start > done:
            found.append((language, text[done:start]))
        found.append((other, text[start:end]))
        done = end
    if done < len(text):
        found.append((language, text[done:]))
    return found


def _others(text: str, language: str) -> list[tuple[int, int, str]]:
    return sorted(
        (match.start(), match.end(), other)
        for other, pattern in _IN_SCRIPT.items()
        if other != language
        for match in pattern.finditer(text)
    )
