"""Sinhala and Tamil come out shaped, and are read back as they were written."""

import pytest

from fulcrum.foundation.letters.rendering import render
from fulcrum.foundation.letters.tests.letters import (
    ENGLISH,
    SINHALA,
    TAMIL,
    drawn,
    letter,
    letters_of,
    pages,
    saying,
    structure,
)

OURS = {"NotoSans", "NotoSansSinhala", "NotoSansTamil"}


def glyphs(*words: str, family: str) -> list[bytes]:
    """What an English letter with these paragraphs draws in `family`: their glyphs and no others."""
    return drawn(render(saying(*words)), family)


@pytest.mark.parametrize("part", [SINHALA, TAMIL], ids=lambda part: part.language)
def test_every_text_is_read_back_as_it_was_written(part):
    text = letters_of(pages(render(letter(part)))[0])

    for given in (*part.from_, *part.to_, part.subject, part.salutation, *part.paragraphs, part.closing):
        assert letters_of(given) in text


def test_a_sinhala_conjunct_keeps_its_joiner():
    text = pages(render(saying("ශ්‍රී", language="si")))[0]

    assert "\u0dc1\u0dca\u200d\u0dbb\u0dd3" in text


@pytest.mark.parametrize(
    ("joined", "second"), [("ශ්\u200dරී", "රී"), ("ක්\u200dෂ", "ෂ"), ("ප්\u200dර", "ර"), ("ද්\u200dය", "ය")]
)
def test_the_second_letter_of_a_sinhala_conjunct_takes_another_form(joined, second):
    apart = joined.replace("\u200d", "")
    full, *rest = glyphs(second, joined, family="NotoSansSinhala")
    full_apart, *rest_apart = glyphs(second, apart, family="NotoSansSinhala")

    assert full not in rest
    assert full_apart in rest_apart


def test_a_tamil_vowel_sign_of_two_halves_stands_on_both_sides():
    consonant, before, between, _after = glyphs("க", "கொ", family="NotoSansTamil")

    assert before != consonant and between == consonant


def test_tamil_letters_that_form_one_sign_are_drawn_as_one():
    assert len("க்ஷ") == 3
    assert len(glyphs("க்ஷ", family="NotoSansTamil")) == 1


def test_only_our_fonts_are_used_and_each_is_embedded():
    reader = structure(render(letter(SINHALA, TAMIL, ENGLISH)))
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            below = font["/DescendantFonts"][0]
            found[below["/BaseFont"]] = below["/FontDescriptor"]

    families = {name.partition("+")[2].partition("-")[0] for name in found}
    assert families == OURS
    assert all("/FontFile2" in described or "/FontFile3" in described for described in found.values())


@pytest.mark.parametrize("picture", ["😀", "中", "\ud800", "\ue000"])
def test_a_character_that_our_fonts_do_not_hold_is_seen_to_be_missing(picture):
    text = pages(render(saying(f"before {picture} after")))[0]

    assert "before \ufffd after" in text


def test_a_letter_written_in_two_pieces_is_composed():
    text = pages(render(saying("cafe\u0301 \u0d9a\u0dd9\u0dcf", language="en")))[0]

    assert "café" in text and "\u0d9a\u0ddc" in text
