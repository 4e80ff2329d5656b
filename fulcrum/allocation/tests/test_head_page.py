"""The head's page: what is asked of one organisation, which one is shown, and who sees it."""

import pytest
from django.urls import reverse

from fulcrum.allocation import board_source
from fulcrum.allocation.head_reads import of, organisations
from fulcrum.foundation.web import work
from fulcrum.registry.models import Appointment
from fulcrum.units import board
from fulcrum.units.board import Filters
from fulcrum.units.domain.report import Month
from fulcrum.units.models import Unit
from fulcrum.units.services import reports
from fulcrum.units.tests.network import spread
from tests.cast import LONG_AGO, NOW, TODAY, somebody

ADDRESS = "/my-organisation/"
QUERIES = 90


@pytest.fixture
def head_of_two(head, register):
    Appointment.objects.create(
        person=head.person,
        role="head",
        reach="organisation",
        manner="acting",
        begins_on=LONG_AGO,
        made_at=NOW,
        organisation=register["la-a"],
    )
    return head


@pytest.fixture
def reported(register):
    """The units of two organisations, each with a report that waits."""
    spread([register["hosp-a"], register["la-a"]], at=NOW)
    month = Month(TODAY.replace(day=1)).before
    for unit in Unit.objects.select_related("organisation", "blueprint"):
        reports.draft(unit, month, by=None, at=NOW)


def test_the_address_is_the_one_that_letters_name():
    assert reverse("allocation:my_organisation") == ADDRESS


def test_a_head_of_one_organisation_is_shown_all_that_waits(register, head, reported):
    found = of(register["hosp-a"], head, NOW, is_only=True)

    assert len(found.tasks) == len(work.gather(head, NOW).tasks) > 0
    assert found.elsewhere == 0


def test_a_head_of_several_is_shown_what_names_the_one(register, head_of_two, reported):
    found = of(register["la-a"], head_of_two, NOW, is_only=False)

    assert found.tasks
    assert all("Alpha Town Council" in str(task.line.title) for task in found.tasks)
    assert found.elsewhere == len(work.gather(head_of_two, NOW).tasks) - len(found.tasks) > 0


def test_the_unit_stands_there_with_its_stages_and_empty_posts(register, head):
    spread([register["hosp-a"]], at=NOW)
    Unit.objects.get().posts.filter(code__in=["LD", "BP"]).update(vacant_since=TODAY)

    found = of(register["hosp-a"], head, NOW, is_only=True)

    assert (found.unit.posts, found.unit.vacant) == (4, 2)
    assert [stop.state for stop in found.unit.stops][:4] == ["passed", "passed", "here", "next"]


def test_without_anything_the_page_invites_to_ask_for_a_unit(head, client):
    client.force_login(head)

    page = client.get(ADDRESS).content.decode()

    assert "Ask for a unit" in page
    assert page.count('class="button"') == 1


def test_a_cdio_may_not_ask_for_a_unit_and_is_not_invited(register, client):
    cdio = somebody("Cdio", "cdio", organisation=register["hosp-a"])
    client.force_login(cdio)

    page = client.get(ADDRESS).content.decode()

    assert "Alpha Hospital" in page
    assert "Ask for a unit" not in page


def test_the_head_of_several_chooses(head_of_two, client):
    client.force_login(head_of_two)

    assert [body.slug for body in organisations(head_of_two)] == ["hosp-a", "la-a"]
    assert "<h1>Alpha Town Council" in client.get(ADDRESS, {"of": "la-a"}).content.decode()
    assert client.get(ADDRESS, {"of": "hosp-b"}).status_code == 404


@pytest.mark.parametrize("with_units", [False, True])
def test_it_asks_a_bounded_number_of_times(with_units, register, head, client, django_assert_max_num_queries):
    if with_units:
        spread([register["hosp-a"], register["la-a"], register["hosp-b"]], at=NOW)
    client.force_login(head)
    client.get(ADDRESS)

    with django_assert_max_num_queries(QUERIES):
        client.get(ADDRESS)


def test_the_board_knows_who_has_an_offer():
    assert board_source.SOURCE in board._sources


def test_the_board_asks_once_for_offers(officer, register, django_assert_max_num_queries):
    board.board(officer, Filters("lk"))

    with django_assert_max_num_queries(3):
        board.board(officer, Filters("lk"))
