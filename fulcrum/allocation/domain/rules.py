"""The rules of a problem by name, and whether some of them can be kept together.

Scores do not matter here. Organisations that share every quota form a cell; a plan is how many of each cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_matrix

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.highs import Columns, Ending, Lp, solve_mip
from fulcrum.allocation.domain.problem import BoolArray, IntArray, NamedQuota, Problem

UNITS = "units"
MANDATORY = "mandatory"


@dataclass(frozen=True, eq=False)
class Rules:
    """Rules over cells of eligible organisations, in an order that names do not decide.

    named      the rules: quotas, then the units as minimum and as maximum, then the mandatory list
    inside     (C, Q) 1 where a cell counts towards a rule; the mandatory rule counts none
    size       (C,) eligible organisations; mandatory (C,) how many of them are mandatory
    """

    named: tuple[NamedQuota, ...]
    inside: csc_matrix
    size: IntArray
    mandatory: IntArray

    @property
    def limit(self) -> IntArray:
        """(Q,) limits of the rules."""
        return np.array([rule.limit for rule in self.named], dtype=np.int64)

    @property
    def is_minimum(self) -> BoolArray:
        """(Q,) whether a rule asks for at least its limit."""
        return np.array([rule.bound == "min" for rule in self.named], dtype=np.bool_)


def rules_of(problem: Problem) -> Rules:
    """Name every rule and count the eligible organisations of each cell."""
    eligible = np.flatnonzero(~problem.excluded)
    eligible = eligible[np.argsort(problem.key[eligible], kind="stable")]
    masks: list[tuple[bytes, NamedQuota, BoolArray]] = []
    for family in problem.families:
        labels = family.labels[eligible]
        for g, quota in family.quotas():
            mask = labels == g
            masks.append((np.packbits(mask).tobytes(), quota, mask))
    masks.sort(key=lambda each: (each[0], each[1].bound, each[1].limit, each[1].group, each[1].value or ""))
    everyone = np.ones(len(eligible), dtype=np.bool_)
    named = [quota for _, quota, _ in masks]
    named += [NamedQuota(UNITS, None, side, problem.units) for side in ("min", "max")]
    named.append(NamedQuota(MANDATORY, None, "min", int(problem.mandatory.sum())))
    columns = [mask for _, _, mask in masks] + [everyone, everyone, ~everyone]
    signature = np.packbits(np.array(columns, dtype=np.bool_), axis=0)
    _, first, cell = np.unique(signature, axis=1, return_index=True, return_inverse=True)
    cell = cell.reshape(-1)
    inside = np.array(columns, dtype=np.int64)[:, first].T.reshape(len(first), len(columns))
    return Rules(
        named=tuple(named),
        inside=csc_matrix(inside),
        size=np.bincount(cell, minlength=len(first)).astype(np.int64),
        mandatory=np.bincount(cell[problem.mandatory[eligible]], minlength=len(first)).astype(np.int64),
    )


class Keeper:
    """Answers whether some of the rules can be kept together, warm from one question to the next."""

    def __init__(self, rules: Rules, deadline: Deadline) -> None:
        self._rules = rules
        self._deadline = deadline
        self._everyone = int(rules.size.sum())
        quotas = len(rules.named) - 1
        self._kept = np.zeros(len(rules.named), dtype=np.bool_)
        none = np.zeros_like(rules.size)
        table = rules.inside[:, :quotas].tocsr()
        self._columns = Columns(
            value=none,
            lo=none,
            hi=rules.size,
            start=table.indptr[:-1].astype(np.int32),
            row=table.indices.astype(np.int32),
            entry=table.data.astype(np.float64),
        )
        self._lp = Lp(np.zeros(quotas, dtype=np.int64), np.full(quotas, self._everyone), 0)
        self._lp.add(self._columns)

    def can_keep(self, kept: BoolArray) -> bool:
        """Whether a plan in whole numbers keeps these rules, whatever becomes of the others."""
        lo, hi = self._limits(kept)
        if (lo > hi).any():
            return False
        floor = self._rules.mandatory if kept[-1] else np.zeros_like(self._rules.mandatory)
        for row in np.flatnonzero(kept[:-1] != self._kept[:-1]).tolist():
            self._lp.bound_row(row, float(lo[row]), float(hi[row]))
        if kept[-1] != self._kept[-1]:
            self._lp.bound_columns(np.arange(len(floor)), floor, self._rules.size)
        self._kept = kept.copy()
        run = self._lp.run(self._deadline.left())
        if run.ending is Ending.STOPPED:
            raise TimeoutError("time ended while looking for the rules that collide")
        if run.ending is Ending.INFEASIBLE:
            return False
        if (np.abs(run.count - np.rint(run.count)) < 1e-6).all():
            return True
        return self._in_whole_numbers(floor, lo, hi)

    def _limits(self, kept: BoolArray) -> tuple[IntArray, IntArray]:
        rules = self._rules
        quotas = slice(0, len(rules.named) - 1)
        limit, minimum, kept = rules.limit[quotas], rules.is_minimum[quotas], kept[quotas]
        lo = np.where(kept & minimum, limit, 0)
        hi = np.where(kept & ~minimum, np.minimum(limit, self._everyone), self._everyone)
        return lo, hi

    def _in_whole_numbers(self, floor: IntArray, lo: IntArray, hi: IntArray) -> bool:
        table = Columns(
            self._columns.value,
            floor,
            self._columns.hi,
            self._columns.start,
            self._columns.row,
            self._columns.entry,
        )
        run = solve_mip(table, lo, hi, self._deadline.left(), 0.0)
        if run.ending is Ending.STOPPED and run.count is None:
            raise TimeoutError("time ended while looking for the rules that collide")
        return run.count is not None
