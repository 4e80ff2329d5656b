"""The shipped need model on the shipped register: who is eligible, and what single bodies get and why."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from fulcrum.allocation.domain.criteria import Basis, State
from fulcrum.allocation.domain.eligibility import Ineligible
from fulcrum.allocation.domain.likeness import alike
from fulcrum.allocation.domain.need import Line, eligible, mandatory, score, score_one
from fulcrum.allocation.tests.domain.published import facts, model, organisation


@pytest.fixture(scope="module")
def scores():
    return score(model(), facts())


def line(slug: str, criterion: str) -> Line:
    found = score_one(model(), organisation(slug), facts().atlas)
    return next(each for each in found.lines if each.criterion == criterion)


def refused_by(slug: str) -> str:
    verdict = eligible(model(), organisation(slug))
    return verdict.rule.id if isinstance(verdict, Ineligible) else ""


def test_exactly_the_25_district_secretariats_are_mandatory():
    must = [each for each in facts().organisations if mandatory(model(), each)]

    assert len(must) == 25
    assert {each.kind for each in must} == {"district_secretariat"}


def test_a_closed_body_is_not_eligible_and_a_closed_district_secretariat_not_mandatory():
    closed = replace(organisation("dsec-11"), is_closed=True)

    verdict = eligible(model(), closed)

    assert isinstance(verdict, Ineligible)
    assert verdict.rule.id == "closed"
    assert mandatory(model(), closed) is None


def test_no_diplomatic_mission_is_eligible():
    missions = [each for each in facts().organisations if each.subkind == "diplomatic_mission"]

    assert len(missions) == 63
    assert all(refused_by(each.slug) == "diplomatic-mission" for each in missions)


@pytest.mark.parametrize(
    ("slug", "rule"),
    [
        ("nat-university-of-colombo-school-of-computing", "part-of-university"),
        ("nat-boc-travels-pvt-ltd", "subsidiary"),
        ("nat-financial-intelligence-unit", "part-of-body"),
        ("nat-clean-sri-lanka-presidential-task-force", "temporary"),
        ("nat-sri-lanka-army", "armed-services"),
        ("nat-national-defence-college", "defence-college"),
        ("nat-department-of-fiscal-policy", "unconfirmed"),
        ("min-defence", ""),
        ("nat-sir-john-kotelawala-defence-university", ""),
    ],
)
def test_who_is_not_eligible_follows_from_a_rule(slug, rule):
    assert refused_by(slug) == rule


def test_every_rule_of_eligibility_but_closing_matches_somebody_today():
    used = {refused_by(each.slug) for each in facts().organisations} - {""}

    assert used == {rule.id for rule in model().eligibility} - {"closed"}


def test_every_eligible_organisation_and_nobody_else_has_a_score(scores):
    assert set(scores) == {each.slug for each in facts().organisations if not refused_by(each.slug)}


def test_a_divisional_secretariat_serves_its_whole_division():
    found = line("divsec-1103", "population_served")

    assert (found.state, found.basis, found.note) == (State.MEASURED, Basis.SOURCE, "serves_whole_region")
    assert found.value == 292_089
    assert (found.year, found.source) == (2024, "S-CENSUS24")


def test_a_local_authority_with_sure_divisions_gets_their_people_marked_inferred():
    found = line("la-001", "population_served")

    assert (found.state, found.basis) == (State.MEASURED, Basis.INFERRED)
    assert found.facts["regions"] == "Colombo, Thimbirigasyaya"
    assert found.value == 292_089 + 217_118


def test_a_local_authority_without_sure_divisions_gets_its_share_of_the_district_and_a_range():
    found = line("la-050", "population_served")

    assert organisation("la-050").district == "LK-21"
    assert (found.state, found.note, found.facts["peers"]) == (State.RANGE, "shares_district", 22)
    assert found.value == round(Decimal(1_461_895) / 22)
    assert (found.value_low, found.value_high) == (2_000, 153_329)


def test_the_two_health_regions_of_one_district_share_it_and_a_single_one_has_it_whole():
    ampara, kandy = (f"Regional Directorate of Health Services, {place}" for place in ("Ampara", "Kandy"))
    slugs = {each.name: each.slug for each in facts().organisations if each.name in (ampara, kandy)}

    assert line(slugs[ampara], "population_served").state is State.RANGE
    assert line(slugs[ampara], "population_served").facts["peers"] == 2
    assert line(slugs[kandy], "population_served").note == "only_one_in_district"
    assert line(slugs[kandy], "population_served").value == 1_461_895


def test_a_hospitals_people_are_a_range_of_which_the_middle_value_counts():
    found = line("hosp-pjf0007047", "population_served")

    assert (found.state, found.value) == (State.RANGE, None)
    assert (found.value_low, found.value_high) == (3_158, 594_751)
    assert abs(2 * found.points - found.low - found.high) <= 1  # each end is rounded for itself


def test_how_many_a_national_department_reaches_is_open():
    found = line("nat-department-of-pensions", "population_served")

    assert (found.low, found.points, found.high) == (0, 100_000, 200_000)


@pytest.mark.parametrize(
    ("code", "name", "people", "poverty"),
    [
        ("42", "Mannar", 123_756, "8.0"),
        ("43", "Vavuniya", 172_312, "13.9"),
        ("44", "Mullaitivu", 122_619, "44.5"),
        ("45", "Kilinochchi", 136_710, "26.4"),
    ],
)
def test_the_four_northern_districts_get_their_own_figures(code, name, people, poverty):
    assert organisation(f"dsec-{code}").name.endswith(name)
    assert line(f"dsec-{code}", "population_served").value == people
    assert line(f"dsec-{code}", "poverty").value == Decimal(poverty)


def test_poverty_of_a_division_is_that_of_its_district_give_or_take_half_the_spread_of_the_province():
    """The districts beside it run from 2.3 (Colombo) to 12.2 (Kalutara): half the spread is 4.95."""
    found = line("divsec-1303", "poverty")

    assert (found.state, found.basis, found.note) == (State.RANGE, Basis.INFERRED, "stands_in")
    assert found.value == Decimal("12.2")
    assert (found.value_low, found.value_high) == (Decimal("7.25"), Decimal("17.15"))


def test_a_stand_in_never_goes_below_nothing():
    assert line("divsec-1103", "poverty").value_low == 0


def test_education_of_a_division_founded_after_the_census_is_that_of_its_district():
    found = line("divsec-9119", "education")

    assert (found.note, found.facts["regions"]) == ("stands_in", "Ratnapura")
    assert found.value_low < found.value < found.value_high


def test_criteria_without_data_are_listed_without_weight(scores):
    open_lines = [each for each in scores["dsec-11"].lines if each.state is State.NOT_YET_MEASURED]

    assert len(open_lines) == 7
    assert all((each.weight, each.points, each.high) == (0, 0, 0) for each in open_lines)


def test_sure_divisions_lie_in_the_authoritys_own_district():
    for slug, codes in model().divisions.items():
        district = organisation(slug).district
        assert {facts().atlas.region(code).parent for code in codes} == {district}


def test_authorities_with_and_without_sure_divisions_fare_alike(scores):
    """Not knowing an authority's area neither helps nor hurts: the medians differ by less than three points of a hundred."""
    sabhas = [each.slug for each in facts().organisations if each.kind == "pradeshiya_sabha"]
    sure = sorted(scores[slug].points for slug in sabhas if slug in model().divisions)
    open_ = sorted(scores[slug].points for slug in sabhas if slug not in model().divisions)

    assert abs(sure[len(sure) // 2] - open_[len(open_) // 2]) < 30_000


def test_look_alikes_share_score_and_every_value(scores):
    groups = alike(scores, facts())

    assert groups[0].size == 72
    assert (groups[0].kind, groups[0].sector) == ("statutory_body", "04")
    assert max(Counter(slug for group in groups for slug in group.members).values()) == 1
    for group in groups:
        lines = {
            tuple((each.value, each.low, each.points, each.high) for each in scores[slug].lines)
            for slug in group.members
        }
        assert len(lines) == 1


def test_essential_service_follows_from_kind_and_sector_and_never_from_a_name():
    criterion = next(each for each in model().criteria if each.id == "essential_service")

    assert all("slug" not in row.match.any_of for row in criterion.measure.rows)
