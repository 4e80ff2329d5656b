"""Lists stand in the order that readers of each script expect."""

from hypothesis import given
from hypothesis import strategies as st
from pyuca import Collator

from fulcrum.kit.sort_key import LONGEST, list_key, sort_key

WHOLE = Collator()

TAMIL_ORDER = ["அம்பாறை", "இரத்தினபுரி", "கண்டி", "காலி", "கொழும்பு", "நல்லூர்", "மன்னார்", "யாழ்ப்பாணம்", "லங்கா", "வவுனியா"]
TAMIL_LETTERS = ["க", "ங", "ச", "ஞ", "ட", "ண", "த", "ந", "ப", "ம", "ய", "ர", "ல", "வ", "ழ", "ள", "ற", "ன"]
SINHALA_ORDER = ["අනුරාධපුර", "ඇහැලියගොඩ", "කළුතර", "කොළඹ", "ගම්පහ", "දඹුල්ල", "මාතර", "ශ්‍රී ලංකා", "හම්බන්තොට"]


def in_order(words):
    backwards = list(reversed(words))
    return sorted(backwards, key=sort_key)


def test_tamil_names_stand_in_tamil_order():
    assert in_order(TAMIL_ORDER) == TAMIL_ORDER


def test_the_letters_that_code_points_put_wrongly_stand_in_their_place():
    assert in_order(TAMIL_LETTERS) == TAMIL_LETTERS
    assert sorted(TAMIL_LETTERS) != TAMIL_LETTERS, "by code point the order would be wrong"


def test_sinhala_names_stand_in_sinhala_order():
    assert in_order(SINHALA_ORDER) == SINHALA_ORDER


def test_a_conjunct_stands_with_its_letter_whether_or_not_it_is_joined():
    assert sort_key("ශ්\u200dරී") == sort_key("ශ්රී")


def test_capitals_do_not_count():
    assert sort_key("Archaeology") == sort_key("ARCHAEOLOGY")


def test_rows_without_a_local_name_follow_those_with_one_in_the_order_of_their_english_names():
    rows = [("", "Zoo"), ("වවුනියාව", "Vavuniya"), ("", "Archaeology"), ("කොළඹ", "Colombo")]

    ordered = sorted(rows, key=lambda row: list_key(*row))

    assert [english for _, english in ordered] == ["Colombo", "Vavuniya", "Archaeology", "Zoo"]


@given(st.text(max_size=500))
def test_a_key_is_hex_and_short_enough_for_an_index(text):
    key = sort_key(text)

    assert set(key) <= set("0123456789abcdef")
    assert len(key) < 2_000


@given(st.text(alphabet="abcdefgh ", max_size=20), st.text(alphabet="abcdefgh ", max_size=20))
def test_plain_english_words_keep_their_alphabetical_order(one, other):
    one, other = one.replace(" ", ""), other.replace(" ", "")

    assert (sort_key(one) < sort_key(other)) == (one < other)


@given(st.text(alphabet="ab é\u0301කාශ්\u200dරීதமிழ்-. ", max_size=30))
def test_no_letters_join_across_a_space(text):
    """Words are weighed one by one; weighed as a whole the text must come out the same."""
    weights = WHOLE.sort_key(text)
    letters = weights[: weights.index(0)]

    assert sort_key(text).startswith("".join(f"{weight:04x}" for weight in letters[:LONGEST]) + "0000")
