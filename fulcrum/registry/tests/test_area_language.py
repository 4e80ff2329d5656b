import pytest

from fulcrum.kit.content_checks import ContentError
from fulcrum.registry import area_language
from fulcrum.registry.domain.area_languages import load_languages
from fulcrum.registry.models import Organisation


@pytest.mark.parametrize(
    ("pack", "province", "languages"),
    [
        ("lk", "LK-1", ("si", "en")),
        ("lk", "LK-4", ("ta", "en")),
        ("lk", "LK-5", ("ta", "en")),
        ("lk", None, ("si", "ta", "en")),
        ("demo", "IL-3", ("ta", "en")),
        ("demo", "IL-1", ("si", "en")),
        ("another country", "XX-1", ("si", "ta", "en")),
    ],
)
def test_an_organisation_is_written_to_in_the_language_of_its_area(pack, province, languages):
    body = Organisation(pack=pack, province_id=province)

    assert area_language.languages_of(body) == languages


def test_a_table_with_an_unknown_language_is_refused():
    wrong = area_language.TABLE.read_text(encoding="utf-8").replace("elsewhere: si", "elsewhere: fr")

    with pytest.raises(ContentError, match="elsewhere"):
        load_languages(wrong)
