"""The roll-out board: what stands on it, how it is narrowed, and how often it asks the database."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.audit.models import Entry
from fulcrum.registry.models import Organisation
from fulcrum.units import board
from fulcrum.units.board import Ahead, Filters, Source
from fulcrum.units.models import Unit
from fulcrum.units.tests.network import spread
from fulcrum.units.tests.test_progress import bodies
from tests.cast import NOW, TODAY

QUERIES = 2
PAGE_QUERIES = 20


@pytest.fixture
def client_of(client):
    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def sources(monkeypatch):
    monkeypatch.setattr(board, "_sources", [])


def seen(user, **asked):
    return board.board(user, Filters(**{"pack": "lk", **asked}))


def names(found):
    return {slot.name for slot in found.slots}


def test_units_stand_by_district_and_the_furthest_first(register, officer):
    spread([register["hosp-b"], register["hosp-a"], register["la-a"], register["dept-1"]], at=NOW)

    found = seen(officer).slots

    assert [slot.name for slot in found] == [
        "Alpha Town Council",
        "Alpha Hospital",
        "Beta Hospital",
        "Department of Invented Affairs",
    ]
    assert found[0].stage.place > found[1].stage.place


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"district": "LK-12"}, {"Beta Hospital"}),
        ({"district": "none"}, {"Department of Invented Affairs"}),
        ({"kind": "hospital"}, {"Alpha Hospital", "Beta Hospital"}),
        ({"stage": "nominated"}, {"Alpha Hospital"}),
        ({"standing": "at_risk"}, {"Alpha Town Council"}),
        ({"search": "imagined"}, set()),
        ({"search": "alpha hosp"}, {"Alpha Hospital"}),
        ({"pack": "demo"}, set()),
    ],
)
def test_each_filter_leaves_what_fits(asked, left, register, officer):
    spread([register["hosp-b"], register["hosp-a"], register["la-a"], register["dept-1"]], at=NOW)

    assert names(seen(officer, **asked)) == left


def test_counts_say_what_the_other_filters_leave(register, officer):
    spread(bodies(register, 14), at=NOW)

    narrowed = seen(officer, stage="formed")

    assert sum(each.number for each in narrowed.stages) == 14
    assert sum(each.number for each in narrowed.standings) == len(narrowed.slots)


def test_a_closed_unit_stands_there_only_when_it_is_asked_for(register, officer):
    (unit,) = spread([register["hosp-a"]], at=NOW)
    Unit.objects.filter(pk=unit.pk).update(standing="closed", closed_on=TODAY)

    assert names(seen(officer)) == set()
    assert names(seen(officer, standing="closed")) == {"Alpha Hospital"}


def test_a_head_sees_the_own_unit_only(register, head):
    spread([register["hosp-a"], register["la-a"]], at=NOW)

    assert names(seen(head)) == {"Alpha Hospital"}


def test_slots_of_a_source_stand_beside_the_units_until_they_have_one(register, officer, sources):
    told = [Ahead(register["hosp-a"].pk, "offered", "/a/"), Ahead(register["la-a"].pk, "offered", "/b/")]
    board.register_source(Source(lambda user, pack: told, {"offered": _("Decision")}))
    spread([register["hosp-a"]], at=NOW)

    found = seen(officer)

    by_name = {slot.name: (slot.stage.code, slot.number) for slot in found.slots}
    assert by_name["Alpha Town Council"] == ("offered", None)
    assert by_name["Alpha Hospital"][1] == 1
    assert names(seen(officer, stage="offered")) == {"Alpha Town Council"}
    assert "Alpha Hospital" not in names(seen(officer, district="LK-12"))


@pytest.mark.parametrize("number", [5, 60])
def test_it_asks_a_constant_number_of_times(
    number, register, officer, django_assert_max_num_queries, sources
):
    spread(bodies(register, number), at=NOW)
    seen(officer)

    with django_assert_max_num_queries(QUERIES):
        seen(officer)


@pytest.mark.parametrize("number", [5, 60])
@pytest.mark.parametrize("show", ["", "list"])
def test_its_page_asks_a_constant_number_of_times(
    show, number, register, officer, client_of, django_assert_max_num_queries
):
    spread(bodies(register, number), at=NOW)
    browser = client_of(officer)
    browser.get(reverse("units:board"))

    with django_assert_max_num_queries(PAGE_QUERIES):
        browser.get(reverse("units:board"), {"show": show})


def test_a_square_tells_in_words_what_its_colour_means(register, officer, client_of):
    spread([register["hosp-a"]], at=NOW, first_number=3)

    page = client_of(officer).get(reverse("units:board")).content.decode()

    assert "Alpha Hospital: Need assessed, At risk" in page
    assert "1 unit of 500 has begun; 499 have not." in page


def test_the_list_has_pages_that_keep_their_filters(register, officer, client_of):
    spread(bodies(register, 55), at=NOW)

    page = client_of(officer).get(reverse("units:board"), {"show": "list", "kind": "urban_council"})

    assert page.context["page"].paginator.num_pages == 2
    assert "kind=urban_council&amp;show=list&amp;page=2" in page.content.decode()


def test_a_value_that_no_filter_knows_is_left_out(register, officer, client_of):
    asked = {"district": "xx", "kind": "xx", "stage": "xx", "standing": "xx", "pack": "xx"}

    assert client_of(officer).get(reverse("units:board"), asked).status_code == 200


def test_the_file_holds_what_the_filters_leave_and_the_log_tells(register, officer, client_of):
    Organisation.objects.filter(pk=register["la-a"].pk).update(name_en="=1+1")
    spread([register["hosp-a"], register["la-a"]], at=NOW)
    browser = client_of(officer)

    answer = browser.get(reverse("units:board_export", args=["csv"]))
    book = browser.get(reverse("units:board_export", args=["xlsx"]), {"kind": "hospital"})

    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["name_en"] for line in lines[:2]] == ["'=1+1", "Alpha Hospital"]
    assert "worked example" in lines[2]["unit"]
    with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
        words, sheet = (
            parts.read("xl/sharedStrings.xml").decode(),
            parts.read("xl/worksheets/sheet1.xml").decode(),
        )
    assert "hosp-a" in words
    assert "=1+1" not in words
    assert "<f>" not in sheet
    assert Entry.objects.filter(action="units.board_exported").count() == 2


@pytest.mark.parametrize("number", [5, 60])
def test_its_file_asks_a_constant_number_of_times(
    number, register, officer, client_of, django_assert_max_num_queries
):
    spread(bodies(register, number), at=NOW)
    browser = client_of(officer)
    browser.get(reverse("units:board_export", args=["csv"]))

    with django_assert_max_num_queries(PAGE_QUERIES):
        browser.get(reverse("units:board_export", args=["csv"]))


def test_no_other_form_of_file_is_made(register, officer, client_of):
    assert client_of(officer).get(reverse("units:board_export", args=["pdf"])).status_code == 404
