"""Officers ask about the real country or the simulated one, and see which."""

import pytest
from django.urls import reverse

from fulcrum.allocation import queries
from fulcrum.allocation.models import Scenario
from fulcrum.allocation.services import plans, scenarios
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED
from tests.cast import somebody


def test_an_officer_asks_about_the_simulated_country_with_its_own_districts(plan, ilmara, officer, client):
    client.force_login(officer)
    address = reverse("allocation:new_scenario") + "?pack=demo"
    form = client.get(address).content.decode()

    data = {"name": "Try", "units": "9", "tie_seed": "1", "max-district-IL-11": "2"}
    client.post(address, data)

    asked = Scenario.objects.get(name="Try")
    assert "min-district-IL-11" in form
    assert "min-district-LK-11" not in form
    assert (asked.pack, asked.quotas) == (
        SIMULATED,
        [{"group": "district", "value": "IL-11", "min": None, "max": 2}],
    )


def test_a_new_scenario_starts_in_the_register_of_the_one_it_starts_from(plan, ilmara, officer, client):
    client.force_login(officer)

    from_simulated = client.get(reverse("allocation:new_scenario"), {"from": ilmara.pk})
    usual = client.get(reverse("allocation:new_scenario"))

    assert from_simulated.context["start"].scenario.pack == SIMULATED
    assert usual.context["start"] == plan


@pytest.mark.parametrize(("pack", "units"), [(COUNTRY_PACK, 3), (SIMULATED, 9)])
def test_a_person_of_the_demonstration_may_compute_for_either_country(pack, units, ilmara, need_model, now):
    visitor = somebody("Visitor", "programme_officer")
    visitor.is_demonstration = True
    visitor.save(update_fields=["is_demonstration"])

    asked = scenarios.ask(
        "Try", units=units, quotas=[], tie_seed=1, need_model=need_model, pack=pack, by=visitor, at=now
    )

    plans.run(asked, at=now)
    asked.refresh_from_db()
    assert {place.organisation.pack for place in asked.places.select_related("organisation")} == {pack}


def test_a_person_of_the_demonstration_reads_which_plans_they_can_publish(plan, ilmara, officer, client):
    officer.is_demonstration = True
    officer.save(update_fields=["is_demonstration"])
    client.force_login(officer)

    page = client.get(reverse("allocation:new_scenario")).content.decode()

    assert "you can publish plans of the simulated one only" in page


def test_the_list_of_scenarios_marks_those_of_the_simulated_country_and_can_be_narrowed(
    plan, ilmara, officer, client
):
    client.force_login(officer)
    address = reverse("allocation:scenarios")

    everything = client.get(address).content.decode()
    packs = {
        pack: {row.scenario.pack for row in client.get(address, {"pack": pack}).context["plans"]}
        for pack in (COUNTRY_PACK, SIMULATED)
    }

    assert everything.count("mark-simulated") == 1
    assert packs == {COUNTRY_PACK: {COUNTRY_PACK}, SIMULATED: {SIMULATED}}


def test_a_simulated_plan_has_its_page_and_nothing_real_on_it(plan, ilmara, register, officer, client):
    client.force_login(officer)
    page = client.get(reverse("allocation:scenario", args=[ilmara.pk]))
    stranger = client.get(reverse("allocation:scenario_why", args=[ilmara.pk, "hosp-b"]))

    text = page.content.decode()
    assert "a country that does not exist" in text
    assert f"/scenarios/{ilmara.pk}/?pack=demo&amp;district=IL-11" in text
    assert page.context["changes"] is None
    assert stranger.status_code == 404


def test_a_plan_is_compared_with_the_shown_plan_of_its_own_country(plan, ilmara, officer, need_model, now):
    asked = scenarios.ask(
        "Try", units=9, quotas=[], tie_seed=1, need_model=need_model, pack=SIMULATED, by=officer, at=now
    )
    plans.run(asked, at=now)
    asked.refresh_from_db()

    changes = queries.changes(asked)

    assert {body.pack for body in [*changes.gained, *changes.lost]} == {SIMULATED}


@pytest.mark.parametrize(("name", "most"), [("scenarios", 17), ("new_scenario", 26)])
def test_the_officers_pages_keep_their_query_budget_with_two_countries(
    name, most, plan, ilmara, officer, client, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(reverse(f"allocation:{name}"), {"pack": "demo"})

    with django_assert_max_num_queries(most):
        client.get(reverse(f"allocation:{name}"), {"pack": "demo"})
