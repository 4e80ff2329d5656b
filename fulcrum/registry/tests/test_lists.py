"""Lists of organisations: search in three scripts and by sound, filters, order, pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fulcrum.registry import queries
from fulcrum.registry.models import Organisation
from fulcrum.registry.queries import LANGUAGES, SORTS, OrganisationFilters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lk")]


def found(language="en", size=100, **filters):
    return queries.organisations(OrganisationFilters(**filters), language, size=size)


def slugs(**filters):
    return {body.slug for body in found(**filters).rows}


@pytest.mark.parametrize(
    "words", ["Jaffna", "යාපනය", "யாழ்ப்பாணம்", "Yapanaya", "Yalpanam", "yaalppaanam", "JAFFNA"]
)
def test_a_place_is_found_in_every_script_and_by_its_sound(words):
    assert {"dsec-41", "la-146"} <= slugs(search=words)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("archaeology", "nat-department-of-archaeology"),
        ("පුරාවිද්‍යා", "nat-department-of-archaeology"),
        ("தொல்பொருளியல்", "nat-department-of-archaeology"),
        ("tisamaharama pradeshiya", "la-142"),
        ("Mahanuwara municipal", "la-050"),
        ("කොළඹ ප්‍රාදේශීය ලේකම්", "divsec-1103"),
        ("LG-13035", "la-035"),
        ("Wellawaya", "divsec-8221"),
    ],
)  # fmt: skip
def test_words_of_a_name_find_it(words, slug):
    assert slug in slugs(search=words)


def test_a_body_without_a_local_name_is_found_by_the_local_name_of_its_place():
    hospital = Organisation.objects.get(name_en="Teaching Hospital, Jaffna")

    assert hospital.name_ta == ""
    assert hospital.slug in slugs(search="யாழ்ப்பாணம்")


def test_every_word_must_be_there():
    assert slugs(search="homagama divisional secretariat") == {"divsec-1112"}


def test_a_mistyped_word_brings_the_most_similar_names():
    page = found(search="kurunagalla")

    assert page.is_guess
    assert "Kurunegala" in page.rows[0].name_en
    assert (page.after, page.before) == ("", "")


def test_words_like_nothing_bring_nothing():
    page = found(search="zzzzzz qqqq")

    assert (page.total, page.rows, page.is_guess) == (0, [], False)


@pytest.mark.parametrize("signs", ["%", "_", "\\", "~", "🏛", "%_%", "'--"])
def test_signs_alone_are_no_words_and_narrow_nothing(signs):
    assert found(search=signs).total == 1_808


@pytest.mark.parametrize("words", ["=cmd", "a" * 200, "\u0bcd\u0bcd"])
def test_odd_words_are_looked_for_and_found_nowhere(words):
    assert found(search=words).total == 0


def test_a_search_is_never_understood_as_a_condition():
    assert slugs(search="' OR 1=1 --") == slugs(search="or 1")
    assert found(search="' OR 1=1 --").total < 1_808


@pytest.mark.parametrize("odd", ["Jaffna%", "%Jaffna_", "Jaffna\\", "~Jaffna", "'Jaffna'", "=Jaffna"])
def test_a_sign_beside_a_word_is_never_understood_as_a_pattern(odd):
    assert slugs(search=odd) == slugs(search="Jaffna") != set()


def test_a_sign_inside_a_word_divides_it():
    """Were the sign a pattern, it would stand for the missing letters."""
    assert slugs(search="Jaf%na") == slugs(search="Jaf na") != slugs(search="Jaffna")


def test_filters_narrow_together():
    assert slugs(kind="hospital", district="LK-41", tier="national") == {
        Organisation.objects.get(name_en="Teaching Hospital, Jaffna").slug
    }


def test_a_province_holds_the_bodies_of_its_districts_and_its_own():
    province = found(province="LK-4", size=500)

    assert {body.district_id for body in province.rows} == {"LK-41", "LK-42", "LK-43", "LK-44", "LK-45", None}
    assert "prov-4-council" in {body.slug for body in province.rows}


def test_bodies_without_a_stated_seat_can_be_listed():
    assert found(district="none").total == 783


def test_the_list_below_a_body_holds_every_depth_and_not_itself():
    council = Organisation.objects.get(slug="prov-1-council")
    page = found(parent="prov-1-council", size=500)

    assert page.total == council.bodies_below == 83
    assert {1, 2} <= {body.depth for body in page.rows}
    assert council not in page.rows
    assert found(parent="nobody").total == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sort", SORTS)
def test_paging_meets_each_row_once_in_every_order_and_the_same_ones_backwards(sort, language):
    forwards, after = [], ""
    while True:
        page = found(language, size=300, sort=sort, after=after)
        forwards += [body.key for body in page.rows]
        if not page.after:
            break
        after = page.after
    backwards = [body.key for body in page.rows]
    while page.before:
        page = found(language, size=300, sort=sort, before=page.before)
        backwards = [body.key for body in page.rows] + backwards

    assert len(forwards) == len(set(forwards)) == 1_808
    assert backwards == forwards


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after():
    first = found(size=1_000)
    last = found(size=1_000, after=first.after)

    assert (first.before, last.after) == ("", "")
    assert last.before == last.rows[0].slug


def test_a_cursor_that_names_nobody_begins_at_the_start():
    assert [body.key for body in found(after="nobody", size=5).rows] == [
        body.key for body in found(size=5).rows
    ]


def test_a_tamil_list_begins_with_tamil_names_and_ends_with_the_others_by_english_name():
    rows = found("ta", size=1_808).rows
    without = [body for body in rows if not body.name_ta]

    assert all(body.name_ta for body in rows[: 1_808 - len(without)])
    assert [body.sort_en for body in without] == sorted(body.sort_en for body in without)
    assert rows[1].name_ta.startswith("அ")


def test_kinds_stand_in_their_own_order_and_seats_not_stated_come_last():
    assert [body.kind for body in found(sort="kind", size=26).rows] == ["ministry"] * 25 + ["department"]
    seats = [body.district_id for body in found(sort="district", size=1_808).rows]
    assert seats[:1_025].count(None) == 0
    assert set(seats[1_025:]) == {None}


def statements(**filters):
    with CaptureQueriesContext(connection) as captured:
        found(**filters)
    return len(captured)


@pytest.mark.parametrize("size", [1, 50, 1_808])
def test_a_page_costs_the_same_few_statements_whatever_its_length(size):
    assert statements(size=size) == 2
    assert statements(size=size, after="dsec-41", sort="district") == 3
    assert statements(size=size, search="ශ්‍රී ලංකා", parent="min-defence", before="dsec-41") == 4
