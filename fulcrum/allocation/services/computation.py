"""From a scenario to an answer with everything that is worked out from it; keeps nothing itself."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from fulcrum.allocation.domain import certify, lottery
from fulcrum.allocation.domain.certainty import Certainty, certainty, unexplained
from fulcrum.allocation.domain.explain import explain_all
from fulcrum.allocation.domain.margins import NEVER
from fulcrum.allocation.domain.problem import BoolArray, IntArray
from fulcrum.allocation.domain.result import Result, Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.domain.states import Stage
from fulcrum.allocation.services.problems import Asked

log = logging.getLogger(__name__)

SECONDS = 120.0
"""Longest time of each step."""

Enter = Callable[[Stage], None]


@dataclass(frozen=True, eq=False)
class Worked:
    """An answer with its explanations; those are None where there is no plan.

    margins  (N,) micro-points, NEVER where no change of score helps; tied (N,) True on either side of a lot
    """

    asked: Asked
    result: Result
    margins: IntArray | None = None
    tied: BoolArray | None = None
    certainty: Certainty | None = None


def compute(asked: Asked, enter: Enter) -> Worked:
    """Solve, explain and check. `enter` is told each step before it begins and may raise to stop.

    Raises AssertionError if the independent checker refuses the plan.
    """
    enter(Stage.SOLVE)
    result = solve(asked.problem, seconds=SECONDS)
    if result.objective is None:
        return Worked(asked, result)
    worked = _explained(asked, result, enter) if result.status is Status.OPTIMAL else _draft(asked, result)
    enter(Stage.CHECK)
    violations = certify.check(asked.problem, result.chosen, result.objective)
    if violations:
        raise AssertionError(f"the checker refuses the engine's plan: {violations}")
    return worked


def _explained(asked: Asked, result: Result, enter: Enter) -> Worked:
    problem = asked.problem
    try:
        enter(Stage.EXPLAIN)
        margins = explain_all(problem, result, seconds=SECONDS)
        by_lot = lottery.decided_by_lot(problem, result, seconds=SECONDS)
        tied = by_lot | lottery.lost_by_lot(problem, result, seconds=SECONDS)
        enter(Stage.CERTAINTY)
        sure = certainty(problem, result, low=asked.low, high=asked.high, by_lot=by_lot, seconds=SECONDS)
    except TimeoutError:
        log.warning("no time to explain a plan", extra={"input": result.input_hash})
        return _draft(asked, result)
    return Worked(asked, result, margins, tied, sure)


def _draft(asked: Asked, result: Result) -> Worked:
    """A plan without reasons: not proven best, or no time to explain it."""
    size = asked.problem.size
    return Worked(
        asked,
        result,
        margins=np.full(size, NEVER, dtype=np.int64),
        tied=np.zeros(size, dtype=np.bool_),
        certainty=unexplained(asked.problem, result),
    )
