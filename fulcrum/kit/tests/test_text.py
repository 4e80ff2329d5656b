"""Search compares words in one form, in three scripts and by sound."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulcrum.kit.romanise import romanised
from fulcrum.kit.text import FOLD_MARK, folded, folded_probe, normalise, search_index, search_words

WRITTEN = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs",)),
        st.sampled_from("කොළඹශ්‍රීலங்கையாழ் \u200d\u200c'’-.,()"),
    ),
    max_size=40,
)

PLACES = [
    ("කොළඹ", "Kolamba"), ("யாழ்ப்பாணம்", "Yalpanam"), ("යාපනය", "Yapanaya"), ("මහනුවර", "Mahanuwara"),
    ("கண்டி", "Kandy"), ("காலி", "Kali"), ("මාතර", "Matara"), ("மட்டக்களப்பு", "Mattakkalappu"),
    ("මඩකලපුව", "Madakalapuwa"), ("திருகோணமலை", "Thirukonamalai"), ("ත්‍රිකුණාමලය", "Trikunamalaya"),
    ("අනුරාධපුර", "Anuradhapura"), ("அனுராதபுரம்", "Anurathapuram"), ("පොළොන්නරුව", "Polonnaruwa"),
    ("කුරුණෑගල", "Kurunegala"), ("புத்தளம்", "Puttalam"), ("மன்னார்", "Mannar"), ("வவுனியா", "Vavuniya"),
    ("முல்லைத்தீவு", "Mullaitheevu"), ("கிளிநொச்சி", "Kilinochchi"), ("අම්පාර", "Ampara"), ("බදුල්ල", "Badulla"),
    ("මොණරාගල", "Monaragala"), ("රත්නපුර", "Rathnapura"), ("කෑගල්ල", "Kegalla"), ("ගම්පහ", "Gampaha"),
    ("கம்பஹா", "Gampaha"), ("කළුතර", "Kaluthara"), ("හම්බන්තොට", "Hambantota"), ("නුවරඑළිය", "Nuwaraeliya"),
    ("நுவரேலியா", "Nuwara-Eliya"), ("මාතලේ", "Matale"), ("දඹුල්ල", "Dambulla"), ("හික්කඩුව", "Hikkaduwa"),
    ("සීගිරිය", "Seegiriya"), ("කල්මුණේ", "Kalmune"), ("பண்டாரவளை", "Pandaravalai"),
]  # fmt: skip


def sound(name):
    return folded(normalise(name).replace(" ", ""))


@pytest.mark.parametrize(("local", "latin"), PLACES)
def test_a_place_sounds_alike_in_its_own_script_and_in_latin_letters(local, latin):
    assert sound(local) == sound(latin)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thissamaharama", "tisamaharama"),
        ("Weligama", "Veligama"),
        ("Kaatankudy", "Kattankudi"),
        ("Colombo", "kolombo"),
    ],
)
def test_common_spellings_of_a_name_sound_alike(one, other):
    assert sound(one) == sound(other)


def test_different_places_do_not_sound_alike():
    assert len({sound(latin) for _, latin in PLACES}) >= len({latin.casefold() for _, latin in PLACES}) - 2


@given(WRITTEN)
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(WRITTEN)
def test_normalised_text_is_composed_and_divided_by_single_spaces(text):
    plain = normalise(text)

    assert unicodedata.is_normalized("NFC", plain)
    assert plain == " ".join(plain.split())
    assert "\u200d" not in plain


@given(WRITTEN)
def test_what_a_row_holds_is_found_by_each_of_its_own_words(text):
    index = search_index(text)

    for word in search_words(text):
        assert word in index
        probe = folded_probe(word)
        assert probe is None or probe in index or len(word) < 3


def test_a_joiner_in_the_data_does_not_hide_a_word_typed_without_it():
    assert normalise("ශ්\u200dරී ලංකා") == normalise("ශ්රී ලංකා")


def test_marks_on_latin_letters_do_not_count():
    assert normalise("Türkiye, Malé") == "turkiye male"


def test_an_apostrophe_does_not_divide_a_word():
    assert normalise("Land Commissioner's Department") == "land commissioners department"


def test_a_folded_probe_meets_only_the_beginning_of_a_folded_word():
    index = search_index("Kurunegala")

    assert f"{FOLD_MARK}kurunekala" in index
    assert folded_probe("negala") not in index


def test_words_too_short_to_compare_by_sound_are_compared_as_written_only():
    assert folded_probe("of") is None


def test_text_in_latin_letters_is_not_changed_by_romanising():
    assert romanised("Department of Archaeology, 1890") == "Department of Archaeology, 1890"


def test_a_consonant_without_its_vowel_is_written_without_one():
    assert romanised("කල්") == "kal"
    assert romanised("மன்னார்") == "mannar"
