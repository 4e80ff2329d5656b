"""What every letter is: accessible, marked, numbered, the same each time, and true to each character of a name."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from fulcrum.foundation.letters import fonts, writing
from fulcrum.foundation.letters.rendering import render
from fulcrum.foundation.letters.tests.letters import (
    ENGLISH,
    SINHALA,
    TAMIL,
    letter,
    letters_of,
    pages,
    saying,
    structure,
)
from fulcrum.runtime import letter_fonts

MARKUP = r"""#let #set *a* _b_ $x$ \\ @c <d> ~ `e` [f] {g} = h - i -- j ... // k /* l */ 'm' "n" https://o.example {1} {2} %"""
LONG = tuple(f"Paragraph {number}: {'words that fill the line and the page ' * 6}" for number in range(1, 13))


def metadata(pdf: bytes) -> str:
    return structure(pdf).trailer["/Root"]["/Metadata"].get_object().get_data().decode()


def test_the_letter_says_that_it_is_accessible_and_is_tagged():
    pdf = render(letter(SINHALA, ENGLISH))

    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata(pdf)
    assert structure(pdf).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_title_and_language_are_those_of_the_first_part():
    reader = structure(render(letter(TAMIL, ENGLISH)))

    assert reader.metadata.title == TAMIL.subject
    assert reader.trailer["/Root"]["/Lang"] == "ta"


def tagged(element) -> list[tuple[str, str]]:
    """Tag and language of every element below."""
    element = element.get_object()
    if isinstance(element, list):
        return [found for each in element for found in tagged(each)]
    if not isinstance(element, dict) or "/S" not in element:
        return []
    own = (element["/S"], element.get("/Lang", ""))
    return [own, *(tagged(element["/K"]) if hasattr(element.get("/K"), "get_object") else [])]


def test_each_part_has_its_heading_in_its_language_and_its_table_has_a_header():
    found = tagged(
        structure(render(letter(TAMIL, SINHALA, ENGLISH))).trailer["/Root"]["/StructTreeRoot"]["/K"]
    )

    assert [language for tag, language in found if tag == "/H1"] == ["", "si", "en"]
    assert [tag for tag, _language in found if tag == "/TH"] == ["/TH"]


def test_a_part_begins_on_a_page_of_its_own_in_the_order_given():
    first, second = pages(render(letter(SINHALA, ENGLISH)))

    assert letters_of(SINHALA.subject) in letters_of(first) and ENGLISH.subject not in first
    assert ENGLISH.subject in second


@pytest.mark.parametrize("place", ["from_", "to_", "signature_lines", "paragraphs", "further_paragraphs"])
def test_no_character_of_a_name_is_taken_for_markup(place):
    text = "".join(pages(render(letter(replace(ENGLISH, **{place: (MARKUP,)})))))

    assert letters_of(MARKUP) in letters_of(text)


@pytest.mark.parametrize("place", ["subject", "salutation", "closing"])
def test_no_character_of_a_line_is_taken_for_markup(place):
    pdf = render(letter(replace(ENGLISH, **{place: MARKUP})))

    assert letters_of(MARKUP) in letters_of("".join(pages(pdf)))
    assert place != "subject" or structure(pdf).metadata.title == MARKUP


def test_a_reference_is_written_as_it_is_on_every_page():
    found = pages(render(saying(*LONG, reference="EX/#{1}/$2")))

    assert all("EX/#{1}/$2" in page.splitlines()[-1] for page in found)


def test_a_text_keeps_its_lines():
    text = pages(render(saying("first line\nsecond line")))[0]

    assert "first line\nsecond line" in text


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\u202e", "\u200b", "\ufeff", "\u00ad"])
def test_invisible_characters_do_not_stop_a_letter(hidden):
    text = pages(render(saying(f"be{hidden}fore")))[0]

    assert re.search("be ?fore", text)


@pytest.mark.parametrize("alone", ["\u200d", "\u0dca", "\u0bcd", "\u0301", "\u200d\u0dca\u200d"])
def test_a_mark_without_its_letter_does_not_stop_a_letter(alone):
    assert "End." in pages(render(saying(alone, "End.")))[0]


