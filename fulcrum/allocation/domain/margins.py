"""How far each organisation is from the other side of the line: the exact change of its own score.

An organisation without a place gains one when its score rises by more than `best total - best total with it
forced in`; one with a place loses it when its score falls by more than `best total - best total without it`.
Organisations of one cell are interchangeable up to their score, so one question per cell and direction
answers for all of them. Source: docs/method/placing.md, how far from the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fulcrum.allocation.domain.highs import FloatArray
from fulcrum.allocation.domain.model import Model
from fulcrum.allocation.domain.probe import Probe
from fulcrum.allocation.domain.problem import BoolArray, IntArray

NEVER = 10**12
"""Stands for a change that no score could bring about; larger than every score."""

_IMPOSSIBLE = -NEVER


def margins(model: Model, taken: BoolArray, probe: Probe) -> IntArray:
    """(n,) rise needed by members without a place, fall endured by those with one; NEVER where neither helps.

    taken  (n,) members of the best plan, in the order of the model's classes
    """
    score = np.repeat(model.value, model.size)
    cell_of_member = np.repeat(model.cell, model.size)
    start = np.searchsorted(cell_of_member, np.arange(model.rows_of_cell.shape[0] + 1))
    best = int(score[taken].sum())
    base = _base(probe, best)
    margin = np.full(len(score), NEVER, dtype=np.int64)
    for cell in range(len(start) - 1):
        here = slice(int(start[cell]), int(start[cell + 1]))
        inside = _Cell(probe, cell, score[here], int(taken[here].sum()), base)
        otherwise = np.where(taken[here], inside.without_each(), inside.with_each())
        margin[here] = np.where(otherwise == _IMPOSSIBLE, NEVER, best - otherwise)
    return margin


@dataclass(frozen=True)
class _Base:
    """The best total, the relaxation's bound on it, and whether they are one and the same."""

    best: int
    upper: float
    is_exact: bool


def _base(probe: Probe, best: int) -> _Base:
    relaxed = probe.relaxation()
    assert relaxed is not None
    denominator = relaxed.prices.denominator
    return _Base(best, relaxed.bound / denominator, relaxed.bound == best * denominator)


class _Cell:
    """The members of one cell by falling score, of whom as many as `placed` have a place.

    Whether a member is in or out of a plan matters only through its score: a plan that takes the best n
    of the cell takes them with or without it, give or take the nth.
    """

    def __init__(self, probe: Probe, cell: int, score: IntArray, placed: int, base: _Base) -> None:
        self._probe = probe
        self._cell = cell
        self._score = score
        self._placed = placed
        self._base = base

    def with_each(self) -> IntArray:
        """Best total with each member forced in, for those without a place."""
        score, placed = self._score, self._placed
        if placed == len(score):
            return np.full(len(score), _IMPOSSIBLE, dtype=np.int64)
        as_many = np.minimum(0, score - score[placed - 1]) if placed > 0 else None
        steps = (
            (self._probe.at_least(self._cell, n), np.minimum(0, score - score[n - 1]))
            for n in range(placed + 1, len(score) + 1)
        )
        return self._walk(as_many, np.arange(len(score)) >= placed, steps)

    def without_each(self) -> IntArray:
        """Best total with each member left out, for those with a place."""
        score, placed = self._score, self._placed
        if placed == 0:
            return np.full(len(score), _IMPOSSIBLE, dtype=np.int64)
        as_many = np.minimum(0, score[placed] - score) if placed < len(score) else None
        steps = (
            (self._probe.at_most(self._cell, n), np.minimum(0, score[n] - score))
            for n in range(placed - 1, -1, -1)
        )
        return self._walk(as_many, np.arange(len(score)) < placed, steps)

    def _walk(
        self, as_many: IntArray | None, asked: BoolArray, steps: Iterator[tuple[Model, IntArray]]
    ) -> IntArray:
        """Ask for one more (or one less) of the cell at a time until more cannot pay.

        as_many  what changes sides costs while the cell keeps its number; None if it cannot

        The relaxation's total is concave in the number taken: once it promises no more than is in hand, and
        no more than one step before, no later step can do better. Where both totals are whole, one step does.
        """
        base = self._base
        total = np.full(len(self._score), _IMPOSSIBLE, dtype=np.int64)
        before: FloatArray = np.full(len(self._score), -np.inf)
        if as_many is not None:
            total, before = base.best + as_many, np.asarray(base.upper + as_many, dtype=np.float64)
        for variant, shift in steps:
            if as_many is not None and (base.upper + shift <= total)[asked].all():
                return total
            relaxed = self._probe.relaxation(variant)
            if relaxed is None:
                return total
            promised = np.asarray(relaxed.bound / relaxed.prices.denominator + shift, dtype=np.float64)
            if ((np.floor(promised) <= total) & (promised <= before))[asked].all():
                return total
            probed = self._probe.best(variant, relaxed)
            if probed is None:
                return total
            total = np.maximum(total, probed.value + shift)
            if base.is_exact and probed.is_exact:
                return total
            before = promised
        return total
