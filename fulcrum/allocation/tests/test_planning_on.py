"""Planning on from a publication: what is settled stays, only the difference is offered."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fulcrum.allocation.domain.replan import LeftOut
from fulcrum.allocation.models import Offer
from fulcrum.allocation.services import offer_cases as cases
from fulcrum.allocation.services import offers, publications, replanning
from fulcrum.allocation.tests.offering import A_DAY, at, chosen, offer_to, plan_on
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Organisation
from fulcrum.units.domain.codes import Origin
from fulcrum.units.models import BlueprintVersion
from fulcrum.units.services import units
from tests.cast import NOW, TODAY, somebody

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def places(published, plan):
    """The four organisations that the first plan places, the mandatory first."""
    return sorted(chosen(plan), key=lambda slug: (not slug.startswith("dsec"), slug))


def head_of(slug):
    return somebody(f"Head{slug.replace('-', '')}", "head", organisation=Organisation.objects.get(slug=slug))


def made_after(publication):
    return set(publication.offers.values_list("organisation__slug", flat=True))


def test_who_accepted_and_who_still_waits_keep_their_place_and_only_the_difference_is_offered(
    published, places, officer, second_officer, need_model
):
    accepted, declined, waiting, also_waiting = places
    offers.accept(offer_to(accepted), by=head_of(accepted), at=NOW)
    offers.decline(offer_to(declined), reason="No.", by=head_of(declined), at=NOW)

    plan = plan_on(published, units=4, officer=officer, need_model=need_model, now=LATER)
    second = publications.publish(plan, by=second_officer, at=LATER)

    assert {accepted, waiting, also_waiting} <= chosen(plan)
    assert declined not in chosen(plan)
    assert len(made_after(second)) == 1
    assert not made_after(second) & set(places)
    assert second.follows == published
    assert Offer.objects.count() == 5


def test_a_mandatory_organisation_that_declined_is_left_out_until_it_is_asked_again(
    published, officer, need_model, register, chief
):
    offers.decline(offer_to("dsec-a"), reason="No.", by=chief, at=NOW)

    without = plan_on(published, units=4, officer=officer, need_model=need_model, now=LATER)
    again = plan_on(
        published, units=4, officer=officer, need_model=need_model, now=LATER, again=[LeftOut.DECLINED]
    )

    assert "dsec-a" not in chosen(without)
    assert "dsec-a" in chosen(again)
    second = publications.publish(again, by=officer, at=LATER)
    assert "dsec-a" in made_after(second)
    assert list(register["dsec-a"].offers.order_by("number").values_list("state", flat=True)) == [
        "declined",
        "open",
    ]


def test_who_put_it_off_is_left_out_until_its_year(published, officer, need_model, chief):
    offers.defer(offer_to("dsec-a"), year=2028, reason="The move.", by=chief, at=NOW)

    for year, is_in in ((2027, False), (2028, True)):
        plan = plan_on(published, units=4, officer=officer, need_model=need_model, now=LATER, year=year)
        assert ("dsec-a" in chosen(plan)) is is_in


def test_a_unit_that_was_recorded_keeps_its_place_even_where_the_model_would_not_give_one(
    published, officer, need_model, register
):
    model = BlueprintVersion.objects.published().filter(code="dtu").first()
    embassy = register["emb-1"]
    units.create(
        embassy, origin=Origin.RECORDED, blueprint=model, began_on=TODAY, basis="letter 3", by=officer, at=NOW
    )

    plan = plan_on(published, units=5, officer=officer, need_model=need_model, now=LATER)

    assert "emb-1" in chosen(plan)


def test_quotas_that_collide_with_what_is_settled_are_named(published, places, officer, need_model):
    for slug in places:
        offers.accept(offer_to(slug), by=head_of(slug), at=NOW)
    quotas = [{"group": "kind", "value": "district_secretariat", "min": None, "max": 1}]

    plan = plan_on(published, units=4, officer=officer, need_model=need_model, now=LATER, quotas=quotas)

    named = {quota["group"] for conflict in plan.conflicts for quota in conflict["quotas"]}
    assert plan.outcome == "infeasible"
    assert named == {"kind", "mandatory"}


def test_an_answer_that_came_in_meanwhile_makes_the_plan_out_of_date(
    published, places, officer, need_model, chief
):
    plan = plan_on(published, units=4, officer=officer, need_model=need_model, now=LATER)
    offers.decline(offer_to("dsec-a"), reason="No.", by=chief, at=LATER)

    with pytest.raises(Refusal, match="plan_out_of_date"):
        publications.publish(plan, by=officer, at=LATER)


def test_an_acceptance_that_came_in_meanwhile_fits_the_plan(published, officer, need_model, chief):
    plan = plan_on(published, units=5, officer=officer, need_model=need_model, now=LATER)
    offers.accept(offer_to("dsec-a"), by=chief, at=LATER)

    second = publications.publish(plan, by=officer, at=LATER)

    assert len(made_after(second)) == 1


def test_a_withdrawn_offer_does_not_come_back_by_a_plan_that_kept_it(published, officer, need_model):
    plan = plan_on(published, units=4, officer=officer, need_model=need_model, now=LATER)
    cases.withdraw(offer_to("dsec-a"), reason="Sent in error.", by=officer, at=LATER)

    with pytest.raises(Refusal, match="plan_out_of_date"):
        publications.publish(plan, by=officer, at=LATER)


def test_who_let_it_lapse_is_left_out_and_the_scenario_says_so(published, officer, need_model):
    late = at(offer_to("dsec-a").answer_by + A_DAY)
    cases.lapse(offer_to("dsec-a"), at=late)

    plan = plan_on(published, units=3, officer=officer, need_model=need_model, now=late)

    key = Organisation.objects.get(slug="dsec-a").pk
    assert [line["why"] for line in plan.scenario.left_out if line["organisation"] == key] == ["lapsed"]


def test_one_plans_on_from_the_newest_publication_only(published, officer, second_officer, need_model):
    plan = plan_on(published, units=5, officer=officer, need_model=need_model, now=LATER)
    publications.publish(plan, by=second_officer, at=LATER)

    with pytest.raises(Refusal, match="published_meanwhile") as told:
        plan_on(published, units=6, officer=officer, need_model=need_model, now=LATER)

    assert told.value.facts["person"] == "Vindya"


def test_nobody_plans_for_a_year_that_is_over(published, officer, need_model):
    with pytest.raises(Refusal, match="year_is_past"):
        replanning.ask(
            "Too late", pack="lk", follows=published, units=4, quotas=[], tie_seed=1, need_model=need_model,
            year=2025, by=officer, at=NOW,
        )  # fmt: skip


def test_a_first_plan_keeps_units_that_stand_already(ready, officer, need_model, register):
    model = BlueprintVersion.objects.published().filter(code="dtu").first()
    left = next(slug for slug in ("la-b", "la-a", "dept-1", "dept-2") if slug not in chosen(ready))
    units.create(
        register[left], origin=Origin.RECORDED, blueprint=model, began_on=TODAY, basis="letter 3",
        by=officer, at=NOW,
    )  # fmt: skip
    with pytest.raises(Refusal, match="plan_out_of_date"):
        publications.publish(ready, by=officer, at=NOW)

    plan = plan_on(None, units=5, officer=officer, need_model=need_model, now=NOW)
    first = publications.publish(plan, by=officer, at=NOW)

    assert left in chosen(plan)
    assert left not in made_after(first)
    assert timezone.localdate(first.published_at) == date(2026, 11, 23)
