"""Which rules collide when no plan can keep them all, and the smallest repair, in organisations.

Two answers are put together. The elastic program lets every rule give way at a price and finds the cheapest
repair of all collisions at once: quotas give way before mandatory organisations or the number of units do.
The deletion filter drops rules as long as the rest still collides, which leaves a set that collides and would
not without any one of its members. Source: docs/method/placing.md, when nothing fits.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix, hstack, identity, vstack

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.highs import Columns, Ending, solve_mip
from fulcrum.allocation.domain.problem import BoolArray, IntArray, Problem
from fulcrum.allocation.domain.result import Conflict
from fulcrum.allocation.domain.rules import Keeper, Rules, rules_of

LEAST_SECONDS = 10.0
"""A proven collision is named even if solving used up the time."""


def conflicts(problem: Problem, deadline: Deadline) -> tuple[Conflict, ...]:
    """Every collision, one irreducible set of rules each, with one repair that heals them all together.

    Empty if the rules can be kept after all, or if time ends before they are named.
    """
    rules = rules_of(problem)
    time = Deadline(max(LEAST_SECONDS, deadline.left()))
    try:
        everything = np.ones(len(rules.named), dtype=np.bool_)
        yielding = repair(rules, everything, time) > 0
        if not yielding.any():
            return ()
        found, healed = _collisions(rules, yielding, Keeper(rules, time))
        relax = repair(rules, healed, time)
    except TimeoutError:
        return ()
    return tuple(_conflict(rules, members, relax) for members in found)


def _collisions(rules: Rules, yielding: BoolArray, keeper: Keeper) -> tuple[list[BoolArray], BoolArray]:
    """Irreducible sets until nothing collides once the yielding members of those found are dropped."""
    found: list[BoolArray] = []
    healed = np.zeros(len(rules.named), dtype=np.bool_)
    while not keeper.can_keep(~healed):
        members = _irreducible(~healed, yielding, keeper)
        found.append(members)
        healed |= members & yielding
    return found, healed


def _irreducible(start: BoolArray, yielding: BoolArray, keeper: Keeper) -> BoolArray:
    """Drop rules in blocks, halving a block that cannot go as a whole; rules that need not yield go first."""
    kept = start.copy()
    order = np.concatenate([np.flatnonzero(start & ~yielding), np.flatnonzero(start & yielding)])
    blocks = [order]
    while blocks:
        block = blocks.pop(0)
        if len(block) == 0:
            continue
        without = kept.copy()
        without[block] = False
        if not keeper.can_keep(without):
            kept = without
        elif len(block) > 1:
            half = len(block) // 2
            blocks = [block[:half], block[half:], *blocks]
    return kept


def repair(rules: Rules, may_yield: BoolArray, deadline: Deadline) -> IntArray:
    """(Q,) by how much each rule gives way in the cheapest repair; 0 for rules that may not yield.

    Columns are the cells, then the mandatory organisations let go in each cell, then the yielding rules.
    Raises TimeoutError.
    """
    cells, quotas = len(rules.size), len(rules.named) - 1
    everyone = int(rules.size.sum())
    minimum, limit = rules.is_minimum[:quotas], rules.limit[:quotas]
    cheap, dear = -1, -(1 + int(limit.sum()) + everyone * (quotas + 1))
    sign = np.where(minimum, 1, -1)
    counted = hstack([rules.inside[:, :quotas].T, csr_matrix((quotas, cells)), _diagonal(sign)])
    placed = hstack([identity(cells), identity(cells), csr_matrix((cells, quotas))])
    table = vstack([counted, placed]).tocsc()
    price = np.full(quotas, cheap)
    price[-2:] = dear
    most = np.where(minimum, limit, everyone) * may_yield[:quotas]
    columns = Columns(
        value=np.concatenate([np.zeros(cells), np.full(cells, dear), price]).astype(np.int64),
        lo=np.zeros(2 * cells + quotas, dtype=np.int64),
        hi=np.concatenate([rules.size, rules.mandatory * may_yield[-1], most]).astype(np.int64),
        start=table.indptr[:-1].astype(np.int32),
        row=table.indices.astype(np.int32),
        entry=table.data.astype(np.float64),
    )
    beyond = 2 * everyone + int(limit.max(initial=0))
    lo = np.concatenate([np.where(minimum, limit, -beyond), rules.mandatory])
    hi = np.concatenate([np.where(minimum, beyond, limit), np.full(cells, beyond)])
    run = solve_mip(columns, lo, hi, deadline.left(), 0.0)
    if run.ending is not Ending.OPTIMAL or run.count is None:
        raise TimeoutError("time ended while looking for the smallest repair")
    let_go = int(run.count[cells : 2 * cells].sum())
    return np.append(run.count[2 * cells :], let_go).astype(np.int64)


def _diagonal(sign: IntArray) -> csr_matrix:
    return csr_matrix((sign, (np.arange(len(sign)), np.arange(len(sign)))), shape=(len(sign), len(sign)))


def _conflict(rules: Rules, members: BoolArray, relax: IntArray) -> Conflict:
    which = np.flatnonzero(members).tolist()
    return Conflict(tuple(rules.named[r] for r in which), tuple(int(relax[r]) for r in which))
