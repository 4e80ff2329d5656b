"""Search by name, kind and place: who is found, who comes first, and what a mistyped word brings."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fulcrum.registry import queries, search
from fulcrum.registry.models import Organisation
from fulcrum.registry.queries import OrganisationFilters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lk")]


def found(language="en", size=500, **filters):
    return queries.organisations(OrganisationFilters(**filters), language, size=size)


def names(words):
    return [body.name_en for body in found(search=words).rows]


@pytest.mark.parametrize(
    ("words", "district"),
    [("Jaffna", "LK-41"), ("යාපනය", "LK-41"), ("யாழ்ப்பாணம்", "LK-41"), ("colombo", "LK-11"), ("Galle", "LK-31")],
)
def test_the_name_of_a_district_finds_every_body_that_sits_there(words, district):
    there = set(Organisation.objects.filter(district=district).values_list("slug", flat=True))

    assert there
    assert there <= {body.slug for body in found(search=words).rows}


def test_a_word_is_met_at_its_start_so_that_galle_does_not_bring_kegalle():
    assert not {body.district_id for body in found(search="Galle").rows} & {"LK-92"}


def test_kind_and_place_together_find_bodies_whose_names_hold_neither():
    hospitals = Organisation.objects.filter(kind="hospital", district="LK-41").values_list(
        "name_en", flat=True
    )

    for words in ("jaffna hospital", "hospital in Jaffna", "යාපනය රෝහල", "யாழ்ப்பாணம் வைத்தியசாலை"):
        assert set(names(words)) == set(hospitals), words


def test_a_body_whose_own_name_holds_all_words_comes_first():
    assert names("jaffna hospital")[0] == "Teaching Hospital, Jaffna"

    in_name = ["colombo" in name.lower() for name in names("colombo")]
    assert in_name == sorted(in_name, reverse=True)
    assert set(in_name) == {True, False}


@pytest.mark.parametrize("words", ["ජාතික රෝහල", "தேசிய வைத்தியசாலை"])
def test_a_body_without_a_local_name_is_found_by_the_official_words_for_its_english_one(words):
    body = Organisation.objects.get(name_en="National Hospital of Sri Lanka, Colombo")

    assert (body.name_si, body.name_ta) == ("", "")
    assert body.name_en in names(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ministry of helth", "Ministry of Health and Mass Media"),
        ("minstry of finence", "Ministry of Finance, Planning and Economic Development"),
        ("kandy hosptial", "National Hospital, Kandy"),
    ],
)
def test_mistyped_words_bring_the_body_that_is_likest_in_all_of_them_first(words, name):
    page = found(search=words)

    assert page.is_guess
    assert page.rows[0].name_en == name


@pytest.mark.parametrize("words", ["colombo", "කොළඹ"])
@pytest.mark.parametrize("sort", ["name", "kind"])
def test_paging_of_a_search_meets_each_row_once_and_the_same_ones_backwards(sort, words):
    whole = [body.key for body in found(search=words, sort=sort).rows]
    forwards, after = [], ""
    while True:
        page = found(search=words, sort=sort, size=7, after=after)
        forwards += [body.key for body in page.rows]
        if not page.after:
            break
        after = page.after
    backwards = [body.key for body in page.rows]
    while page.before:
        page = found(search=words, sort=sort, size=7, before=page.before)
        backwards = [body.key for body in page.rows] + backwards

    assert forwards == backwards == whole
    assert len(whole) == len(set(whole)) > 14


@pytest.mark.parametrize(("words", "most"), [("jaffna", 2), ("ministry of helth", 2), ("zzzz", 2)])
def test_a_search_costs_the_same_few_statements_whatever_it_finds(words, most):
    with CaptureQueriesContext(connection) as captured:
        found(search=words, size=50)

    assert len(captured) == most


@pytest.mark.parametrize(
    "words", ["Jaffna", "jaffna district", "Yapanaya", "යාපනය", "යාපනය දිස්ත්‍රික්කය", "யாழ்ப்பாண மாவட்டம்", "in Jaffna"]
)
def test_a_search_that_is_a_districts_name_means_that_district(words):
    meant = search.district_meant(words, queries.provinces_and_districts("en"))

    if words == "யாழ்ப்பாண மாவட்டம்":
        assert meant is None, "the name is inflected: it is not guessed at"
    else:
        assert meant.code == "LK-41"


@pytest.mark.parametrize("words", ["", "district", "jaffna hospital", "Northern", "Dehiwala"])
def test_a_search_that_says_more_or_something_else_means_no_district(words):
    assert search.district_meant(words, queries.provinces_and_districts("en")) is None


def test_the_page_tells_how_many_organisations_the_district_meant_has_and_links_to_it(client):
    html = client.get(reverse("registry:organisations"), {"search": "jaffna"}).content.decode()
    number = Organisation.objects.filter(district="LK-41").count()

    assert (
        f'<a href="{reverse("registry:district", args=["LK-41"])}">Jaffna district: {number} organisations</a>'
        in html
    )
