"""The real country and the simulated one beside it: each has its own scores and plan, and neither reaches the other."""

import csv
import io
import json

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulcrum.allocation import need_facts, queries
from fulcrum.allocation.models import Place, Plan, Scenario, Score, ScoreRun
from fulcrum.allocation.services import plans, scores
from fulcrum.allocation.tests.simulating import simulate
from fulcrum.foundation.audit.models import Entry
from fulcrum.registry.models import IndicatorValue, Organisation, Region
from fulcrum.registry.models.organisation import path_step
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED
from fulcrum.registry.services import calendars
from tests.cast import NOW, TODAY

PUBLIC = [
    ("allocation:home", []),
    ("allocation:plan", []),
    ("allocation:need", []),
    ("allocation:proof", []),
    ("allocation:problem", []),
    ("allocation:plan_export", ["csv"]),
    ("allocation:plan_export", ["json"]),
    ("allocation:why", ["hosp-b"]),
    ("registry:organisations", []),
    ("registry:organisation", ["hosp-b"]),
    ("registry:districts", []),
    ("registry:district", ["LK-11"]),
    ("api:plan", []),
    ("api:places", []),
]


def made():
    """How many rows there are of everything that simulating makes."""
    models = (Organisation, Region, IndicatorValue, ScoreRun, Score, Scenario, Plan, Place, Entry)
    return {model.__name__: model.objects.count() for model in models}


def told(client):
    return {
        (name, *rest): client.get(reverse(name, args=rest), headers={"host": "localhost"}).content
        for name, rest in PUBLIC
    }


def added(pack, kind="hospital", *, district=None, parent=None):
    """One more organisation in this register."""
    like = Organisation.objects.filter(pack=pack).first()
    key = 990_000_001
    return Organisation.objects.create(
        key=key,
        path=(parent.path if parent else "") + path_step(key),
        slug="one-more",
        name_en="One more",
        kind=kind,
        tier="national",
        sector="01",
        parent=parent,
        district=district,
        source=like.source,
        pack=pack,
    )


# the real country, with the other one beside it


def test_nothing_that_is_shown_of_the_real_country_changes_with_the_simulated_one_beside_it(plan, client):
    shipped = calendars.SHIPPED.read_text(encoding="utf-8")
    calendars.load(shipped, file="lk.yaml", by=None, at=NOW, dry_run=False)
    before = told(client)

    simulate()

    after = told(client)
    assert [address for address in before if before[address] != after[address]] == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["hospital", "department", "district_secretariat", "urban_council"]),
    is_seated_in_real_district=st.booleans(),
    is_below_real_body=st.booleans(),
)
def test_adding_a_simulated_organisation_changes_no_real_score(
    ilmara, need_model, register, kind, is_seated_in_real_district, is_below_real_body
):
    before = scores.run(need_model, by=None, at=NOW)
    district = Region.objects.get(code="LK-11" if is_seated_in_real_district else "IL-11")
    parent = register["dept-1"] if is_below_real_body else None

    with transaction.atomic():
        added(SIMULATED, kind, district=district, parent=parent)
        after = scores.run(need_model, by=None, at=NOW)
        transaction.set_rollback(True)

    assert after == before


def test_adding_a_real_organisation_or_figure_changes_no_simulated_score(ilmara, need_model, register):
    added(COUNTRY_PACK)
    IndicatorValue.objects.create(
        indicator="population",
        value=21_781_800,
        unit="persons",
        year=2024,
        period="2024",
        statistic="published",
        source=register["hosp-a"].source,
        pack=COUNTRY_PACK,
    )

    again = scores.run(need_model, pack=SIMULATED, by=None, at=NOW)

    assert again == ilmara.score_run


def test_a_simulated_figure_of_the_whole_country_is_none_of_the_real_one(ilmara, register):
    before = need_facts.read(TODAY)
    IndicatorValue.objects.create(
        indicator="population",
        value=1,
        unit="persons",
        year=2024,
        period="2024",
        statistic="derived",
        source_id="S-DEMO",
        pack=SIMULATED,
    )

    assert need_facts.read(TODAY).atlas.region("LK") == before.atlas.region("LK")
    assert need_facts.read(TODAY, SIMULATED).atlas.region("IL").figures["population", 2024].value == 1


# the simulated country


def test_every_fact_of_the_simulated_country_is_its_own(ilmara, register):
    facts = need_facts.read(TODAY, SIMULATED)

    sources = {figure.source for region in facts.atlas.regions() for figure in region.figures.values()}
    assert sources == {"S-DEMO"}
    assert {region.code[:2] for region in facts.atlas.regions()} == {"IL"}
    assert {body.source for body in facts.organisations} == {"S-DEMO"}


def test_the_figures_of_the_simulated_country_are_those_of_its_provinces_together(ilmara):
    atlas = need_facts.read(TODAY, SIMULATED).atlas
    provinces = [region for region in atlas.regions() if region.level == "province"]

    people = sum(province.figures["population", 2024].value for province in provinces)
    poverty = [province.figures["poverty_headcount_index", 2019].value for province in provinces]
    assert atlas.figure("IL", "population", 2024).value == people
    assert min(poverty) <= atlas.figure("IL", "poverty_headcount_index", 2019).value <= max(poverty)


def test_no_score_of_the_simulated_country_speaks_of_the_real_one(ilmara, register):
    lines = [line for score in ilmara.score_run.scores.all() for line in score.lines]

    assert {line["source"] for line in lines} <= {"S-DEMO", ""}
    assert not [line for line in lines if "LK" in str(line["facts"].get("codes", ""))]
    assert "Sri Lanka" not in json.dumps(lines)


