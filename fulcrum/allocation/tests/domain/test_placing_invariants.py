"""What must hold for every problem, whatever its numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fulcrum.allocation.domain import certify
from fulcrum.allocation.domain.explain import explain_all
from fulcrum.allocation.domain.margins import NEVER
from fulcrum.allocation.domain.problem import NO_LIMIT, Family, Problem
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.tests.domain.placing_cases import flags, random_problem

problems = st.builds(
    random_problem, st.integers(0, 10**6), st.sampled_from(["partition", "nested", "two", "three", "knot"])
)
seeds = st.integers(0, 10**6)
checked = settings(max_examples=40, deadline=None, derandomize=True)


def keys(asked, result) -> set[int]:
    return set(asked.key[result.chosen].tolist())


@checked
@given(problems)
def test_the_checker_finds_nothing_wrong_and_the_bound_is_never_below_the_total(asked):
    result = solve(asked)

    if result.has_plan:
        assert certify.check(asked, result.chosen, result.objective) == ()
        assert result.bound >= result.objective
        assert not (result.chosen & asked.excluded).any()
        assert (result.chosen | ~asked.mandatory).all()


@checked
@given(problems, seeds)
def test_order_of_rows_names_of_groups_and_ids_never_matter(asked, seed):
    shuffled = retold(asked, np.random.default_rng(seed))

    assert keys(asked, solve(asked)) == keys(shuffled, solve(shuffled))


def retold(asked: Problem, rng) -> Problem:
    """The same problem told by somebody else: other order, other names."""
    order = rng.permutation(asked.size)
    families = [_retold(f, order, rng) for f in asked.families]
    return Problem(
        asked.key[order],
        asked.score[order],
        asked.mandatory[order],
        asked.excluded[order],
        asked.units,
        tuple(families[i] for i in rng.permutation(len(families))),
        asked.tie_seed,
        tuple(f"{rng.integers(10**9)}-{asked.ids[i]}" for i in order),
    )


def _retold(f: Family, order, rng) -> Family:
    new = rng.permutation(len(f.values))
    old = np.argsort(new)
    labels = np.where(f.labels < 0, -1, np.append(new, -1)[f.labels])[order]
    values = tuple(f"{rng.integers(10**9)}-{g}" for g in range(len(new)))
    return Family(f"{rng.integers(10**9)}-{f.name}", labels.astype(np.int32), values, f.lo[old], f.hi[old])


@checked
@given(problems)
def test_a_family_written_twice_changes_nothing(asked):
    twice = replace(
        asked, families=asked.families + tuple(replace(f, name=f"{f.name} again") for f in asked.families)
    )

    once_again = solve(twice)

    assert keys(asked, once_again) == keys(asked, solve(asked))
    assert once_again.objective == solve(asked).objective


@checked
@given(problems, st.integers(2, 900))
def test_scaling_every_score_leaves_the_plan(asked, factor):
    assert keys(asked, solve(replace(asked, score=asked.score * factor))) == keys(asked, solve(asked))


@checked
@given(problems, seeds)
def test_another_seed_changes_tied_places_only_and_never_the_total(asked, seed):
    first, second = solve(asked), solve(replace(asked, tie_seed=seed))

    assert first.objective == second.objective
    if first.has_plan:
        moved = first.chosen ^ second.chosen
        assert (explain_all(asked, first)[moved] == 0).all()


@checked
@given(problems, seeds, st.integers(1, 300_000))
def test_raising_the_score_of_one_with_a_place_never_takes_it_away(asked, seed, rise):
    result = solve(asked)
    placed = np.flatnonzero(result.chosen)
    if len(placed) == 0:
        return
    lucky = placed[seed % len(placed)]

    again = solve(replace(asked, score=asked.score + rise * flags(asked.size, [lucky])))

    assert again.chosen[lucky]


@checked
@given(problems, seeds)
def test_a_rise_of_one_more_than_the_margin_admits_and_of_one_less_does_not(asked, seed):
    result = solve(asked)
    if not result.has_plan:
        return
    margin = explain_all(asked, result)
    without = np.flatnonzero(~result.chosen & (margin < NEVER))
    if len(without) == 0:
        return
    i = without[seed % len(without)]

    assert solve(_shifted(asked, i, margin[i] + 1)).chosen[i]
    assert margin[i] == 0 or not solve(_shifted(asked, i, margin[i] - 1)).chosen[i]


@checked
@given(problems, seeds)
def test_a_fall_of_one_more_than_the_margin_loses_the_place_and_of_one_less_does_not(asked, seed):
    result = solve(asked)
    if not result.has_plan:
        return
    raised = replace(asked, score=asked.score + 2_000_000)
    margin = explain_all(raised, solve(raised))
    placed = np.flatnonzero(result.chosen & (margin < NEVER))
    if len(placed) == 0:
        return
    i = placed[seed % len(placed)]

    assert not solve(_shifted(raised, i, -margin[i] - 1)).chosen[i]
    assert margin[i] == 0 or solve(_shifted(raised, i, 1 - margin[i])).chosen[i]


def _shifted(asked: Problem, i: int, by: int) -> Problem:
    return replace(asked, score=asked.score + int(by) * flags(asked.size, [i]))


@checked
@given(problems, seeds)
def test_a_looser_quota_never_lowers_the_total(asked, seed):
    if not asked.families:
        return
    rng = np.random.default_rng(seed)
    f = asked.families[rng.integers(len(asked.families))]
    g = rng.integers(len(f.values))
    here = flags(len(f.values), [g])
    looser = replace(f, lo=np.maximum(f.lo - here, 0), hi=np.where(f.hi < NO_LIMIT, f.hi + here, f.hi))
    families = tuple(looser if other is f else other for other in asked.families)

    before, after = solve(asked), solve(replace(asked, families=families))

    if before.has_plan:
        assert after.objective >= before.objective


@checked
@given(problems)
def test_an_organisation_that_is_excluded_changes_nothing_by_being_there(asked):
    added = Problem(
        np.append(asked.key, 10**9),
        np.append(asked.score, 999_999),
        np.append(asked.mandatory, False),
        np.append(asked.excluded, True),
        asked.units,
        tuple(
            replace(f, labels=np.append(f.labels, 0 if f.values else -1).astype(np.int32))
            for f in asked.families
        ),
        asked.tie_seed,
        (*asked.ids, "stranger"),
    )

    assert keys(added, solve(added)) == keys(asked, solve(asked))


@checked
@given(problems)
def test_one_more_unit_never_lowers_the_total_when_quotas_leave_room(asked):
    before, after = solve(asked), solve(replace(asked, units=min(asked.units + 1, asked.size)))

    if before.has_plan and after.status is Status.OPTIMAL:
        assert after.objective >= before.objective
