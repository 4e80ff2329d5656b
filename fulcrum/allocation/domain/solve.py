"""Solve a problem: cheapest exact layer first, ties by lottery, every answer checked before it leaves.

Source: docs/method/placing.md.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

import fulcrum
from fulcrum.allocation.domain import certify, greedy, highs, infeasible, lottery, shadow
from fulcrum.allocation.domain.deadline import Clock, Deadline
from fulcrum.allocation.domain.fingerprint import input_hash
from fulcrum.allocation.domain.highs import Ending
from fulcrum.allocation.domain.maximise import Answer, maximise
from fulcrum.allocation.domain.model import Prepared, prepare
from fulcrum.allocation.domain.problem import BoolArray, Problem
from fulcrum.allocation.domain.result import Method, Result, Status, relative_gap

SHADOW_SECONDS = 3.0
"""Shadow prices are an extra: those not proven by then are left unsaid."""


@dataclass(frozen=True, eq=False)
class Found:
    """A choice among the free organisations: members taken (None without a plan) and how far it is proven."""

    status: Status
    method: Method | None
    taken: BoolArray | None = None
    bound: int | None = None


def solve(
    problem: Problem, *, seconds: float = 60.0, gap: float = 0.0, clock: Clock = time.monotonic
) -> Result:
    """Place exactly `problem.units` units for the highest total score that the quotas allow.

    seconds  the longest time to take; more than 0
    gap      relative distance to the proven bound at which a plan is good enough; 0 asks for the best.
             A plan accepted with a gap above 0 has its ties settled by key, not by lottery.
    """
    if not (isfinite(seconds) and seconds > 0):
        raise ValueError(f"seconds must be more than 0, got {seconds}")
    if not 0 <= gap < 1:
        raise ValueError(f"gap must be at least 0 and below 1, got {gap}")
    deadline = Deadline(seconds, clock)
    prepared, result = best_plan(problem, deadline, gap)
    if result.status is Status.INFEASIBLE:
        result = replace(result, conflicts=infeasible.conflicts(problem, deadline))
    elif result.has_plan:
        time_for_prices = Deadline(min(SHADOW_SECONDS, deadline.left()), clock)
        result = replace(result, quotas=shadow.quota_uses(problem, prepared, result, time_for_prices))
    return replace(result, seconds=deadline.spent())


def best_plan(problem: Problem, deadline: Deadline, gap: float = 0.0) -> tuple[Prepared, Result]:
    """The plan alone, checked, without conflicts and shadow prices."""
    prepared = prepare(problem)
    found = choose(problem, prepared, deadline, gap)
    return prepared, replace(_result(problem, prepared, found), seconds=deadline.spent())


def choose(problem: Problem, prepared: Prepared, deadline: Deadline, gap: float) -> Found:
    """The choice itself: greedy if it is exact here, else the relaxation, else branch and bound."""
    if prepared.is_impossible:
        return Found(Status.INFEASIBLE, None)
    if deadline.has_passed():
        return Found(Status.UNKNOWN, None)
    return greedily(problem, prepared) or by_program(problem, prepared, deadline, gap)


def greedily(problem: Problem, prepared: Prepared) -> Found | None:
    """The greedy choice under nested quotas, if it happens to keep all the others too."""
    model = prepared.model
    ranking = lottery.ranked(problem, prepared)
    class_of_member = prepared.class_of_member()
    cells = model.cell[class_of_member[ranking]]
    for subset in greedy.nested_subsets(model):
        in_order = greedy.choose(model, subset, cells)
        if in_order is None:
            return Found(Status.INFEASIBLE, Method.GREEDY)
        taken = np.zeros(len(ranking), dtype=np.bool_)
        taken[ranking[in_order]] = True
        count = np.bincount(class_of_member[taken], minlength=len(model.size))
        if model.allows(count):
            return Found(Status.OPTIMAL, Method.GREEDY, taken, model.worth(count))
    return None


def by_program(problem: Problem, prepared: Prepared, deadline: Deadline, gap: float) -> Found:
    """The choice by linear program, and by branch and bound where that is fractional."""
    answer = maximise(prepared.model, deadline, gap)
    if answer.ending is Ending.INFEASIBLE:
        return Found(Status.INFEASIBLE, answer.method)
    if answer.count is None or answer.value is None or answer.bound is None:
        return Found(Status.UNKNOWN, answer.method, bound=answer.bound)
    by_key = _first_of_each_class(prepared, answer)
    if answer.value < answer.bound:
        status = Status.GAP if answer.ending is Ending.OPTIMAL else Status.TIME_LIMIT
        return Found(status, answer.method, by_key, answer.bound)
    assert answer.relaxed is not None
    settled = lottery.settle(problem, prepared, answer.relaxed, answer.value, deadline)
    if settled is None:
        return Found(Status.TIME_LIMIT, answer.method, by_key, answer.bound)
    return Found(Status.OPTIMAL, answer.method, settled, answer.bound)


def _first_of_each_class(prepared: Prepared, answer: Answer) -> BoolArray:
    assert answer.count is not None
    rank = np.arange(len(prepared.members)) - np.repeat(prepared.class_start[:-1], prepared.model.size)
    return np.asarray(rank < np.repeat(answer.count, prepared.model.size), dtype=np.bool_)


def _result(problem: Problem, prepared: Prepared, found: Found) -> Result:
    chosen = np.zeros(problem.size, dtype=np.bool_)
    objective = bound = gap = None
    if found.bound is not None:
        bound = found.bound + prepared.mandatory_value
    if found.taken is not None:
        chosen[prepared.members[found.taken]] = True
        chosen |= problem.mandatory
        objective = int(problem.score[chosen].sum())
        broken = certify.check(problem, chosen, objective)
        if broken:
            raise AssertionError(f"the plan fails the independent check: {broken[0]}")
        gap = None if bound is None else relative_gap(objective, bound)
    chosen.setflags(write=False)
    return Result(
        status=found.status,
        chosen=chosen,
        objective=objective,
        bound=bound,
        gap=gap,
        seconds=0.0,
        method=found.method,
        versions=versions(),
        input_hash=input_hash(problem),
    )


def versions() -> dict[str, str]:
    """What computed an answer."""
    return {"fulcrum": fulcrum.__version__, "highs": highs.version(), "numpy": np.__version__}
