"""Every reason that is given is confirmed by solving again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fulcrum.allocation.domain.explain import NEVER, Rank, explain, explain_all
from fulcrum.allocation.domain.problem import NO_LIMIT, NamedQuota
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.tests.domain.placing_cases import (
    enumerate_best,
    family,
    plans,
    problem,
    random_problem,
)


@pytest.fixture
def asked():
    """Two places; the north may have one of them, and c needs 30 points more than b has to spare."""
    return problem([90, 80, 70, 20], 2, [family("area", ["n", "n", "s", "s"], {"n": (None, 1)})])


@pytest.mark.parametrize("kind", ["partition", "nested", "two", "three", "knot"])
def test_margins_are_the_differences_of_best_totals(kind):
    for seed in range(40):
        case = random_problem(seed, kind)
        best = enumerate_best(case)
        if best is None:
            continue
        result = solve(case)
        totals = [(plan, int(case.score[list(plan)].sum())) for plan in plans(case)]

        margin = explain_all(case, result)

        for i in range(case.size):
            otherwise = [total for plan, total in totals if (i in plan) != result.chosen[i]]
            fixed = case.mandatory[i] or case.excluded[i]
            expected = NEVER if fixed or not otherwise else best.total - max(otherwise)
            assert margin[i] == expected, (seed, i)


def test_one_without_a_place_learns_what_it_lacks_and_whom_it_would_displace(asked):
    why = explain(asked, solve(asked), 1)

    assert not why.is_chosen
    assert why.change == 10
    assert (why.leaves, why.comes) == (("o0",), ())
    assert why.binding == (NamedQuota("area", "n", "max", 1),)


def test_one_with_a_place_learns_how_far_it_may_fall_and_who_would_come(asked):
    why = explain(asked, solve(asked), 2)

    assert why.is_chosen
    assert why.change == 50
    assert (why.leaves, why.comes) == ((), ("o3",))


def test_ranks_count_those_that_score_higher_in_the_nation_and_in_each_group(asked):
    why = explain(asked, solve(asked), 3)

    assert why.ranks == (Rank(None, None, 4, 4, 0), Rank("area", "s", 2, 2, 0))


def test_an_excluded_one_has_no_rank_above_anybody():
    asked = problem([9, 5, 5], 1, excluded=[0])

    assert explain(asked, solve(asked), 1).ranks == (Rank(None, None, 1, 2, 1),)


def test_a_mandatory_place_has_no_margin():
    asked = problem([1, 9], 1, mandatory=[0])
    result = solve(asked)

    assert explain_all(asked, result).tolist() == [NEVER, NEVER]
    assert explain(asked, result, 0).is_mandatory
    assert explain(asked, result, 1).change is None


def test_a_place_won_by_lot_says_so():
    asked = problem([5, 5], 1)

    assert explain(asked, solve(asked), 0).is_by_lot
    assert explain(asked, solve(asked), 1).is_by_lot


def test_one_that_a_minimum_elsewhere_keeps_out_is_told_which():
    asked = problem([90, 80, 10], 2, [family("area", ["n", "n", "s"], {"s": (1, None)})])

    assert explain(asked, solve(asked), 1).binding == (NamedQuota("area", "s", "min", 1),)


@pytest.mark.parametrize("kind", ["partition", "two", "three", "knot"])
def test_one_answer_agrees_with_all_answers(kind):
    case = random_problem(8, kind)
    result = solve(case)
    margin = explain_all(case, result)

    singly = [explain(case, result, i).change for i in range(case.size)]

    assert [NEVER if change is None else change for change in singly] == margin.tolist()


def test_a_plan_that_is_not_proven_best_is_not_explained(asked):
    draft = replace(solve(asked), status=Status.GAP)

    with pytest.raises(ValueError, match="gap"):
        explain_all(asked, draft)


@pytest.mark.parametrize("index", [-1, 4])
def test_an_organisation_that_is_not_there_is_refused(asked, index):
    with pytest.raises(ValueError, match=str(index)):
        explain(asked, solve(asked), index)


def test_explanations_that_run_out_of_time_say_so():
    with pytest.raises(TimeoutError):
        explain_all(random_problem(8, "two"), solve(random_problem(8, "two")), seconds=1e-9)


@pytest.mark.parametrize("kind", ["partition", "nested", "two", "three", "knot"])
def test_a_shadow_price_is_what_one_place_more_would_gain(kind):
    for seed in range(12):
        case = random_problem(seed, kind, 9)
        result = solve(case)
        if not result.has_plan:
            continue

        for use in result.quotas:
            looser = enumerate_best(_loosened(case, use.quota))
            assert looser.total - result.objective == use.shadow_price, (seed, use)


def test_slack_counts_the_places_between_plan_and_limit(asked):
    use = solve(asked).quotas[0]

    assert (use.placed, use.slack, use.shadow_price) == (1, 0, 10)


def _loosened(case, quota):
    def looser(f):
        here = np.array([f.name == quota.group and value == quota.value for value in f.values])
        lo = f.lo - (here & (quota.bound == "min"))
        return replace(
            f, lo=lo, hi=f.hi + (here & (quota.bound == "max") & (f.hi < NO_LIMIT)).astype(np.int32)
        )

    return replace(case, families=tuple(looser(f) for f in case.families))
