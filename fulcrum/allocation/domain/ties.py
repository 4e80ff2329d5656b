"""Who has, or lacks, a place only because of the lottery: the plans with the best total differ on them."""

from __future__ import annotations

import numpy as np

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.face import face
from fulcrum.allocation.domain.model import Model, prepare
from fulcrum.allocation.domain.probe import Probe
from fulcrum.allocation.domain.problem import BoolArray, IntArray, Problem
from fulcrum.allocation.domain.result import Result, Status


def ties(problem: Problem, result: Result, seconds: float) -> BoolArray:
    """(N,) True where some plan with the best total takes the organisation and another does not.

    Only classes that the prices leave open are asked about, and none twice: every plan found on the way is
    a witness for all that it takes or leaves differently.
    """
    if result.status is not Status.OPTIMAL:
        raise ValueError(f"ties are known for a plan proven best, this one is {result.status}")
    prepared = prepare(problem)
    class_of_member = prepared.class_of_member()
    tied = np.zeros(problem.size, dtype=np.bool_)
    if len(prepared.members) == 0:
        return tied
    taken = result.chosen[prepared.members]
    count = np.bincount(class_of_member[taken], minlength=len(prepared.model.size))
    is_tied = _tied_classes(prepared.model, count, Deadline(seconds))
    tied[prepared.members[is_tied[class_of_member]]] = True
    return tied


def _tied_classes(model: Model, count: IntArray, deadline: Deadline) -> BoolArray:
    probe = Probe(model, deadline)
    relaxed = probe.relaxation()
    assert relaxed is not None
    best = model.worth(count)
    shared = face(model, relaxed, best)
    least, most = count.copy(), count.copy()
    for k in np.flatnonzero(~(shared.always | shared.never)).tolist():
        if most[k] > 0 and least[k] < model.size[k]:
            continue
        variant = _with_one_more(model, k) if most[k] == 0 else _with_one_less(model, k)
        other = probe.best(variant)
        if other is not None and other.value == best:
            least, most = np.minimum(least, other.count), np.maximum(most, other.count)
    return np.asarray((most > 0) & (least < model.size), dtype=np.bool_)


def _with_one_more(model: Model, k: int) -> Model:
    floor = model.floor.copy()
    floor[k] = 1
    return model.limited(floor, model.ceiling)


def _with_one_less(model: Model, k: int) -> Model:
    ceiling = model.ceiling.copy()
    ceiling[k] = model.size[k] - 1
    return model.limited(model.floor, ceiling)
