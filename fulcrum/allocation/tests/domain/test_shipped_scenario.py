"""The shipped scenario: its quotas follow from the rules it states, and it has a proven plan of 500."""

import math
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from fulcrum.allocation.domain.facts import OrganisationFacts
from fulcrum.allocation.domain.need import mandatory, score
from fulcrum.allocation.domain.problem import NO_LIMIT, Family, Problem
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.domain.scenario_content import load_scenario
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.tests.domain.published import SCENARIO, facts, model, organisation

SCENARIO_V1 = load_scenario(SCENARIO.read_text(encoding="utf-8"))
GROUPS = ("province", "district", "tier", "kind", "sector")
NO_SEAT = "seat-not-stated"


def quotas(group: str) -> dict[str, tuple[int | None, int | None]]:
    return {each.value: (each.least, each.most) for each in SCENARIO_V1.quotas if each.group == group}


def groups(body: OrganisationFacts) -> dict[str, str]:
    atlas, place = facts().atlas, body.district or body.region
    return {
        "province": atlas.around(place, "province") or NO_SEAT,
        "district": body.district or NO_SEAT,
        "tier": body.tier,
        "kind": body.kind,
        "sector": body.sector,
    }


def share(code: str) -> Fraction:
    """The mean of a region's share of the people and of the divisional secretariats."""
    atlas = facts().atlas

    def people(region: str) -> Fraction:
        return Fraction(atlas.figure(region, "population", 2024).value)

    divisions = [each.code for each in atlas.regions() if each.level == "division"]
    inside = sum(each.startswith(code) for each in divisions)
    return (people(code) / people("LK") + Fraction(inside, len(divisions))) / 2


@cache
def best_plan() -> tuple[list[OrganisationFacts], dict[str, int], Status]:
    """Who has a place, every score, and how the engine ended."""
    problem = shipped_problem()
    result = solve(problem)
    bodies = [organisation(slug) for slug, has in zip(problem.ids, result.chosen, strict=True) if has]
    return bodies, dict(zip(problem.ids, problem.score.tolist(), strict=True)), result.status


@cache
def shipped_problem() -> Problem:
    scores = {slug: each.points for slug, each in score(model(), facts()).items()}
    return _problem([each for each in facts().organisations if each.slug in scores], scores)


@pytest.fixture
def chosen() -> tuple[list[OrganisationFacts], dict[str, int], Status]:
    return best_plan()


def _problem(bodies: list[OrganisationFacts], scores: dict[str, int]) -> Problem:
    return Problem(
        key=np.arange(1, len(bodies) + 1),
        score=np.array([scores[body.slug] for body in bodies]),
        mandatory=np.array([mandatory(model(), body) is not None for body in bodies]),
        excluded=np.zeros(len(bodies), dtype=bool),
        units=SCENARIO_V1.units,
        families=tuple(_family(group, bodies) for group in GROUPS),
        tie_seed=SCENARIO_V1.tie_seed,
        ids=tuple(body.slug for body in bodies),
    )


def _family(group: str, bodies: list[OrganisationFacts]) -> Family:
    labels = [groups(body)[group] for body in bodies]
    values = tuple(sorted(set(labels)))
    limits = [quotas(group).get(value, (None, None)) for value in values]
    return Family(
        name=group,
        labels=np.array([values.index(label) for label in labels]),
        values=values,
        lo=np.array([least or 0 for least, _ in limits]),
        hi=np.array([NO_LIMIT if most is None else most for _, most in limits]),
    )


def test_the_lottery_starts_from_the_census_of_2024():
    assert facts().atlas.figure("LK", "population", 2024).value == Decimal(SCENARIO_V1.tie_seed)


def test_every_quota_names_a_group_value_that_some_organisation_has():
    for group in GROUPS:
        assert set(quotas(group)) <= {groups(body)[group] for body in facts().organisations}


def test_quotas_of_provinces_follow_from_people_and_offices():
    for code, limits in quotas("province").items():
        if code != NO_SEAT:
            places = share(code) * 400
            assert limits == (math.floor(places * Fraction(8, 10)), math.ceil(places * Fraction(12, 10)))


def test_quotas_of_districts_follow_from_people_and_offices_with_a_floor_of_six():
    assert len(quotas("district")) == 25
    for code, limits in quotas("district").items():
        places = share(code) * 370
        least, most = math.floor(places * Fraction(7, 10)), math.ceil(places * Fraction(13, 10))
        assert limits == (max(6, least), max(9, most))


def test_the_plan_has_500_places_and_is_proven_best(chosen):
    bodies, _, status = chosen

    assert status is Status.OPTIMAL
    assert len(bodies) == 500


def test_the_plan_keeps_every_quota(chosen):
    for group in GROUPS:
        placed = Counter(groups(body)[group] for body in chosen[0])
        for value, (least, most) in quotas(group).items():
            assert (least or 0) <= placed[value] <= (NO_LIMIT if most is None else most), (group, value)


def test_each_district_has_its_secretariat_and_each_ministry_has_a_place(chosen):
    kinds = Counter(body.kind for body in chosen[0])

    assert kinds["district_secretariat"] == 25
    assert kinds["ministry"] == 25


def test_few_places_fall_to_the_lottery(chosen):
    """Places among bodies equal in score and every group, of which some have a place and some have none."""
    bodies, scores, _ = chosen
    placed = {body.slug for body in bodies}
    classes: dict[tuple[object, ...], list[str]] = {}
    for body in facts().organisations:
        if body.slug in scores:
            classes.setdefault((scores[body.slug], *groups(body).values()), []).append(body.slug)

    split = [members for members in classes.values() if 0 < len(placed.intersection(members)) < len(members)]

    assert sum(len(placed.intersection(members)) for members in split) <= 25
