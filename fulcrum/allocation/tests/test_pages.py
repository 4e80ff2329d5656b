"""What the pages of a plan say, to whom, and with how many statements."""

import csv
import io
import json
import zipfile

import pytest
from django.urls import reverse

from fulcrum.allocation.models import Plan, Scenario
from fulcrum.allocation.services import plans


@pytest.mark.parametrize(
    "address", ["allocation:home", "allocation:plan", "allocation:need", "allocation:proof"]
)
def test_every_page_carries_the_fixed_line(address, plan, client):
    page = client.get(reverse(address)).content.decode()

    assert "It is not a decision of the Government of Sri Lanka or its agencies." in page


def test_without_a_plan_the_first_page_says_so_instead_of_failing(client, db):
    response = client.get(reverse("allocation:home"))

    assert response.status_code == 503
    assert "There is no plan yet" in response.content.decode()


def test_the_list_shows_the_chosen_and_on_request_the_others(plan, client):
    chosen = client.get(reverse("allocation:plan")).context["page"].paginator.count
    others = client.get(reverse("allocation:plan"), {"which": "not"}).context["page"].paginator.count
    everybody = client.get(reverse("allocation:plan"), {"which": "all"}).context["page"].paginator.count

    assert (chosen, others, everybody) == (4, 4, 8)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"search": "alpha hosp", "which": "all"}, {"Alpha Hospital"}),
        ({"kind": "urban_council", "which": "all"}, {"Alpha Town Council", "Beta Town Council"}),
        ({"district": "LK-12", "kind": "hospital", "which": "all"}, {"Beta Hospital"}),
        (
            {"district": "seat-not-stated", "which": "all"},
            {"Department of Invented Affairs", "Department of Imagined Affairs"},
        ),
        ({"search": "nothing like this", "which": "all"}, set()),
    ],
)
def test_filters_narrow_the_list(query, names, plan, client):
    page = client.get(reverse("allocation:plan"), query).context["page"]

    assert {place.organisation.name_en for place in page} == names


@pytest.mark.parametrize(
    "query",
    [{"page": "0"}, {"page": "x"}, {"page": "999"}, {"kind": "';--"}, {"sureness": "no"}, {"search": "\x00"}],
)
def test_nonsense_in_the_address_does_no_harm(query, plan, client):
    assert client.get(reverse("allocation:plan"), query).status_code == 200


def test_why_not_names_the_full_group_and_the_rise_needed(plan, client):
    left_out = plan.places.get(organisation__kind="hospital", is_chosen=False).organisation

    page = client.get(reverse("allocation:why", args=[left_out.slug])).content.decode()

    assert "Kind: Hospital: at most 1 places, and they are taken." in page
    assert "Why it has no place" in page


def test_why_of_an_ineligible_body_gives_the_rule(plan, client):
    page = client.get(reverse("allocation:why", args=["emb-1"])).content.decode()

    assert "Not eligible" in page
    assert "Missions abroad" in page


def test_the_export_holds_what_the_list_shows_and_the_fixed_line(plan, client):
    text = client.get(reverse("allocation:plan_export", args=["csv"])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    head = next(number for number, row in enumerate(rows) if row and row[0] == "Key")

    assert "not a decision of the Government" in rows[0][1]
    assert len(rows) - head - 1 == 4


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_export(plan, register, client):
    register["dsec-a"].name_en = '=HYPERLINK("http://x.invalid")'
    register["dsec-a"].save(update_fields=["name_en"])

    text = client.get(reverse("allocation:plan_export", args=["csv"])).content.decode("utf-8-sig")

    assert ",\"'=HYPERLINK" in text
    assert ',"=HYPERLINK' not in text


def test_the_workbook_opens_and_the_json_tells_the_certificate(plan, client):
    workbook = client.get(reverse("allocation:plan_export", args=["xlsx"])).content
    told = json.loads(client.get(reverse("allocation:plan_export", args=["json"])).content)

    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(workbook)).namelist()
    assert (told["objective"], told["bound"], len(told["places"])) == (plan.objective, plan.bound, 4)


def test_an_unknown_kind_of_export_does_not_exist(plan, client):
    assert client.get(reverse("allocation:plan_export", args=["exe"])).status_code == 404


def test_the_published_problem_gives_the_same_plan_again(plan, client):
    from fulcrum.allocation.domain import problem_file
    from fulcrum.allocation.domain.solve import solve

    problem = problem_file.read(client.get(reverse("allocation:problem")).content)
    result = solve(problem)

    again = {int(key) for key, chosen in zip(problem.key, result.chosen, strict=True) if chosen}
    assert again == set(plan.places.filter(is_chosen=True).values_list("organisation_id", flat=True))


def test_colliding_quotas_are_told_in_words(need_model, officer, client, now):
    scenario = Scenario.objects.create(
        name="Too much",
        units=3,
        tie_seed=1,
        need_model=need_model,
        by=officer,
        at=now,
        quotas=[{"group": "kind", "value": "hospital", "min": 9, "max": None}],
    )
    plan = Plan.objects.create(scenario=scenario, asked_at=now)
    plans.run(plan, at=now)
    client.force_login(officer)

    page = client.get(reverse("allocation:scenario", args=[plan.pk])).content.decode()

    assert "Quotas collide" in page
    assert "Kind “Hospital”: at least 9." in page


def test_a_wrong_scenario_is_sent_back_with_what_is_wrong(plan, officer, client):
    client.force_login(officer)
    data = {"name": "", "units": "900", "tie_seed": "1", "min-kind-hospital": "3", "max-kind-hospital": "2"}

    response = client.post(reverse("allocation:new_scenario"), data)

    page = response.content.decode()
    assert response.status_code == 422
    assert "This field is required." in page
    assert "Ensure this value is less than or equal to 8." in page
    assert "The least, 3, is above the most, 2." in page
    assert not Scenario.objects.filter(by=officer).exists()


@pytest.mark.parametrize(
    ("address", "most"),
    [("allocation:home", 15), ("allocation:plan", 14), ("allocation:need", 12), ("allocation:proof", 6)],
)
def test_pages_keep_their_query_budget(address, most, plan, client, django_assert_max_num_queries):
    client.get(reverse(address))

    with django_assert_max_num_queries(most):
        client.get(reverse(address))


def test_more_scenarios_than_a_page_holds_stay_within_reach(plan, officer, client, now):
    Plan.objects.bulk_create(Plan(scenario=plan.scenario, asked_at=now) for _ in range(60))
    client.force_login(officer)

    first = client.get(reverse("allocation:scenarios"))
    second = client.get(reverse("allocation:scenarios"), {"page": "2"})

    assert "?page=2" in first.content.decode()
    assert "?page=1" in second.content.decode()
    assert len(first.context["plans"]) + len(second.context["plans"]) == 61
