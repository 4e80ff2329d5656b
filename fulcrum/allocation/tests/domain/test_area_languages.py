"""In which languages an organisation is written to."""

import pytest

from fulcrum.allocation import offer_content
from fulcrum.allocation.domain.area_languages import load_languages
from fulcrum.kit.content_checks import ContentError


@pytest.mark.parametrize(
    ("province", "languages"),
    [
        ("LK-1", ("si", "en")),
        ("LK-4", ("ta", "en")),
        ("LK-5", ("ta", "en")),
        ("LK-6", ("si", "en")),
        (None, ("si", "ta", "en")),
    ],
)
def test_tamil_in_the_north_and_the_east_and_sinhala_elsewhere(province, languages):
    assert offer_content.languages().of("lk", province) == languages


def test_the_simulated_country_has_areas_of_both_languages():
    known = offer_content.languages()

    assert {known.of("demo", code)[0] for code in ("IL-1", "IL-2", "IL-3")} == {"si", "ta"}


def test_an_unknown_country_is_no_guess():
    with pytest.raises(ValueError, match="'xx'"):
        offer_content.languages().of("xx", "LK-1")


def test_a_table_with_another_language_is_refused_with_its_place():
    text = (
        "format: fulcrum.area-languages/1\nversion: 1\npublished_on: 2026-11-23\n"
        "packs:\n  lk: {elsewhere: fr, provinces: {}, basis: ours}\n"
    )

    with pytest.raises(ContentError, match=r"packs\.lk\.elsewhere"):
        load_languages(text)
