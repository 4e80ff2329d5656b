"""The pages of the register: what they show, in which language, and at which cost."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.web.templatetags import wording
from fulcrum.registry import queries
from fulcrum.registry.models import Organisation
from fulcrum.registry.slots import ListColumn, ListSlots, Slot, Slots
from fulcrum.registry.views import organisations as organisations_views

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lk")]


def page(client, name, *args, language="en", query=""):
    client.cookies["django_language"] = language
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def one(client, slug, language="en"):
    return page(client, "registry:organisation", slug, language=language)


def test_a_missing_local_name_shows_the_english_one_told_as_english_and_marked(client):
    html = one(client, "min-digital-economy", language="ta")

    assert '<span lang="en">Ministry of Digital Economy</span><abbr class="mark"' in html


def test_an_unreviewed_name_is_marked_on_the_page_and_in_the_list(client):
    slug = "nat-department-of-archaeology"

    assert html_mark("unreviewed") in one(client, slug)
    listed = page(client, "registry:organisations", language="ta", query="?search=archaeology")
    assert listed.count('<abbr class="mark"') >= 1


def html_mark(word):
    return f">{word}</abbr>"


def test_composed_inferred_and_assigned_facts_are_marked(client):
    html = one(client, "la-035")

    for word in ("composed", "inferred", "assigned here"):
        assert html_mark(word) in html, word


def test_every_fact_leads_to_its_source(client):
    html = one(client, "nat-department-of-archaeology")

    assert f'href="{reverse("registry:sources")}#S-WEB"' in html
    assert 'id="S-WEB"' in page(client, "registry:sources")


def test_a_link_to_a_source_says_its_short_title_and_never_its_code(client):
    html = page(client, "registry:district", "LK-41")

    assert ">Census 2024</a>" in html
    assert ">Household survey 2019, Central Bank</a>" in html
    assert ">S-" not in html + one(client, "nat-department-of-archaeology")


def test_every_source_has_a_short_title_of_its_own():
    titles = queries.source_titles()

    assert titles["S-CENSUS24"] == "Census 2024"
    assert len(set(titles.values())) == len(titles) == 19
    assert all(len(title) <= 40 for title in titles.values())


def test_a_mission_abroad_is_said_to_be_abroad_not_to_lack_a_seat(client):
    mission = Organisation.objects.filter(subkind="diplomatic_mission").first()

    html = one(client, mission.slug)

    assert "Outside Sri Lanka" in html
    assert "do not state its seat" not in html
    assert "Outside Sri Lanka" in page(client, "registry:organisations", query=f"?search={mission.name_en}")


def test_a_name_that_no_source_gives_is_said_to_be_missing_in_our_sources(client):
    assert "not in our sources" in one(client, "min-digital-economy")


def test_a_body_stands_between_those_above_and_those_below_it(client):
    html = one(client, "dsec-11")

    above = Organisation.objects.get(slug="dsec-11").parent
    assert reverse("registry:organisation", args=[above.slug]) in html
    assert reverse("registry:organisation", args=["divsec-1103"]) in html


def test_a_body_without_a_stated_seat_says_so_and_has_no_map(client):
    html = one(client, "nat-department-of-archaeology")

    assert "do not state its seat" in html
    assert '<svg viewBox="0 0 450 793"' not in html


def test_the_dot_of_a_body_is_told_to_be_approximate(client):
    html = one(client, "divsec-1103")

    assert html.count("<circle") == 1
    assert "A dot shows the division or district, not the address" in html


def test_the_map_links_every_district_with_its_figure_and_the_table_says_the_same(client):
    html = page(client, "registry:districts", query="?figure=population")

    assert html.count('class="map-shape') == 25
    assert "<title>Colombo: 2,375,415 persons</title>" in html
    assert html.count("2,375,415") >= 2, "in the map and in the table"
    assert "CC-BY-4.0" in html or "CC BY" in html


def test_a_figure_that_is_not_known_shows_the_first_one(client):
    assert "Organisations with a seat here" in page(client, "registry:districts", query="?figure=happiness")


def test_filters_in_force_can_be_taken_away_one_by_one(client):
    html = page(client, "registry:organisations", query="?kind=hospital&district=LK-41")

    assert 'href="/organisations/?district=LK-41"' in html
    assert 'href="/organisations/?kind=hospital"' in html


def test_a_value_that_no_filter_knows_is_told_and_left_out(client):
    html = page(client, "registry:organisations", query="?kind=palace")

    assert "Left out, because no filter knows it: kind=palace" in html
    assert "1,808" in html


def test_an_empty_list_teaches_what_to_try(client):
    html = page(client, "registry:organisations", query="?search=zzzzzz+qqqq")

    assert "No organisation fits" in html
    assert "Schools, police stations" in html


def test_search_words_are_shown_as_text_never_as_markup(client):
    html = page(client, "registry:organisations", query="?search=<script>alert(1)</script>")

    assert "<script>alert" not in html


def test_what_is_carried_and_what_is_not_is_said(client):
    html = page(client, "registry:sources")

    for words in ("About 490 divisional hospitals", "Police stations", "Schools", "not verified"):
        assert words in html


def test_a_district_lists_its_divisions_bodies_and_neighbours(client):
    html = page(client, "registry:district", "LK-41")

    assert "15 divisions" in html
    assert reverse("registry:organisation", args=["divsec-4103"]) in html
    assert reverse("registry:district", args=["LK-45"]) in html


def test_the_number_of_a_list_is_one_sentence_with_its_noun(client):
    assert "<strong>1,808 organisations</strong>" in page(client, "registry:organisations")
    one_left = page(client, "registry:organisations", query="?search=homagama+divisional+secretariat")
    assert "<strong>1 organisation</strong>" in one_left


def test_bodies_without_a_stated_seat_are_counted_in_one_sentence(client):
    html = page(client, "registry:districts")

    assert "783 national and provincial organisations have no stated seat and are in no district.</a>" in html


def test_the_note_of_a_figure_is_told_as_english_in_every_language(client):
    html = page(client, "registry:district", "LK-41", language="ta")

    assert '<small class="quiet" lang="en">(60-64 + 65 and over) / total</small>' in html
    assert not re.search(r'title="[^"]*65 and over', html)


def test_a_closed_body_says_so_from_its_day_on_and_tells_its_days(client):
    body = Organisation.objects.filter(slug="la-035")
    today = timezone.localdate()

    body.update(opened_on=date(1865, 7, 1), closed_on=today)
    html = one(client, "la-035")

    assert f"This organisation is closed from {wording.day(today)} on." in html
    assert "<dt>Open from</dt><dd><span>1 July 1865</span>" in html
    assert f"<dt>Closed from</dt><dd><span>{wording.day(today)}</span>" in html

    body.update(closed_on=today + timedelta(days=1))
    html = one(client, "la-035")

    assert "This organisation is closed" not in html
    assert "<dt>Closed from</dt>" in html


READ_ONLY = [
    ("registry:organisations", ()),
    ("registry:organisation", ("la-035",)),
    ("registry:organisations_export", ("csv",)),
    ("registry:districts", ()),
    ("registry:district", ("LK-11",)),
    ("registry:sources", ()),
]


@pytest.mark.parametrize(("name", "args"), READ_ONLY)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_that_only_shows_answers_no_other_method(client, name, args, method):
    assert getattr(client, method)(reverse(name, args=args)).status_code == 405
    assert client.head(reverse(name, args=args)).status_code == 200


def test_views_ask_queries_and_never_a_table_themselves():
    """The one exception names the object of an address, among those the person may see."""
    rooms = Path(organisations_views.__file__).parent.glob("*.py")
    lines = [line.strip() for room in rooms for line in room.read_text(encoding="utf-8").splitlines()]

    asking = [line for line in lines if ".objects." in line]

    assert [line for line in asking if "get_object_or_404(" not in line or ".visible_to(" not in line] == []


BUDGETS = [
    ("registry:organisations", (), 7),
    ("registry:organisation", ("min-public-administration-provincial-councils-and-local",), 16),
    ("registry:districts", (), 6),
    ("registry:district", ("LK-11",), 14),
    ("registry:sources", (), 6),
]


@pytest.mark.parametrize(("name", "args", "most"), BUDGETS, ids=[budget[0] for budget in BUDGETS])
def test_a_page_stays_within_its_budget_of_statements(client, name, args, most):
    page(client, name, *args)
    with CaptureQueriesContext(connection) as captured:
        page(client, name, *args)

    assert len(captured) <= most, [query["sql"][:120] for query in captured]


def test_a_slot_is_filled_in_order_and_only_where_there_is_something_to_say(rf):
    slots = Slots()
    slots.register(
        lambda request, thing: Slot("registry/parts/select.html", {"field": {"label": thing}}), order=2
    )
    slots.register(lambda request, thing: None, order=1)

    request = rf.get("/")
    request.user = AnonymousUser()

    (html,) = slots.render(request, "Second")

    assert "Second" in html


def test_a_column_of_the_list_is_asked_for_once_with_all_bodies_of_the_page(rf):
    asked = []

    def places(request, bodies):
        asked.append([body.slug for body in bodies])
        return ListColumn(
            "Place", {bodies[0].key: Slot("registry/parts/select.html", {"field": {"label": "First"}})}
        )

    slots = ListSlots()
    slots.register(places)
    slots.register(lambda request, bodies: None, order=1)
    bodies = list(Organisation.objects.all()[:3])

    (column,) = slots.render(rf.get("/"), bodies)

    assert asked == [[body.slug for body in bodies]]
    assert column.title == "Place"
    assert "First" in column.cells[bodies[0].key]
    assert list(column.cells) == [bodies[0].key]
