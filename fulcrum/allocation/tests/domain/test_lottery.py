"""Ties are decided by lots that anybody can draw again."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

from fulcrum.allocation.domain.lottery import decided_by_lot, lost_by_lot, lot
from fulcrum.allocation.domain.problem import Family, Problem
from fulcrum.allocation.domain.result import Method, Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.tests.domain.placing_cases import enumerate_best, family, problem, random_problem
from fulcrum.allocation.tests.domain.test_placing_invariants import keys, retold


def test_a_lot_is_the_first_eight_digits_of_the_published_hash():
    assert lot("2026-colombo", 17) == int(sha256(b"2026-colombo:17").hexdigest()[:8], 16)


def test_a_seed_that_is_a_number_draws_as_its_digits():
    assert lot(7, 12) == lot("7", 12)


def test_of_two_equals_the_one_with_the_higher_lot_is_placed():
    asked = problem([500, 500], 1, seed="s", keys=[3, 8])

    winner = 0 if lot("s", 3) > lot("s", 8) else 1

    assert np.flatnonzero(solve(asked).chosen).tolist() == [winner]


@pytest.mark.parametrize("kind", ["partition", "nested", "two", "three", "knot"])
def test_exactly_the_places_that_best_plans_differ_on_are_by_lot(kind):
    for seed in range(50):
        asked = random_problem(seed, kind)
        best = enumerate_best(asked)
        if best is None:
            continue
        result = solve(asked)
        always = frozenset.intersection(*best.plans)
        ever = frozenset.union(*best.plans)

        won, lost = decided_by_lot(asked, result), lost_by_lot(asked, result)

        assert np.flatnonzero(won).tolist() == [i for i in np.flatnonzero(result.chosen) if i not in always]
        assert np.flatnonzero(lost).tolist() == [i for i in sorted(ever) if not result.chosen[i]]


def test_ties_are_not_claimed_for_a_plan_that_is_not_proven_best():
    asked = problem([2, 1], 1)
    draft = replace(solve(asked), status=Status.TIME_LIMIT)

    with pytest.raises(ValueError, match="time_limit"):
        decided_by_lot(asked, draft)


@pytest.mark.parametrize("step", [50_000, 200_000, 1_000_000])
def test_with_two_thousand_coarse_scores_and_crossing_quotas_only_the_seed_decides(step):
    asked = coarse(2000, 500, step)
    result = solve(asked)
    told = retold(asked, np.random.default_rng(1))
    other = solve(replace(asked, tie_seed="another"))

    assert result.method is not Method.GREEDY
    assert keys(asked, result) == keys(told, solve(told))
    assert other.objective == result.objective
    moved = other.chosen ^ result.chosen
    tied = decided_by_lot(asked, result) | lost_by_lot(asked, result)
    assert moved.any()
    assert not (moved & ~tied).any()


def coarse(n: int, units: int, step: int) -> Problem:
    """Many equal scores under three crossing families of tight quotas."""
    rng = np.random.default_rng(11)
    families = []
    for name, groups in (("province", 9), ("tier", 5), ("sector", 10)):
        labels = rng.integers(0, groups, n).astype(np.int32)
        share = np.bincount(labels, minlength=groups) * units / n
        limits = np.floor(share * 0.97).astype(np.int32), np.ceil(share * 1.03).astype(np.int32)
        families.append(Family(name, labels, tuple(str(g) for g in range(groups)), *limits))
    asked = problem(rng.integers(0, 1_000_001, n) // step * step, units, families, seed="one")
    return replace(asked, key=rng.permutation(10**6)[:n])


def test_a_quota_met_by_lot_only_does_not_make_the_others_a_lottery():
    asked = problem([9, 5, 5, 1], 2, [family("f", [None, "a", "a", None], {"a": (1, 1)})])

    won = decided_by_lot(asked, solve(asked))

    assert won.sum() == 1
    assert not won[0]