def test_reading_either_register_takes_four_queries(ilmara, register, django_assert_num_queries):
    for pack in (COUNTRY_PACK, SIMULATED):
        with django_assert_num_queries(4):
            need_facts.read(TODAY, pack)


def test_its_plan_is_proven_best_and_keeps_the_quotas_of_its_districts(ilmara):
    by_district = {
        count.value: count.chosen for count in queries.counts_by(ilmara, "district") if count.value
    }

    assert (ilmara.outcome, ilmara.places.filter(is_chosen=True).count()) == ("optimal", 40)
    assert len(by_district) == 9
    assert all(3 <= chosen <= 5 for chosen in by_district.values())
    assert not ilmara.places.exclude(organisation__pack=SIMULATED).exists()


def test_simulating_twice_changes_nothing(ilmara):
    before = made()

    line = simulate()

    assert made() == before
    assert "already" in line


def test_one_plan_of_each_country_is_shown(plan, ilmara, need_model, now):
    asked = {"name": "Two", "pack": SIMULATED, "units": 9, "tie_seed": 1, "need_model": need_model, "at": now}
    other = Plan.objects.create(scenario=Scenario.objects.create(**asked), asked_at=now)
    plans.run(other, at=now)

    plans.show_as_worked_example(other, at=now)

    assert (queries.shown(COUNTRY_PACK), queries.shown(SIMULATED)) == (plan, other)


# its pages


def test_its_public_pages_say_that_it_is_simulated_and_speak_of_no_real_body(plan, ilmara, client):
    for name in ("plan", "need", "proof"):
        page = client.get(reverse(f"allocation:{name}"), {"pack": "demo"}).content.decode()

        assert "a country that does not exist" in page, name
        assert "LK-1" not in page, name
        assert "Alpha Hospital" not in page, name


def test_its_districts_are_listed_because_it_has_no_map(ilmara, client):
    page = client.get(reverse("allocation:plan"), {"pack": "demo"})

    text = page.content.decode()
    assert page.context["map"] is None
    assert "All places of the plan by district" in text
    assert text.count("pack=demo&amp;district=IL-") == 9


def test_its_list_stays_with_it_when_it_is_narrowed_and_leafed_through(ilmara, client):
    asked = {"pack": "demo", "district": "IL-11", "which": "all"}

    page = client.get(reverse("allocation:plan"), asked)
    whole = client.get(reverse("allocation:plan"), {"pack": "demo", "which": "all"})

    assert {place.organisation.district_id for place in page.context["page"]} == {"IL-11"}
    assert '<input type="hidden" name="pack" value="demo">' in page.content.decode()
    assert "pack=demo" in whole.context["after"]


def test_a_register_that_does_not_exist_is_the_real_one(plan, ilmara, client):
    page = client.get(reverse("allocation:plan"), {"pack": "atlantis"})

    assert page.context["plan"] == plan


def test_why_is_told_from_the_plan_of_the_organisations_own_register(plan, ilmara, register, client):
    place = ilmara.places.filter(is_chosen=True).select_related("organisation").first()

    simulated = client.get(reverse("allocation:why", args=[place.organisation.slug]))
    real = client.get(reverse("allocation:why", args=["hosp-b"]))

    assert (simulated.context["plan"], real.context["plan"]) == (ilmara, plan)
    assert "a country that does not exist" in simulated.content.decode()
    assert "a country that does not exist" not in real.content.decode()


def test_the_page_of_a_simulated_organisation_shows_its_need_and_place(plan, ilmara, client):
    place = ilmara.places.filter(is_chosen=True).select_related("organisation").first()

    page = client.get(reverse("registry:organisation", args=[place.organisation.slug])).content.decode()
    listed = client.get(reverse("registry:organisations"), {"pack": "demo"}).content.decode()

    assert "Its need and its place in the plan" in page
    assert "Place in the plan" in listed


def test_its_files_carry_their_own_line_and_name(ilmara, client):
    asked = {"pack": "demo"}
    table = client.get(reverse("allocation:plan_export", args=["csv"]), asked)
    told = json.loads(client.get(reverse("allocation:plan_export", args=["json"]), asked).content)
    problem = json.loads(client.get(reverse("allocation:problem"), asked).content)

    first = next(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert first[1].startswith("Simulated")
    assert "simulated-plan" in table["Content-Disposition"]
    assert (told["is_simulated"], len(told["places"])) == (True, 40)
    assert problem["units"] == 40


def test_rows_of_the_api_say_whether_they_are_simulated(plan, ilmara, client):
    real, simulated = (client.get(reverse("api:plan"), {"pack": pack}).json() for pack in ("", "demo"))
    rows = client.get(reverse("api:places"), {"pack": "demo"}).json()["items"]

    assert (real["is_simulated"], simulated["is_simulated"]) == (False, True)
    assert (real["places"], simulated["places"]) == (4, 40)
    assert {row["is_simulated"] for row in rows} == {True}


@pytest.mark.parametrize(("name", "most"), [("plan", 14), ("need", 14), ("proof", 6)])
def test_its_pages_keep_the_query_budget_of_the_real_ones(
    name, most, ilmara, client, django_assert_max_num_queries
):
    client.get(reverse(f"allocation:{name}"), {"pack": "demo"})

    with django_assert_max_num_queries(most):
        client.get(reverse(f"allocation:{name}"), {"pack": "demo"})
