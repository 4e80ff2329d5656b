"""Best whole plan of one model: the relaxation first, branch and bound only where that is fractional."""

from __future__ import annotations

from dataclasses import dataclass

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.dive import dive
from fulcrum.allocation.domain.highs import Ending
from fulcrum.allocation.domain.lp import Relaxed, SiftedLp
from fulcrum.allocation.domain.mip import solve_all, solve_whole
from fulcrum.allocation.domain.model import Model
from fulcrum.allocation.domain.problem import IntArray
from fulcrum.allocation.domain.result import Method


@dataclass(frozen=True, eq=False)
class Answer:
    """A plan with its proof.

    ending   OPTIMAL: proven within the gap asked for; STOPPED: out of time, perhaps with a plan
    count    (k,) taken per class, None without a plan
    relaxed  the relaxation, None where it was not solved
    """

    ending: Ending
    method: Method
    count: IntArray | None = None
    value: int | None = None
    bound: int | None = None
    relaxed: Relaxed | None = None


def maximise(model: Model, deadline: Deadline, gap: float) -> Answer:
    """Best whole plan of a model, proven, or the best found when time ends."""
    if model.level is not None:
        plan = solve_all(model, deadline)
        return Answer(plan.ending, Method.MIP, plan.count, plan.value, plan.bound)
    lp = SiftedLp(model, deadline)
    relaxed = lp.solve()
    if isinstance(relaxed, Ending):
        return Answer(relaxed, Method.LP)
    return from_relaxed(lp, model, relaxed, deadline, gap)


def from_relaxed(lp: SiftedLp, model: Model, relaxed: Relaxed, deadline: Deadline, gap: float) -> Answer:
    """The same when `lp` has solved the relaxation already."""
    count = relaxed.whole_plan(model)
    method = Method.MIP if count is None else Method.LP
    if count is None:
        count = dive(lp, model, relaxed)
    if count is not None and model.worth(count) == relaxed.whole_bound:
        value = model.worth(count)
        return Answer(Ending.OPTIMAL, method, count, value, value, relaxed)
    plan = solve_whole(model, relaxed, count, deadline, gap)
    return Answer(plan.ending, Method.MIP, plan.count, plan.value, plan.bound, relaxed)