def test_empty_texts_do_not_stop_a_letter():
    bare = replace(ENGLISH, salutation="", paragraphs=(), closing="", signature_lines=(), lines=())

    assert ENGLISH.subject in pages(render(letter(bare)))[0]


def test_a_long_letter_flows_on_with_page_numbers_and_its_reference():
    found = pages(render(saying(*LONG)))

    assert len(found) == 2
    assert [f"Page {number} of 2" in page for number, page in enumerate(found, start=1)] == [True, True]
    assert all("EX/2026/12" in page for page in found)
    assert all(f"Paragraph {number}:" in "".join(found) for number in range(1, 13))


def test_a_paragraph_longer_than_two_pages_loses_no_word():
    words = [f"word{number}" for number in range(1500)]
    found = pages(render(saying(" ".join(words))))

    assert len(found) > 2
    assert re.findall(r"word\d+", "".join(found)) == words


def test_pages_are_counted_over_all_parts():
    found = pages(render(letter(replace(ENGLISH, paragraphs=LONG), SINHALA)))

    assert "Page 1 of 3" in found[0] and "Page 2 of 3" in found[1]
    assert found[2].splitlines()[-1].count("3") == 2


@pytest.mark.parametrize("length", range(8, 14))
def test_a_signature_never_stands_alone_on_a_page(length):
    last = pages(render(saying(*LONG[:length])))[-1]
    before, closing, after = last.partition(ENGLISH.closing)

    assert closing and "A. Example" in after
    assert before.strip()


def test_every_page_of_a_simulated_letter_is_marked_and_its_title_too():
    pdf = render(saying(*LONG, is_simulated=True))

    assert all("Simulated:" in page for page in pages(pdf)) and len(pages(pdf)) > 1
    assert structure(pdf).metadata.title.startswith("Simulated:")


def test_a_real_letter_is_not_marked():
    assert "Simulated" not in "".join(pages(render(saying(*LONG))))


def test_a_draft_translation_says_so_in_its_part_alone():
    drafted = pages(render(letter(replace(ENGLISH, is_draft_translation=True), TAMIL)))
    reviewed = pages(render(letter(ENGLISH, TAMIL)))

    assert "Draft translation:" in drafted[0] and "Draft translation:" not in reviewed[0]
    assert drafted[1] == reviewed[1]


def test_the_date_is_written_in_the_language_of_the_part():
    sinhala, english = pages(render(letter(SINHALA, ENGLISH)))

    assert "2026 නොවැම්බර් 24" in sinhala
    assert "24 November 2026" in english


def test_the_same_letter_gives_the_same_bytes():
    assert render(letter(SINHALA, TAMIL, ENGLISH)) == render(letter(SINHALA, TAMIL, ENGLISH))


def test_the_file_is_dated_by_the_day_of_the_letter():
    found = structure(render(saying("Text", day=date(2025, 2, 28)))).metadata

    assert found.creation_date.date() == found.modification_date.date() == date(2025, 2, 28)


def test_letters_are_rendered_in_threads_at_once():
    wanted = [saying(f"Letter {number}", *LONG) for number in range(8)]
    alone = [render(each) for each in wanted]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(render, wanted * 3))

    assert together == alone * 3


def test_a_missing_font_is_named_with_its_remedy(monkeypatch, tmp_path):
    monkeypatch.setattr(letter_fonts, "FOLDER", tmp_path)
    fonts.ours.cache_clear()

    with pytest.raises(fonts.FontsMissingError, match=r"NotoSans_400Regular\.ttf.*make run"):
        render(letter())


def test_words_of_another_script_are_runs_in_their_own_language():
    assert writing.runs("Office (ශ්‍රී ලංකා 2026 ය), கொழும்பு.", "en") == [
        ("en", "Office ("),
        ("si", "ශ්‍රී ලංකා 2026 ය"),
        ("en", "), "),
        ("ta", "கொழும்பு"),
        ("en", "."),
    ]


def test_a_page_of_a_sinhala_letter_tells_english_words_as_english():
    part = replace(SINHALA, paragraphs=("ආයතනය (Board of Examples)",))
    content = structure(render(letter(part))).pages[0].get_contents().get_data()

    assert b"/Lang(en)" in content
