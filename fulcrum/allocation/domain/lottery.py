"""Ties: which of the equally good plans is taken is decided by lots drawn from `tie_seed` and key alone.

The lot of an organisation is the number written by the first eight hexadecimal digits of the SHA-256 of
"<tie_seed>:<key>". Among all plans with the best total score, the one with the highest total of lots is taken.
Source: docs/method/placing.md, ties.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import numpy as np

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.face import Face, face
from fulcrum.allocation.domain.highs import Ending
from fulcrum.allocation.domain.lp import Relaxed
from fulcrum.allocation.domain.maximise import maximise
from fulcrum.allocation.domain.model import Level, Model, Prepared
from fulcrum.allocation.domain.problem import BoolArray, IntArray, Problem
from fulcrum.allocation.domain.result import Result
from fulcrum.allocation.domain.ties import ties


def lot(tie_seed: int | str, key: int) -> int:
    """The lot of one organisation, 0 to 4,294,967,295; the higher one wins."""
    return int(sha256(f"{tie_seed}:{key}".encode()).hexdigest()[:8], 16)


def lots(problem: Problem, organisations: IntArray) -> IntArray:
    """(n,) lots of some organisations, by position in the problem."""
    keys = problem.key[organisations].tolist()
    return np.array([lot(problem.tie_seed, key) for key in keys], dtype=np.int64)


def ranked(problem: Problem, prepared: Prepared) -> IntArray:
    """(n,) positions in `prepared.members` from the best down: score, then lot, then key.

    Lots are drawn only where two free organisations have one score.
    """
    score = problem.score[prepared.members]
    _, which, times = np.unique(score, return_inverse=True, return_counts=True)
    tied = np.flatnonzero(times[which] > 1)
    drawn = np.zeros(len(score), dtype=np.int64)
    drawn[tied] = lots(problem, prepared.members[tied])
    return np.lexsort((problem.key[prepared.members], -drawn, -score)).astype(np.int64)


def settle(
    problem: Problem, prepared: Prepared, relaxed: Relaxed, best: int, deadline: Deadline
) -> BoolArray | None:
    """(n,) members taken in the plan that wins the lottery among all plans worth `best`; None out of time."""
    model = prepared.model
    shared = face(model, relaxed, best)
    class_of_member = prepared.class_of_member()
    fixed = np.where(shared.always, model.ceiling, 0)
    taken = shared.always[class_of_member]
    drawn = np.flatnonzero(~(shared.always | shared.never)[class_of_member])
    places = model.places - int(fixed.sum())
    if places == 0 or places == len(drawn):
        taken[drawn] = places > 0
        return np.asarray(taken, dtype=np.bool_)
    by_lot, order = _lottery_model(problem, prepared, shared, fixed, drawn, best)
    answer = maximise(by_lot, deadline, 0.0)
    if answer.ending is not Ending.OPTIMAL or answer.count is None:
        return None
    taken[order[answer.count == 1]] = True
    return np.asarray(taken, dtype=np.bool_)


def _lottery_model(
    problem: Problem, prepared: Prepared, shared: Face, fixed: IntArray, drawn: IntArray, best: int
) -> tuple[Model, IntArray]:
    """A model of the undecided members with lots for values; also the order of its classes."""
    model = prepared.model
    class_of_member = prepared.class_of_member()
    value = lots(problem, prepared.members[drawn])
    cell = model.cell[class_of_member[drawn]]
    sorting = np.lexsort((problem.key[prepared.members[drawn]], -value, cell))
    order = drawn[sorting]
    in_rows = model.counts_in_rows(fixed)
    one = np.ones(len(order), dtype=np.int64)
    level = None
    if not shared.is_exact:
        level = Level(problem.score[prepared.members[order]], best - model.worth(fixed))
    lo = np.where(shared.tight_hi, model.hi, model.lo) - in_rows
    hi = np.where(shared.tight_lo, model.lo, model.hi) - in_rows
    by_lot = replace(
        model,
        value=value[sorting],
        size=one,
        cell=cell[sorting],
        floor=np.zeros_like(one),
        ceiling=one,
        lo=np.maximum(lo, 0),
        hi=hi,
        places=model.places - int(fixed.sum()),
        level=level,
    )
    return by_lot, order


def decided_by_lot(problem: Problem, result: Result, *, seconds: float = 60.0) -> BoolArray:
    """(N,) True for a place of the plan that some other best plan does not give to that organisation.

    Raises ValueError unless the plan is proven best, TimeoutError out of time.
    """
    return result.chosen & ties(problem, result, seconds)


def lost_by_lot(problem: Problem, result: Result, *, seconds: float = 60.0) -> BoolArray:
    """(N,) True for an organisation without a place that some other best plan would give one.

    Raises ValueError unless the plan is proven best, TimeoutError out of time.
    """
    return ~result.chosen & ties(problem, result, seconds)
