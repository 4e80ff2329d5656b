"""The engine against the slow way: every plan of a small problem is tried."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.highs import Ending, MipRun
from fulcrum.allocation.domain.model import prepare
from fulcrum.allocation.domain.result import Method, Status
from fulcrum.allocation.domain.solve import by_program, solve
from fulcrum.allocation.tests.domain.placing_cases import (
    enumerate_best,
    family,
    lottery_winner,
    problem,
    random_problem,
)

KINDS = ("none", "partition", "nested", "two", "three", "knot")


def hosts(result) -> frozenset[int]:
    return frozenset(np.flatnonzero(result.chosen).tolist())


@pytest.mark.parametrize("kind", KINDS)
def test_it_finds_the_best_total_and_the_winner_of_the_lottery(kind):
    for seed in range(60):
        asked = random_problem(seed, kind)
        best = enumerate_best(asked)

        result = solve(asked)

        if best is None:
            assert result.status is Status.INFEASIBLE, seed
            continue
        assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, best.total, best.total), (
            seed
        )
        assert hosts(result) == lottery_winner(asked, best), seed


@pytest.mark.parametrize("kind", KINDS)
def test_the_programs_agree_with_trying_every_plan_where_greedy_would_do_too(kind):
    for seed in range(120, 160):
        asked = random_problem(seed, kind)
        best = enumerate_best(asked)
        prepared = prepare(asked)
        if prepared.is_impossible:
            assert best is None
            continue

        found = by_program(asked, prepared, Deadline(60.0), 0.0)

        if best is None:
            assert found.status is Status.INFEASIBLE, seed
            continue
        taken = frozenset(prepared.members[found.taken].tolist()) | set(
            np.flatnonzero(asked.mandatory).tolist()
        )
        assert taken == lottery_winner(asked, best), seed


def test_all_three_layers_are_met_by_these_cases():
    met = Counter(solve(random_problem(seed, "knot")).method for seed in range(50))

    assert min(met[method] for method in Method) >= 1


def test_one_nested_family_is_chosen_greedily():
    districts = ["a", "a", "b", "b", "c", "c"]
    provinces = ["n", "n", "n", "n", "s", "s"]
    asked = problem(
        [9, 8, 7, 6, 5, 4],
        3,
        [family("district", districts, {"a": (None, 1)}), family("province", provinces, {"n": (None, 2)})],
    )

    result = solve(asked)

    assert result.method is Method.GREEDY
    assert hosts(result) == {0, 2, 4}


def test_a_family_that_does_not_bind_leaves_the_choice_greedy():
    asked = problem(
        [9, 8, 7, 6],
        2,
        [
            family("f", ["a", "a", "b", "b"], {"a": (None, 1)}),
            family("g", ["x", "y", "x", "y"], {"x": (1, 2)}),
        ],
    )

    assert solve(asked).method is Method.GREEDY


def test_an_organisation_without_a_value_counts_towards_no_quota_of_that_family():
    asked = problem([9, 8, 7], 2, [family("f", [None, "a", "a"], {"a": (None, 1)})])

    assert hosts(solve(asked)) == {0, 1}


@pytest.mark.parametrize(
    ("scores", "units", "expected"),
    [([], 0, set()), ([5, 4], 0, set()), ([5, 4], 2, {0, 1}), ([0, 0], 2, {0, 1}), ([7], 1, {0})],
)
def test_the_smallest_problems_have_their_plain_answer(scores, units, expected):
    result = solve(problem(scores, units))

    assert (result.status, hosts(result), result.gap) == (Status.OPTIMAL, expected, 0.0)
    assert result.objective == result.bound == sum(scores[i] for i in expected)


def test_no_units_and_no_organisations_can_still_break_a_minimum():
    empty = problem([], 0, [family("f", [], {"a": (1, None)})])

    result = solve(empty)

    assert result.status is Status.INFEASIBLE
    assert [quota.value for quota in result.conflicts[0].quotas] == ["a"]


def test_when_everything_is_excluded_only_no_units_can_be_placed():
    assert solve(problem([5, 4], 0, excluded=[0, 1])).status is Status.OPTIMAL
    assert solve(problem([5, 4], 1, excluded=[0, 1])).status is Status.INFEASIBLE


def test_when_everything_placed_is_mandatory_there_is_nothing_to_choose():
    result = solve(problem([5, 4, 9], 2, mandatory=[0, 1]))

    assert hosts(result) == {0, 1}


def test_a_total_of_the_highest_scores_is_exact():
    n = 60
    scores = [1_000_000_000 - i for i in range(n)]
    labels = ["ab"[i % 2] for i in range(n)]
    others = ["xyz"[i % 3] for i in range(n)]
    asked = problem(
        scores, 30, [family("f", labels, {"a": (None, 13)}), family("g", others, {"x": (None, 8)})]
    )

    result = solve(asked)

    assert result.status is Status.OPTIMAL
    assert result.objective == result.bound == sum(scores[i] for i in hosts(result))


def test_sifting_gives_the_plan_of_the_whole_program(monkeypatch):
    cases = [random_problem(seed, kind) for seed in range(200, 230) for kind in ("two", "three", "knot")]
    whole = [solve(case) for case in cases]

    monkeypatch.setattr("fulcrum.allocation.domain.lp._SIFT_ABOVE", 0)
    monkeypatch.setattr("fulcrum.allocation.domain.lp._TOP_OF_CELL", 1)
    sifted = [solve(case) for case in cases]

    assert [hosts(result) for result in sifted] == [hosts(result) for result in whole]
    assert [result.bound for result in sifted] == [result.bound for result in whole]


def test_nothing_given_is_changed():
    asked = random_problem(3, "three")
    before = [asked.key.copy(), asked.score.copy(), *(f.labels.copy() for f in asked.families)]

    solve(asked)

    after = [asked.key, asked.score, *(f.labels for f in asked.families)]
    assert all(np.array_equal(old, new) for old, new in zip(before, after, strict=True))


class Steps:
    """A clock that moves by one second each time it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_without_time_the_answer_is_unknown_and_claims_nothing():
    result = solve(random_problem(3, "two"), seconds=0.5, clock=Steps())

    assert (result.status, result.objective, result.bound, result.gap) == (Status.UNKNOWN, None, None, None)
    assert not result.chosen.any()


