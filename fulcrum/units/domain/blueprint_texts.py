"""Readers of the texts of a blueprint: names, sentences and letters in three scripts, with placeholders."""

import re

from fulcrum.registry.domain import cells
from fulcrum.registry.domain.cells import SCRIPTS, Read
from fulcrum.registry.domain.row_errors import CellError
from fulcrum.registry.domain.yaml_rows import Entry
from fulcrum.units.domain.blueprint import Names

LANGUAGES = ("en", "si", "ta")
LONGEST_NAME, LONGEST_SENTENCE, LONGEST_BODY = 200, 600, 6000
PLACEHOLDERS = (
    "day",
    "reference",
    "organisation",
    "head",
    "unit",
    "blueprint",
    "person",
    "post",
    "purpose",
    "duties",
    "manner",
    "begins_on",
    "until",
    "team",
)
"""What a document template may ask for, in curly brackets."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def in_script(language: str, longest: int) -> Read:
    """One line, at least half of whose letters are of the script of the language. Foreign abbreviations may stand."""

    def read(value: str) -> str:
        line = " ".join(value.split())
        cells.text(longest)(line)
        _check_script(line, language)
        return line

    return read


def body(language: str) -> Read:
    """A text of several lines with known placeholders; an empty line parts paragraphs."""

    def read(value: str) -> str:
        lines = [" ".join(line.split()) for line in value.strip().splitlines()]
        for line in lines:
            cells.shown_text(line)
        text = "\n".join(lines)
        if len(text) > LONGEST_BODY:
            raise CellError("too_long", length=len(text), longest=LONGEST_BODY)
        for name in _PLACEHOLDER.findall(text):
            if name not in PLACEHOLDERS:
                raise CellError("placeholder_not_known", placeholder=name, allowed=", ".join(PLACEHOLDERS))
        rest = _PLACEHOLDER.sub("", text)
        if "{" in rest or "}" in rest:
            raise CellError("bracket_alone")
        _check_script(rest, language)
        return text

    return read


def _check_script(text: str, language: str) -> None:
    """Text typed for an old font, or in another language, has few letters of the script."""
    script, first, last = SCRIPTS[language]
    letters = [char for char in text if char.isalpha()]
    foreign = [char for char in letters if not first <= ord(char) <= last]
    if len(foreign) * 2 > len(letters):
        raise CellError("not_in_script", script=script, character=foreign[0])


def names(entry: Entry, name: str = "names", *, longest: int = LONGEST_NAME, required: bool = True) -> Names:
    """A name in three languages; English is needed, the others may be missing."""
    if not required and name not in entry.values:
        return Names("")
    found = entry.entry(name)
    found.only(*LANGUAGES)
    return Names(
        *(
            found.read(language, in_script(language, longest), required=language == "en") or ""
            for language in LANGUAGES
        )
    )


def bodies(entry: Entry) -> Names:
    """The text of a document in three languages."""
    found = entry.entry("body")
    found.only(*LANGUAGES)
    return Names(
        *(found.read(language, body(language), required=language == "en") or "" for language in LANGUAGES)
    )
