"""Layer two: the linear program, with a bound proven in whole numbers and sifting for many organisations.

The solver works in floating point. Its prices are rounded to fractions with one denominator, and the bound
they give is computed in integers: for *any* prices it is valid, so a wrong price can only make it weaker.
Source: docs/method/placing.md, layer 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.highs import Columns, Ending, FloatArray, Lp
from fulcrum.allocation.domain.model import Model
from fulcrum.allocation.domain.problem import BoolArray, IntArray

_DENOMINATORS = (5040, 60, 1)
_SIFT_ABOVE = 6_000
_TOP_OF_CELL = 4


@dataclass(frozen=True, eq=False)
class Prices:
    """What a place and a limit cost: `total[0]` for a place, then one per row, in 1/denominator of a value."""

    total: IntArray
    denominator: int

    @classmethod
    def rounded(cls, price: FloatArray, model: Model) -> Self:
        """The solver's prices as fractions that keep every sum within 64 bits."""
        largest = int(np.abs(model.value).max()) if len(model.value) else 1
        terms = 4 * (int(model.size.sum()) + len(model.lo) + 1)
        denominator = next(d for d in _DENOMINATORS if d == 1 or d * max(1, largest) * terms < 2**62)
        return cls(np.rint(price * denominator).astype(np.int64), denominator)

    def reduced(self, model: Model) -> IntArray:
        """(k,) value of a class above the price of its cell, in 1/denominator."""
        per_cell = self.total[0] + model.rows_of_cell @ self.total[1:]
        return np.asarray(self.denominator * model.value - per_cell[model.cell], dtype=np.int64)

    def bound(self, model: Model) -> int:
        """No plan of the model is worth more than this many 1/denominator."""
        row = self.total[1:]
        at_limit = np.where(row > 0, model.hi, model.lo)
        reduced = self.reduced(model)
        at_bound = np.where(reduced > 0, model.ceiling, model.floor)
        return int(self.total[0]) * model.places + int(row @ at_limit) + int(reduced @ at_bound)


@dataclass(frozen=True, eq=False)
class Relaxed:
    """Best fractional plan: counts per class, prices, and the bound they prove (in 1/denominator)."""

    count: FloatArray
    prices: Prices
    bound: int

    @property
    def whole_bound(self) -> int:
        """The bound rounded down: every whole plan is worth a whole number."""
        return self.bound // self.prices.denominator

    def whole_plan(self, model: Model) -> IntArray | None:
        """The plan itself if it is whole and keeps every limit."""
        count = np.rint(self.count).astype(np.int64)
        return count if model.allows(count) else None


class SiftedLp:
    """The relaxation of one model, warm between changes; only promising classes are given to the solver.

    A class left out is proven useless by the prices: it is worth no more than its cell costs.
    """

    def __init__(self, model: Model, deadline: Deadline) -> None:
        self._model = model
        self._deadline = deadline
        self._included = np.zeros(0, dtype=np.int64)
        self._is_included = np.zeros(len(model.value), dtype=np.bool_)
        lo = np.concatenate([[model.places], model.lo])
        hi = np.concatenate([[model.places], model.hi])
        self._lp = Lp(lo, hi, int(model.value.max()) if len(model.value) else 0)
        self._include(_promising(model, deadline))

    def solve(self, model: Model | None = None) -> Relaxed | Ending:
        """Solve the model, or a variant of it that differs in bounds and limits only."""
        model = model or self._model
        self._adopt(model)
        while True:
            run = self._lp.run(self._deadline.left())
            if run.ending is Ending.INFEASIBLE and not self._is_included.all():
                self._include(~self._is_included)
                continue
            if run.ending is not Ending.OPTIMAL:
                return run.ending
            prices = Prices.rounded(run.price, model)
            missed = self._missed(model, prices)
            if not missed.any():
                count = model.floor.astype(np.float64)
                count[self._included] = run.count
                return Relaxed(count, prices, prices.bound(model))
            self._include(missed)

    def _missed(self, model: Model, prices: Prices) -> BoolArray:
        """Left-out classes that the prices do not prove useless."""
        rounding = len(prices.total)
        return np.asarray(~self._is_included & (prices.reduced(model) > rounding), dtype=np.bool_)

    def _adopt(self, model: Model) -> None:
        """Give the solver only the limits that changed since the last run."""
        old, self._model = self._model, model
        if old is model:
            return
        moved = np.flatnonzero((old.lo != model.lo) | (old.hi != model.hi))
        for row in moved.tolist():
            self._lp.bound_row(row + 1, float(model.lo[row]), float(model.hi[row]))
        changed = (old.floor != model.floor) | (old.ceiling != model.ceiling)
        if not changed.any():
            return
        self._include(changed & ~self._is_included)
        where = np.flatnonzero(changed[self._included])
        classes = self._included[where]
        self._lp.bound_columns(where, model.floor[classes], model.ceiling[classes])

    def _include(self, which: BoolArray) -> None:
        classes = np.flatnonzero(which)
        if len(classes) == 0:
            return
        self._lp.add(columns(self._model, classes))
        self._included = np.concatenate([self._included, classes])
        self._is_included[classes] = True


def columns(model: Model, classes: IntArray) -> Columns:
    """The solver's columns of some classes: the row of places first, then the model's rows, then its level."""
    inside = model.rows_of_cell[model.cell[classes]]
    entries = np.diff(inside.indptr) + 1
    start = np.concatenate([[0], np.cumsum(entries)])[:-1]
    row = np.zeros(int(entries.sum()), dtype=np.int32)
    is_place = np.zeros(len(row), dtype=np.bool_)
    is_place[start] = True
    row[~is_place] = inside.indices + 1
    return Columns(
        value=model.value[classes],
        lo=model.floor[classes],
        hi=model.ceiling[classes],
        start=start.astype(np.int32),
        row=row,
        entry=np.ones(len(row)),
    )


def _promising(model: Model, deadline: Deadline) -> BoolArray:
    """Classes to start with: all of them if few; else the best of the nation and of each cell, enough to fill it."""
    total = len(model.value)
    if total <= _SIFT_ABOVE:
        return np.ones(total, dtype=np.bool_)
    before = np.cumsum(model.size) - model.size
    rank_in_cell = before - before[np.searchsorted(model.cell, model.cell)]
    needed = _needed_in_cells(model, deadline)
    order = np.argsort(-model.value, kind="stable")
    is_top = np.zeros(total, dtype=np.bool_)
    is_top[order[np.cumsum(model.size[order]) - model.size[order] < 3 * model.places]] = True
    return np.asarray(is_top | (rank_in_cell < np.maximum(needed, _TOP_OF_CELL)[model.cell]), dtype=np.bool_)


def _needed_in_cells(model: Model, deadline: Deadline) -> IntArray:
    """How many of each cell some feasible plan takes, so that the sifted start is feasible whenever all is."""
    cells = model.rows_of_cell.shape[0]
    size = np.bincount(model.cell, weights=model.size, minlength=cells).astype(np.int64)
    none = np.zeros(cells, dtype=np.int64)
    whole = Model(
        none, size, np.arange(cells), none, size, model.rows_of_cell, model.lo, model.hi, model.places
    )
    lp = Lp(np.concatenate([[model.places], model.lo]), np.concatenate([[model.places], model.hi]), 1)
    lp.add(columns(whole, np.arange(cells)))
    run = lp.run(deadline.left())
    return np.ceil(run.count).astype(np.int64) if run.ending is Ending.OPTIMAL else none
