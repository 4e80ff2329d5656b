"""How sure each place of a plan is, when what is not yet measured may turn out either way.

Source: docs/method/placing.md, "How sure a place is".
"""

from dataclasses import dataclass, replace

import numpy as np

from fulcrum.allocation.domain.explain import explain_all
from fulcrum.allocation.domain.problem import BoolArray, IntArray, Problem
from fulcrum.allocation.domain.result import Result, Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.domain.states import Sureness


@dataclass(frozen=True, eq=False)
class Certainty:
    """The sureness of every place.

    sureness  one per organisation, None where it has no place
    """

    sureness: tuple[Sureness | None, ...]

    def count(self, kind: Sureness) -> int:
        """Number of places that are this sure."""
        return sum(1 for each in self.sureness if each is kind)


def certainty(
    problem: Problem,
    result: Result,
    *,
    low: IntArray,
    high: IntArray,
    by_lot: BoolArray,
    seconds: float = 60.0,
) -> Certainty:
    """Sort the places of `result` into certain, interchangeable and by lot.

    low, high  (N,) micro-points, the range of each score
    by_lot     (N,) True for a place that some other best plan gives to somebody else

    A place is certain if it stays when the score of its organisation is the lowest of its range and that of
    every other the highest. With all scores at their highest, an organisation keeps its place under a fall of
    less than its margin; so one solution and its margins answer for all places at once.
    """
    worst = replace(problem, score=np.asarray(high, dtype=np.int64))
    answer = solve(worst, seconds=seconds)
    stays = np.zeros(problem.size, dtype=bool)
    if answer.status is Status.OPTIMAL:
        margins = explain_all(worst, answer, seconds=seconds)
        stays = answer.chosen & (np.asarray(high) - np.asarray(low) < margins)
    stays |= problem.mandatory
    return Certainty(
        tuple(
            _sureness(bool(has), bool(lot), bool(stay))
            for has, lot, stay in zip(result.chosen, by_lot, stays, strict=True)
        )
    )


def unexplained(problem: Problem, result: Result) -> Certainty:
    """The sureness of a plan that is not proven best: only what must be in is certain."""
    return Certainty(
        tuple(
            _sureness(bool(has), False, bool(must))
            for has, must in zip(result.chosen, problem.mandatory, strict=True)
        )
    )


def _sureness(has_place: bool, lot: bool, stays: bool) -> Sureness | None:
    if not has_place:
        return None
    if stays:
        return Sureness.CERTAIN
    return Sureness.LOT if lot else Sureness.INTERCHANGEABLE
