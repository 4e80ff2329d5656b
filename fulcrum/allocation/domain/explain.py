"""Why this one has a place and that one has not, in numbers that a second solution confirms."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.margins import NEVER, margins
from fulcrum.allocation.domain.model import prepare
from fulcrum.allocation.domain.probe import Probe
from fulcrum.allocation.domain.problem import BoolArray, IntArray, NamedQuota, Problem
from fulcrum.allocation.domain.result import Result, Status
from fulcrum.allocation.domain.solve import best_plan


@dataclass(frozen=True)
class Rank:
    """Place by score among those that are not excluded: 1 + how many score higher.

    group, value  both None for the whole nation
    equal         how many others have the very same score
    """

    group: str | None
    value: str | None
    place: int
    of: int
    equal: int


@dataclass(frozen=True)
class Why:
    """What decided about one organisation, and what would change it.

    change   micro-points: the rise after which it has a place, or the fall it endures. One micro-point more
             settles it; at exactly this change the lottery decides. None if no change of its score helps.
    leaves   ids that would lose their place if this organisation changed sides
    comes    ids that would gain one
    binding  for one without a place: the maximums of its own groups that are full; if none is, the quotas
             elsewhere that hold places. For one with a place: the minimums of its own groups that bind.
    ranks    the nation first, then each of its groups
    """

    index: int
    is_chosen: bool
    is_mandatory: bool
    is_excluded: bool
    is_by_lot: bool
    change: int | None
    leaves: tuple[str, ...]
    comes: tuple[str, ...]
    binding: tuple[NamedQuota, ...]
    ranks: tuple[Rank, ...]


def explain_all(problem: Problem, result: Result, *, seconds: float = 60.0) -> IntArray:
    """(N,) micro-points that change an organisation's place: the rise needed, or the fall endured.

    NEVER where no change of its own score helps: mandatory, excluded, or quotas leave no other plan.
    Raises ValueError unless the plan is proven best, TimeoutError out of time.
    """
    _require_proof(result)
    change = np.full(problem.size, NEVER, dtype=np.int64)
    prepared = prepare(problem)
    if len(prepared.members):
        probe = Probe(prepared.model, Deadline(seconds))
        change[prepared.members] = margins(prepared.model, result.chosen[prepared.members], probe)
    return change


def explain(problem: Problem, result: Result, index: int, *, seconds: float = 60.0) -> Why:
    """Why organisation `index` has a place or not, by solving once more with it on the other side.

    Raises ValueError unless the plan is proven best or if there is no such organisation, TimeoutError out of
    time.
    """
    _require_proof(result)
    if not 0 <= index < problem.size:
        raise ValueError(f"there is no organisation {index}, expected 0 to {problem.size - 1}")
    is_chosen = bool(result.chosen[index])
    otherwise = _on_the_other_side(problem, result, index, seconds)
    change = None
    leaves: tuple[str, ...] = ()
    comes: tuple[str, ...] = ()
    if otherwise is not None and otherwise.objective is not None and result.objective is not None:
        change = result.objective - otherwise.objective
        others = np.arange(problem.size) != index
        leaves = _ids(problem, result.chosen & ~otherwise.chosen & others)
        comes = _ids(problem, otherwise.chosen & ~result.chosen & others)
    return Why(
        index=index,
        is_chosen=is_chosen,
        is_mandatory=bool(problem.mandatory[index]),
        is_excluded=bool(problem.excluded[index]),
        is_by_lot=change == 0,
        change=change,
        leaves=leaves,
        comes=comes,
        binding=_binding(problem, result, index),
        ranks=_ranks(problem, index),
    )


def _require_proof(result: Result) -> None:
    if result.status is not Status.OPTIMAL:
        raise ValueError(f"only a plan proven best can be explained, this one is {result.status}")


def _on_the_other_side(problem: Problem, result: Result, index: int, seconds: float) -> Result | None:
    """The best plan with the organisation on the other side; None if it may not, or cannot, change sides."""
    if problem.mandatory[index] or problem.excluded[index]:
        return None
    side = np.zeros(problem.size, dtype=np.bool_)
    side[index] = True
    if result.chosen[index]:
        forced = replace(problem, excluded=problem.excluded | side)
    else:
        forced = replace(problem, mandatory=problem.mandatory | side)
    _, found = best_plan(forced, Deadline(seconds))
    if found.status is Status.INFEASIBLE:
        return None
    if found.status is not Status.OPTIMAL:
        raise TimeoutError(f"time ended before the plan on the other side was proven: {found.status}")
    return found


def _ids(problem: Problem, which: BoolArray) -> tuple[str, ...]:
    """Ids by falling score, then by key."""
    where = np.flatnonzero(which)
    order = np.lexsort((problem.key[where], -problem.score[where]))
    return tuple(problem.ids[i] for i in where[order].tolist())


def _binding(problem: Problem, result: Result, index: int) -> tuple[NamedQuota, ...]:
    own = {
        (family.name, family.values[int(family.labels[index])])
        for family in problem.families
        if family.labels[index] >= 0
    }
    tight = [use for use in result.quotas if use.slack == 0]
    side = "min" if result.chosen[index] else "max"
    in_own = [
        use.quota for use in tight if (use.quota.group, use.quota.value) in own and use.quota.bound == side
    ]
    if in_own or result.chosen[index]:
        return tuple(in_own)
    return tuple(use.quota for use in tight if use.shadow_price)


def _ranks(problem: Problem, index: int) -> tuple[Rank, ...]:
    eligible = ~problem.excluded
    ranks = [_rank(problem, index, None, None, eligible)]
    for family in problem.families:
        label = int(family.labels[index])
        if label >= 0:
            members = eligible & (family.labels == label)
            ranks.append(_rank(problem, index, family.name, family.values[label], members))
    return tuple(ranks)


def _rank(problem: Problem, index: int, group: str | None, value: str | None, members: BoolArray) -> Rank:
    others = members.copy()
    others[index] = False
    score = problem.score[index]
    return Rank(
        group=group,
        value=value,
        place=1 + int((problem.score[others] > score).sum()),
        of=int(others.sum()) + 1,
        equal=int((problem.score[others] == score).sum()),
    )
