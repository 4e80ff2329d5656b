"""The home of a unit: its stages, what is asked now, its next gate, its history, and how often it asks the database."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fulcrum.units import home, plan_chart, plan_reads
from fulcrum.units.models import MonthlyReport, StagePassage, Step, Unit, UnitEvent
from fulcrum.units.tests.network import spread
from fulcrum.units.tests.test_progress import bodies
from tests.cast import NOW, TODAY, somebody

QUERIES = 18


@pytest.fixture
def unit(register):
    (made,) = spread([register["hosp-a"]], at=NOW)
    return Unit.objects.select_related("organisation", "blueprint").get(pk=made.pk)


def seen(unit, user):
    return home.of(unit, user, TODAY)


def test_the_rail_tells_what_is_passed_where_it_is_and_what_is_next(unit, head):
    stops = seen(unit, head).stops

    states = [stop.state for stop in stops]
    assert states == ["passed", "passed", "here", "next", *["ahead"] * (len(stops) - 4)]
    assert [bool(stop.href) for stop in stops] == [True, True, True, True, *[False] * (len(stops) - 4)]
    assert all(stop.note for stop in stops[:3])


def test_a_gate_that_waits_is_told_on_the_rail_and_asked_first(unit, head):
    StagePassage.objects.create(unit=unit, stage="nominated", verdict="waiting", asked_at=NOW)

    found = seen(unit, head)

    assert found.stops[3].note == "waits for a decision"
    assert "waits for a decision" in found.asked[0].title


def test_an_amber_gate_tells_its_last_day(unit, head):
    StagePassage.objects.filter(unit=unit, stage="agreed").update(
        verdict="amber", deadline=TODAY + timedelta(days=9)
    )

    assert "2 December 2026" in seen(unit, head).stops[2].note


def test_only_steps_that_wait_for_nothing_are_asked_the_latest_first(unit, head):
    titles = [each.title for each in seen(unit, head).asked]

    assert "Name the lead" in titles
    assert "Nominate the members" not in titles


def test_empty_posts_are_asked_for_by_name(unit, head):
    unit.posts.filter(code__in=["LD", "SD"]).update(vacant_since=TODAY - timedelta(days=3))

    found = seen(unit, head)

    asked = next(each for each in found.asked if each.title == "Fill the posts")
    assert asked.text == "2 posts are empty: Lead, Support and infrastructure"
    assert found.vacant == 2


def test_the_report_of_a_past_month_waits_and_a_signed_one_does_not(unit, head):
    past = MonthlyReport.objects.create(unit=unit, month="2026-10-01", state="draft", drafted_at=NOW)

    assert any("October 2026" in each.title for each in seen(unit, head).asked)

    MonthlyReport.objects.filter(pk=past.pk).update(state="signed", signed_at=NOW)
    assert not any("October 2026" in each.title for each in seen(unit, head).asked)


def test_a_closed_unit_is_asked_nothing(unit, head):
    Unit.objects.filter(pk=unit.pk).update(standing="closed", closed_on=TODAY)
    unit.refresh_from_db()

    found = seen(unit, head)

    assert (found.asked, found.gate) == ([], None)


def test_the_history_names_the_stage_and_the_reason(unit, head):
    UnitEvent.objects.create(
        unit=unit, kind="stage_passed", on=TODAY, at=NOW, reason="All is there", facts={"stage": "agreed"}
    )

    first = seen(unit, head).history[0]

    assert (first.title, first.text, first.tone) == (
        "A gate was passed",
        "Head agreed · All is there",
        "good",
    )


@pytest.mark.parametrize("events", [1, 30])
def test_it_asks_a_constant_number_of_times(events, unit, head, django_assert_max_num_queries):
    UnitEvent.objects.bulk_create(
        UnitEvent(unit=unit, kind="member_joined", on=TODAY, at=NOW) for _ in range(events)
    )
    seen(unit, head)

    with django_assert_max_num_queries(QUERIES):
        seen(unit, head)


def test_the_page_shows_a_unit_to_its_head_and_not_to_another(unit, head, register, client):
    other = somebody("Other", "head", organisation=register["la-a"])
    address = reverse("units:unit", args=[unit.number])

    client.force_login(head)
    page = client.get(address).content.decode()
    client.force_login(other)

    assert "What is asked now" in page
    assert "The next gate: Members nominated" in page
    assert client.get(address).status_code == 404


def test_the_chart_marks_what_is_done_what_is_late_and_what_moved(unit):
    late = Step.objects.get(unit=unit, code="name-lead")
    late.due_on, late.starts_on = TODAY - timedelta(days=5), TODAY - timedelta(days=20)
    late.save(update_fields=["due_on", "starts_on"])

    chart = plan_chart.of(plan_reads.of(unit, TODAY), TODAY)

    by_name = {bar.name: bar for bar in chart.bars}
    assert by_name["Sign the agreement"].state == "done"
    assert by_name["Name the lead"].moved is not None
    assert by_name["Sign the agreement"].moved is None
    assert all(0 <= bar.x <= 1000 and bar.x + bar.width <= 1000.2 for bar in chart.bars)
    assert len(chart.months) <= plan_chart.MOST_MONTHS


def test_a_plan_without_days_has_no_chart(unit):
    Step.objects.filter(unit=unit).delete()

    assert plan_chart.of(plan_reads.of(unit, TODAY), TODAY) is None


@pytest.mark.parametrize("number", [3, 55])
def test_the_list_of_units_asks_a_constant_number_of_times(
    number, register, officer, client, django_assert_max_num_queries
):
    spread(bodies(register, number), at=NOW)
    client.force_login(officer)
    client.get(reverse("units:units"))

    with django_assert_max_num_queries(16):
        page = client.get(reverse("units:units"))

    assert f"{number} units" in page.content.decode()


def test_a_gate_is_not_asked_for_while_something_of_it_is_missing(unit, head):
    assert not any(each.title.startswith("Ask to pass") for each in seen(unit, head).asked)
