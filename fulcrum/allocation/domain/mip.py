"""Layer three: whole numbers by branch and bound, on the few classes that the relaxation leaves open.

A class whose reduced value is larger than the distance between bound and plan cannot change its count in any
better plan. So a small program over the others is solved, and the rest is proven by the prices.
Source: docs/method/placing.md, layer 3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor

import numpy as np

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.highs import Columns, Ending, MipRun, solve_mip
from fulcrum.allocation.domain.lp import Relaxed, columns
from fulcrum.allocation.domain.model import Model
from fulcrum.allocation.domain.problem import BoolArray, IntArray

_OPEN_AT_FIRST = 200
_GROWTH = 8


@dataclass(frozen=True, eq=False)
class WholePlan:
    """Counts per class (None without a plan) and a whole bound; `ending` says what is proven."""

    ending: Ending
    count: IntArray | None
    value: int | None
    bound: int | None


def solve_whole(
    model: Model, relaxed: Relaxed, start: IntArray | None, deadline: Deadline, gap: float
) -> WholePlan:
    """Best whole plan of a model whose relaxation is known; may stop within the relative `gap`.

    start  a plan at hand: the better it is, the fewer classes stay open
    """
    search = _Search(model, relaxed, start)
    is_open: BoolArray | None = search.smallest(_OPEN_AT_FIRST) if start is None else search.worth_opening()
    while True:
        plan = search.plan(Ending.STOPPED)
        if plan.value is not None and search.bound - plan.value <= gap * plan.value:
            return search.plan(Ending.OPTIMAL)
        if is_open is None or deadline.has_passed():
            return plan
        run = search.run(is_open, deadline, gap)
        if search.is_infeasible(is_open, run):
            return WholePlan(Ending.INFEASIBLE, None, None, None)
        search.learn(is_open, run)
        is_open = None if run.ending is Ending.STOPPED else search.wider(is_open)


def solve_all(model: Model, deadline: Deadline) -> WholePlan:
    """Best whole plan by branch and bound over every class at once; for models with a level row."""
    everything = np.ones(len(model.value), dtype=np.bool_)
    run = _run(model, everything, np.zeros_like(model.floor), deadline, 0.0)
    if run.count is None:
        return WholePlan(run.ending, None, None, None)
    if not model.allows(run.count):
        return WholePlan(Ending.STOPPED, None, None, None)
    value = model.worth(run.count)
    return WholePlan(run.ending, run.count, value, value if run.ending is Ending.OPTIMAL else None)


class _Search:
    """The best plan and the lowest bound known so far."""

    def __init__(self, model: Model, relaxed: Relaxed, start: IntArray | None) -> None:
        self.model = model
        self.bound = relaxed.whole_bound
        self._best = start
        self._fraction = relaxed.prices.denominator
        self._relaxed_bound = relaxed.bound
        reduced = relaxed.prices.reduced(model)
        self._settled = np.where(reduced > 0, model.ceiling, model.floor)
        self._distance = np.abs(reduced)
        self._movable = model.floor < model.ceiling

    def smallest(self, number: int) -> BoolArray:
        """About `number` classes closest to the edge: ties that go beyond it stay out, those on the edge never."""
        distance = np.sort(self._distance[self._movable])
        if len(distance) == 0:
            return self._movable
        furthest = int(distance[min(number, len(distance)) - 1])
        if number < len(distance) and distance[number] == furthest:
            furthest = max(furthest - 1, 0)
        return np.asarray(self._movable & (self._distance <= furthest))

    def wider(self, is_open: BoolArray) -> BoolArray | None:
        """What to open next: all that a better plan could change, or many more while there is no plan.

        None if that is no more than was open already.
        """
        if self._best is None:
            wider = self.smallest(_GROWTH * max(1, int(is_open.sum())))
        else:
            wider = is_open | self.worth_opening()
        return None if (wider == is_open).all() else wider

    def worth_opening(self) -> BoolArray:
        """Every class whose count a plan better than the one at hand could change."""
        assert self._best is not None
        room = self._relaxed_bound - self._fraction * (self.model.worth(self._best) + 1)
        return np.asarray(self._movable & (self._distance <= room))

    def run(self, is_open: BoolArray, deadline: Deadline, gap: float) -> MipRun:
        """Solve with every class that is not open at the count its reduced value points to."""
        settled = np.where(is_open, 0, self._settled)
        return _run(self.model, is_open, settled, deadline, gap)

    def is_infeasible(self, is_open: BoolArray, run: MipRun) -> bool:
        """Whether nothing was left out and still no plan exists."""
        return run.ending is Ending.INFEASIBLE and bool((is_open == self._movable).all())

    def learn(self, is_open: BoolArray, run: MipRun) -> None:
        """Keep the better plan, and lower the bound by what the run and the prices prove together."""
        if run.count is not None and self.model.allows(run.count):
            value = self.model.worth(run.count)
            if self._best is None or value > self.model.worth(self._best):
                self._best = run.count
        proven = []
        if run.ending is not Ending.INFEASIBLE:
            if run.bound is None:
                return
            proven.append(floor(run.bound + 1e-3 + 1e-12 * abs(run.bound)))
        closed = self._movable & ~is_open
        if closed.any():
            proven.append((self._relaxed_bound - int(self._distance[closed].min())) // self._fraction)
        if self._best is not None:
            proven.append(self.model.worth(self._best))
        if proven:
            self.bound = min(self.bound, max(proven))

    def plan(self, ending: Ending) -> WholePlan:
        """What is known now."""
        value = None if self._best is None else self.model.worth(self._best)
        return WholePlan(ending, self._best, value, self.bound)


def _run(model: Model, is_open: BoolArray, settled: IntArray, deadline: Deadline, gap: float) -> MipRun:
    in_rows = model.counts_in_rows(settled)
    places = model.places - int(settled.sum())
    lo = np.concatenate([[places], model.lo - in_rows])
    hi = np.concatenate([[places], model.hi - in_rows])
    classes = np.flatnonzero(is_open)
    table = columns(model, classes)
    if model.level is not None and len(classes):
        # Every plan takes the same number, so lighter weights say the same and keep the solver's sums small.
        lightest = int(model.level.weight.min())
        table = _with_level(table, model.level.weight - lightest, len(lo))
        total = model.level.total - lightest * model.places
        lo, hi = np.append(lo, total), np.append(hi, total)
    run = solve_mip(table, lo, hi, deadline.left(), gap)
    fixed = model.worth(settled)
    count = None
    if run.count is not None:
        count = settled.copy()
        count[classes] = run.count
    return replace(run, count=count, bound=None if run.bound is None else run.bound + fixed)


def _with_level(table: Columns, weight: IntArray, row: int) -> Columns:
    """The same columns with one more entry at the end of each."""
    ends = np.append(table.start[1:], len(table.row))
    return replace(
        table,
        start=(table.start + np.arange(len(table.start))).astype(np.int32),
        row=np.insert(table.row, ends, row),
        entry=np.insert(table.entry, ends, weight * 1.0),
    )