def test_when_time_ends_at_the_lottery_the_plan_is_kept_but_not_called_settled(monkeypatch):
    tied = next(case for seed in range(400) if solve(case := random_problem(seed, "two")).method is Method.LP)
    monkeypatch.setattr("fulcrum.allocation.domain.lottery.settle", lambda *given: None)

    result = solve(tied)

    assert result.status is Status.TIME_LIMIT
    assert result.objective == result.bound


def test_when_time_ends_in_branch_and_bound_the_plan_at_hand_is_kept(monkeypatch):
    knotted = next(
        case
        for seed in range(400)
        if solve(case := random_problem(seed, "knot"), gap=0.5).status is Status.GAP
    )
    monkeypatch.setattr("fulcrum.allocation.domain.mip._Search.run", _stopped)

    result = solve(knotted)

    assert result.status is Status.TIME_LIMIT
    assert result.objective < result.bound
    assert result.gap > 0


def _stopped(*given):
    return MipRun(Ending.STOPPED, None, None)


@pytest.mark.parametrize(
    ("option", "value"), [("seconds", 0), ("seconds", float("nan")), ("gap", -0.1), ("gap", 1)]
)
def test_a_senseless_limit_is_refused_with_its_value(option, value):
    with pytest.raises(ValueError, match=str(value)):
        solve(problem([1], 1), **{option: value})


def test_a_gap_is_kept_and_said():
    for seed in range(60):
        asked = random_problem(seed, "knot")
        best = enumerate_best(asked)
        if best is None:
            continue

        result = solve(asked, gap=0.05)

        assert result.status in (Status.OPTIMAL, Status.GAP)
        assert best.total <= result.bound <= result.objective * 1.05 + 1
        assert result.gap == pytest.approx((result.bound - result.objective) / result.objective)


def test_the_hash_of_the_input_follows_its_content_only():
    asked = random_problem(5, "two")
    other = replace(asked, score=asked.score + np.eye(1, asked.size, dtype=np.int64)[0])

    assert solve(asked).input_hash == solve(random_problem(5, "two")).input_hash
    assert solve(asked).input_hash != solve(other).input_hash
