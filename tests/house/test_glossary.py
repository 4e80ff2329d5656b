"""The glossary keeps its promises: three languages, an honest state, an order, and names that the code really has."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "glossary.md"
HEADS = ["English", "Sinhala", "Tamil", "state", "meaning", "in code"]
SINHALA, TAMIL = re.compile("[\u0d80-\u0dff]"), re.compile("[\u0b80-\u0bff]")
REVIEWED = re.compile(r"reviewed by (?P<name>[^\d,/]*\w\w[^\d,/]*), (?P<day>\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Term:
    """One row of a table."""

    english: str
    sinhala: str
    tamil: str
    state: str
    meaning: str
    code: str

    @property
    def states(self) -> list[str]:
        return self.state.split(" / ")


def tables() -> list[list[Term]]:
    found: list[list[Term]] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells == HEADS:
            found.append([])
        elif line.startswith("|") and not line.startswith("|-"):
            assert len(cells) == len(HEADS), line
            found[-1].append(Term(*cells))
    return found


def terms() -> list[Term]:
    return [term for table in tables() for term in table]


def worded(language: str) -> dict[str, str]:
    """What the pages say in a language for each sentence without a plural."""
    path = ROOT / "fulcrum" / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        messages = list(read_po(file, locale=language))
    return {message.id.casefold(): str(message.string) for message in messages if isinstance(message.id, str)}


@cache
def sources() -> str:
    """Every line of the program and the path of every file."""
    paths = [path for path in (ROOT / "fulcrum").rglob("*.py") if "tests" not in path.parts]
    return "\n".join([*(path.read_text(encoding="utf-8") for path in paths), *map(str, paths)])


def is_known(state: str) -> bool:
    """Whether a state is one of the three, with a real name and day where somebody is said to have reviewed."""
    if state in ("draft", "seen"):
        return True
    found = REVIEWED.fullmatch(state)
    return found is not None and date.fromisoformat(found["day"]) <= date.today()


def test_every_term_stands_in_three_languages_with_a_meaning():
    assert terms()
    wrong = [
        term.english
        for term in terms()
        if not (term.english and SINHALA.search(term.sinhala) and TAMIL.search(term.tamil) and term.meaning)
    ]

    assert wrong == []


def test_every_term_has_a_state_for_sinhala_and_for_tamil():
    wrong = [
        f"{term.english}: {term.state}"
        for term in terms()
        if len(term.states) != 2 or not all(map(is_known, term.states))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "claim",
    [
        "reviewed",
        "reviewed by",
        "reviewed by , 2026-12-01",
        "reviewed by 2026-12-01",
        "reviewed by A. Perera",
        "sure",
    ],
)
def test_nothing_counts_as_reviewed_without_a_name_and_a_day(claim):
    assert not is_known(claim)


def test_a_review_with_a_name_and_a_day_counts():
    assert is_known("reviewed by A. B. Perera, 2026-01-31")


def test_terms_are_in_order_and_none_stands_twice():
    for table in tables():
        words = [term.english.casefold() for term in table]

        assert words == sorted(set(words))


def test_every_name_in_code_is_in_the_code():
    missing = [
        f"{term.english}: {name}"
        for term in terms()
        for name in re.findall(r"`([^`]+)`", term.code)
        if not re.search(rf"\b{re.escape(name.rpartition('.')[2])}\b", sources())
    ]

    assert missing == []


@pytest.mark.parametrize(("language", "column"), [("si", "sinhala"), ("ta", "tamil")])
def test_pages_use_the_words_of_the_glossary(language, column):
    on_pages = worded(language)
    other = [
        f"{term.english}: {getattr(term, column)} here, {said} on pages"
        for term in terms()
        if (said := on_pages.get(term.english.casefold())) and said != getattr(term, column)
    ]

    assert other == []
