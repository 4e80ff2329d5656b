"""How sure a place is, on cases small enough to see."""

import numpy as np
import pytest

from fulcrum.allocation.domain.certainty import certainty, unexplained
from fulcrum.allocation.domain.lottery import decided_by_lot
from fulcrum.allocation.domain.problem import Problem
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.domain.states import Sureness


def problem(scores, units, mandatory=()):
    size = len(scores)
    return Problem(
        key=np.arange(1, size + 1),
        score=np.array(scores),
        mandatory=np.array([i in mandatory for i in range(size)]),
        excluded=np.zeros(size, dtype=bool),
        units=units,
        families=(),
        tie_seed=1,
        ids=tuple("abcdef"[:size]),
    )


def sureness(asked, low, high):
    result = solve(asked)
    by_lot = decided_by_lot(asked, result)
    return certainty(asked, result, low=np.array(low), high=np.array(high), by_lot=by_lot).sureness


def test_a_place_that_a_rival_could_overtake_is_interchangeable():
    assert sureness(problem([10, 9, 8], 1), [10, 9, 8], [10, 12, 8]) == (Sureness.INTERCHANGEABLE, None, None)


def test_a_place_that_stays_in_the_worst_case_is_certain():
    assert sureness(problem([10, 9, 8], 1), [10, 9, 8], [10, 9, 9]) == (Sureness.CERTAIN, None, None)


def test_equality_in_the_worst_case_is_not_certain():
    assert sureness(problem([10, 9], 1), [10, 9], [10, 10]) == (Sureness.INTERCHANGEABLE, None)


def test_exact_equals_are_by_lot():
    assert sorted(map(str, sureness(problem([9, 9, 9], 2), [9, 9, 9], [9, 9, 9]))) == ["None", "lot", "lot"]


def test_its_own_worst_case_counts_even_where_nobody_else_can_rise():
    assert sureness(problem([10, 9], 1), [5, 9], [10, 9]) == (Sureness.INTERCHANGEABLE, None)


def test_the_mandatory_are_certain_whatever_their_score():
    assert sureness(problem([1, 9, 8], 1, mandatory=(0,)), [0, 9, 8], [1, 9, 8]) == (
        Sureness.CERTAIN,
        None,
        None,
    )


def test_everybody_in_is_certain():
    assert sureness(problem([3, 2], 2), [0, 0], [9, 9]) == (Sureness.CERTAIN, Sureness.CERTAIN)


@pytest.mark.parametrize("seed", range(20))
def test_it_agrees_with_asking_each_worst_case_by_itself(seed):
    random = np.random.default_rng(seed)
    scores = random.integers(5, 15, 6)
    low, high = scores - random.integers(0, 4, 6), scores + random.integers(0, 4, 6)
    asked = problem(scores.tolist(), 3)
    result = solve(asked)
    told = certainty(asked, result, low=low, high=high, by_lot=decided_by_lot(asked, result)).sureness

    for i in np.flatnonzero(result.chosen):
        worst = high.copy()
        worst[i] = low[i]
        others = np.sort(np.delete(worst, i))[::-1]
        stays = worst[i] > others[2]
        assert (told[i] is Sureness.CERTAIN) == stays


def test_a_draft_is_sure_only_of_the_mandatory():
    asked = problem([10, 9, 8], 2, mandatory=(2,))

    assert unexplained(asked, solve(asked)).sureness == (Sureness.INTERCHANGEABLE, None, Sureness.CERTAIN)
