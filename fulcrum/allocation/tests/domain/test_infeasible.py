"""When nothing fits, the rules that collide are named, and the repair that is offered works."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from fulcrum.allocation.domain import precheck
from fulcrum.allocation.domain.precheck import Shortfall
from fulcrum.allocation.domain.problem import NamedQuota
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.domain.rules import rules_of
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.tests.domain.placing_cases import enumerate_best, family, problem, random_problem

KINDS = ("partition", "nested", "two", "three", "knot")


def quarrelsome(seed: int, kind: str):
    """A small problem whose quotas were tightened here and there by somebody who did not look."""
    asked = random_problem(seed, kind, 9)
    rng = np.random.default_rng(seed + 999)
    return replace(asked, families=tuple(_tightened(f, rng) for f in asked.families))


def _tightened(f, rng):
    lo, hi = f.lo.copy(), f.hi.copy()
    for _ in range(2):
        lo[rng.integers(len(lo))] += rng.integers(0, 3)
        g = rng.integers(len(hi))
        hi[g] = min(hi[g], rng.integers(0, 3))
    return replace(f, lo=lo, hi=hi)


def can_be_kept(asked, rules: dict[NamedQuota, int]) -> bool:
    """Whether some choice of eligible organisations keeps these rules, each giving way by its number."""
    eligible = np.flatnonzero(~asked.excluded).tolist()
    choices = (set(c) for size in range(len(eligible) + 1) for c in combinations(eligible, size))
    counted = {rule: _counted(asked, rule) for rule in rules}
    return any(
        all(
            len(choice & counted[rule]) >= rule.limit - by
            if rule.bound == "min"
            else len(choice & counted[rule]) <= rule.limit + by
            for rule, by in rules.items()
        )
        for choice in choices
    )


def _counted(asked, rule) -> set[int]:
    if rule.is_rule:
        return (
            set(np.flatnonzero(asked.mandatory).tolist())
            if rule.group == "mandatory"
            else set(range(asked.size))
        )
    f = next(f for f in asked.families if f.name == rule.group)
    return set(np.flatnonzero(f.labels == f.values.index(rule.value)).tolist())


@pytest.mark.parametrize("kind", KINDS)
def test_every_named_set_collides_and_would_not_without_any_one_member(kind):
    for seed in range(14):
        asked = quarrelsome(seed, kind)
        result = solve(asked)
        if result.status is not Status.INFEASIBLE:
            assert enumerate_best(asked) is not None
            continue

        assert result.conflicts, seed
        for conflict in result.conflicts:
            assert not can_be_kept(asked, dict.fromkeys(conflict.quotas, 0)), seed
            for left_out in conflict.quotas:
                rest = [rule for rule in conflict.quotas if rule != left_out]
                assert can_be_kept(asked, dict.fromkeys(rest, 0)), (seed, left_out)


@pytest.mark.parametrize("kind", KINDS)
def test_when_every_rule_gives_way_as_offered_a_plan_exists(kind):
    for seed in range(20):
        asked = quarrelsome(seed, kind)
        result = solve(asked)
        if result.status is not Status.INFEASIBLE:
            continue
        offered = dict.fromkeys(rules_of(asked).named, 0)
        for conflict in result.conflicts:
            offered.update(zip(conflict.quotas, conflict.relax_by, strict=True))

        assert can_be_kept(asked, offered), seed


def test_a_maximum_below_the_mandatory_ones_is_named_with_them():
    tiers = ["4", "4", "4", "1", "1"]
    asked = problem([1, 2, 3, 4, 5], 4, [family("tier", tiers, {"4": (None, 1)})], mandatory=[0, 1, 2])

    (conflict,) = solve(asked).conflicts

    assert set(conflict.quotas) == {
        NamedQuota("tier", "4", "max", 1),
        NamedQuota("mandatory", None, "min", 3),
    }
    assert conflict.relax_by[conflict.quotas.index(NamedQuota("tier", "4", "max", 1))] == 2


def test_quotas_give_way_before_the_mandatory_and_the_number_of_units():
    asked = problem(
        [1, 2, 3], 2, [family("f", ["a", "a", "b"], {"a": (None, 1), "b": (None, 0)})], mandatory=[2]
    )

    for conflict in solve(asked).conflicts:
        for rule, by in zip(conflict.quotas, conflict.relax_by, strict=True):
            assert by == 0 or not rule.is_rule


def test_too_few_eligible_ones_leave_only_the_number_of_units_to_give_way():
    (conflict,) = solve(problem([1, 2, 3], 2, excluded=[0, 1])).conflicts

    assert conflict.quotas == (NamedQuota("units", None, "min", 2),)
    assert conflict.relax_by == (1,)


def test_a_minimum_on_a_value_nobody_has_is_infeasible_and_named():
    (conflict,) = solve(problem([1, 2], 1, [family("f", ["a", "a"], {"z": (1, None)})])).conflicts

    assert conflict.quotas == (NamedQuota("f", "z", "min", 1),)


def test_quotas_that_only_halves_could_keep_are_named():
    odd = [family(n, labels, {"x": (None, 1)}) for n, labels in _triangle()]
    asked = problem([1, 1, 1, 1], 3, odd)

    result = solve(asked)

    assert result.status is Status.INFEASIBLE
    assert {rule.group for rule in result.conflicts[0].quotas} == {"ab", "bc", "ac", "units"}


def _triangle():
    return [
        ("ab", ["x", "x", None, None]),
        ("bc", [None, "x", "x", None]),
        ("ac", ["x", None, "x", None]),
    ]


def test_conflicts_do_not_depend_on_the_order_of_rows():
    asked = quarrelsome(2, "three")
    order = np.arange(asked.size)[::-1]
    turned = replace(
        asked,
        key=asked.key[order],
        score=asked.score[order],
        mandatory=asked.mandatory[order],
        excluded=asked.excluded[order],
        ids=tuple(asked.ids[i] for i in order),
        families=tuple(replace(f, labels=f.labels[order]) for f in asked.families),
    )

    assert solve(turned).conflicts == solve(asked).conflicts


@pytest.mark.parametrize(
    ("labels", "limits", "units", "roles", "shortfall"),
    [
        ("aab", {"a": (3, 2)}, 2, {}, Shortfall.MINIMUM_ABOVE_MAXIMUM),
        ("aab", {"a": (2, None)}, 2, {"excluded": [0]}, Shortfall.MINIMUM_ABOVE_ELIGIBLE),
        ("aab", {"a": (None, 1)}, 2, {"mandatory": [0, 1]}, Shortfall.MANDATORY_ABOVE_MAXIMUM),
        ("aab", {"a": (2, None), "b": (1, None)}, 2, {}, Shortfall.MINIMUMS_ABOVE_UNITS),
        ("aab", {"a": (None, 1), "b": (None, 0)}, 2, {}, Shortfall.MAXIMUMS_BELOW_UNITS),
        ("aab", {}, 3, {"excluded": [0]}, Shortfall.TOO_FEW_ELIGIBLE),
        ("aab", {}, 1, {"mandatory": [0, 1]}, Shortfall.TOO_MANY_MANDATORY),
    ],
)
def test_counting_finds_what_does_not_add_up(labels, limits, units, roles, shortfall):
    asked = problem([1] * len(labels), units, [family("f", list(labels), limits)], **roles)

    found = precheck.check(asked)

    assert shortfall in [finding.shortfall for finding in found]
    assert all("{" not in str(finding) for finding in found)
    assert solve(asked).status is Status.INFEASIBLE


@pytest.mark.parametrize("kind", KINDS)
def test_counting_never_cries_wolf(kind):
    for seed in range(60):
        asked = random_problem(seed, kind)
        if precheck.check(asked):
            assert solve(asked).status is Status.INFEASIBLE, seed
