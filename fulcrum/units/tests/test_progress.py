"""The page of the roll-out's progress: what it counts, what it says, and how often it asks the database."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fulcrum.registry.models import Organisation
from fulcrum.units import progress
from fulcrum.units.models import BlueprintVersion, Step, Unit
from fulcrum.units.services import blueprints
from fulcrum.units.tests.network import shipped, spread
from tests.cast import NOW, TODAY, somebody

QUERIES = 4


def bodies(register, number):
    """So many more organisations like one of the register."""
    like = register["la-a"]
    made = [
        Organisation(
            key=1000 + count, slug=f"more-{count}", name_en=f"More {count}", kind=like.kind, tier=like.tier,
            sector=like.sector, district=like.district, region=like.region, province=like.province,
            district_basis="source", source=like.source, pack=like.pack, sort_en=f"{count:04x}", path=f"{1000 + count:08d}.",
        )
        for count in range(number)
    ]  # fmt: skip
    return Organisation.objects.bulk_create(made)


def seen(user, **asked):
    return progress.progress(user, **{"pack": "lk", "province": "", "on": TODAY, **asked})


def test_formed_units_are_counted_by_the_day_of_their_gate(register, officer):
    units = spread(bodies(register, 12), at=NOW)

    found = seen(officer)

    formed = [unit for unit in units if unit.formed_on]
    assert (found.units, found.formed, found.target.target.units) == (12, len(formed), 500)
    by_day = {point.on: point.actual for point in found.curve.points}
    middle = sorted(unit.formed_on for unit in formed)[len(formed) // 2]
    assert by_day[TODAY] == len(formed)
    assert by_day[max(day for day in by_day if day < middle)] < len(formed)


def test_the_first_plan_counts_even_when_it_was_moved(register, officer):
    spread(bodies(register, 1), at=NOW)
    before = seen(officer).curve
    last = Step.objects.filter(stage="formed").latest("first_due_on")

    Step.objects.filter(pk=last.pk).update(due_on=last.due_on + timedelta(days=300))

    assert seen(officer).curve.points == before.points


def test_steps_behind_formed_do_not_move_the_plan(register, officer):
    spread(bodies(register, 1), at=NOW)
    before = seen(officer).curve

    Step.objects.filter(stage="operational").update(first_due_on=date(2031, 1, 1))

    assert seen(officer).curve.points == before.points


def test_a_unit_that_another_follows_is_counted_once(register, officer):
    old, new = spread(bodies(register, 2), at=NOW)
    Unit.objects.filter(pk=old.pk).update(standing="closed", closed_on=TODAY, follows=new)

    assert seen(officer).units == 1


def test_a_unit_closed_before_it_was_formed_leaves_its_place(register, officer):
    (unit,) = spread(bodies(register, 1), at=NOW, first_number=7)
    assert unit.formed_on is None
    Unit.objects.filter(pk=unit.pk).update(standing="closed", closed_on=TODAY)

    found = seen(officer)

    assert (found.units, found.curve.not_begun) == (0, 500)


def test_a_province_is_measured_without_the_target_of_the_country(register, officer):
    spread(bodies(register, 6), at=NOW)

    found = seen(officer, province="LK-1")

    assert (found.units, found.target) == (6, None)
    assert seen(officer, province="LK-9").units == 0


def test_the_simulated_country_is_counted_apart(register, officer):
    made = bodies(register, 3)
    Organisation.objects.filter(pk=made[0].pk).update(pack="demo")
    spread(made, at=NOW)

    assert (seen(officer).units, seen(officer, pack="demo").units) == (2, 1)


def test_a_head_sees_the_own_unit_only(register, head):
    spread([register["hosp-a"], register["la-a"]], at=NOW)

    assert seen(head).units == 1


@pytest.mark.parametrize("number", [5, 60])
def test_it_asks_a_constant_number_of_times(number, register, officer, django_assert_max_num_queries):
    spread(bodies(register, number), at=NOW)
    blueprints.read(BlueprintVersion.objects.get(code="dtu", version=1))
    seen(officer)

    with django_assert_max_num_queries(QUERIES):
        seen(officer)


def test_what_is_left_is_a_share_of_the_longest_chain(db):
    model = blueprints.read(shipped(NOW))
    until = {step.code for step in model.steps if step.stage in progress.stages_until_formed(model)}

    assert progress.share_left(model, frozenset(until), frozenset(until)) == 1
    assert progress.share_left(model, frozenset(until), frozenset()) == 0
    assert progress.share_left(model, frozenset(), frozenset()) == 1
    some = progress.share_left(model, frozenset(until), frozenset({"establish-unit"}))
    assert 0 < some < 0.2


def test_the_page_says_too_little_where_too_few_are_finished(register, officer, client):
    spread(bodies(register, 3), at=NOW)
    client.force_login(officer)

    page = client.get(reverse("units:progress")).content.decode()

    assert "Too little to forecast" in page


def test_the_page_foretells_and_holds_the_figures_as_a_table(register, officer, client):
    spread(bodies(register, 40), at=NOW)
    client.force_login(officer)

    page = client.get(reverse("units:progress")).content.decode()

    assert "At the pace so far" in page
    assert "Likely between" in page
    assert page.count("<tr>") > 60


def test_a_country_and_province_nobody_knows_are_left_out(register, officer, client):
    client.force_login(officer)

    assert client.get(reverse("units:progress"), {"pack": "xx", "province": "xx"}).status_code == 200


def test_who_may_not_see_units_sees_no_progress(register, client):
    client.force_login(somebody("Nobody"))

    assert client.get(reverse("units:progress")).status_code == 403
