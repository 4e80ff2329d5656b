"""The problem in the shape the solvers want, the same for every order of rows and every naming.

Organisations that share every quota that can bind form a *cell*; those of one cell with one score form a
*class*. A plan is then a whole number for each class, and only how many of a cell are taken matters to
the quotas. Mandatory organisations are already placed, excluded ones are gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

from fulcrum.allocation.domain.problem import NO_LABEL, IntArray, NamedQuota, Problem


@dataclass(frozen=True, eq=False)
class Level:
    """One more row: the weights of the taken organisations add up to `total`."""

    weight: IntArray
    total: int


@dataclass(frozen=True, eq=False)
class Model:
    """Take `places` in all, within every row, for the most value.

    value, size, cell   (k,) per class, sorted by cell and then by falling value
    floor, ceiling      (k,) fewest and most to take of a class
    rows_of_cell        (C, R) 1 where a cell counts towards a row
    lo, hi              (R,) limits of the rows, both at least 0
    """

    value: IntArray
    size: IntArray
    cell: IntArray
    floor: IntArray
    ceiling: IntArray
    rows_of_cell: csr_matrix
    lo: IntArray
    hi: IntArray
    places: int
    level: Level | None = None

    def counts_in_rows(self, count: IntArray) -> IntArray:
        """How many of the taken organisations count towards each row."""
        in_cell = np.bincount(self.cell, weights=count, minlength=self.rows_of_cell.shape[0])
        return np.asarray(self.rows_of_cell.T @ np.rint(in_cell).astype(np.int64), dtype=np.int64)

    def allows(self, count: IntArray) -> bool:
        """Whether whole counts keep every limit, checked in whole numbers."""
        if (count < self.floor).any() or (count > self.ceiling).any() or int(count.sum()) != self.places:
            return False
        in_rows = self.counts_in_rows(count)
        if (in_rows < self.lo).any() or (in_rows > self.hi).any():
            return False
        return self.level is None or int(self.level.weight @ count) == self.level.total

    def worth(self, count: IntArray) -> int:
        """Total value of a plan."""
        return int(self.value @ count)

    def limited(self, floor: IntArray, ceiling: IntArray) -> Model:
        """The same model with other bounds on its classes."""
        return replace(self, floor=floor, ceiling=ceiling)


@dataclass(frozen=True, eq=False)
class Prepared:
    """A model with the way back to the organisations.

    members        (n,) positions in the problem, class by class, by key inside a class
    class_start    (k + 1,) where each class begins in `members`
    placed         (N,) mandatory organisations
    row_of_quota   row of each stated quota; -1 where it cannot bind
    is_impossible  a limit cannot be met whatever is taken
    """

    model: Model
    members: IntArray
    class_start: IntArray
    mandatory_value: int
    row_of_quota: tuple[tuple[NamedQuota, int, int], ...]
    is_impossible: bool

    def class_of_member(self) -> IntArray:
        """(n,) the class of each member."""
        return np.repeat(np.arange(len(self.model.size)), self.model.size)


@dataclass
class _Row:
    members: IntArray
    lo: int
    hi: int


def prepare(problem: Problem) -> Prepared:
    """Place the mandatory, drop the excluded, merge quotas on equal groups, and sort what is left."""
    free = np.flatnonzero(~problem.mandatory & ~problem.excluded)
    free = free[np.argsort(problem.key[free], kind="stable")]
    places = problem.units - int(problem.mandatory.sum())
    rows, quota_key, is_impossible = _rows(problem, free, places)
    order = {name: r for r, name in enumerate(sorted(rows))}
    sorted_rows = [rows[name] for name in sorted(rows)]
    cell, rows_of_cell = _cells(sorted_rows, len(free))
    ranking = np.lexsort((np.arange(len(free)), -problem.score[free], cell))
    model, class_start = _classes(
        problem.score[free][ranking], cell[ranking], rows_of_cell, sorted_rows, places
    )
    return Prepared(
        model=model,
        members=free[ranking],
        class_start=class_start,
        mandatory_value=int(problem.score[problem.mandatory].sum()),
        row_of_quota=tuple((quota, order.get(name, -1), limit) for quota, name, limit in quota_key),
        is_impossible=is_impossible or not 0 <= places <= len(free),
    )


def _rows(
    problem: Problem, free: IntArray, places: int
) -> tuple[dict[bytes, _Row], list[tuple[NamedQuota, bytes, int]], bool]:
    """Rows by the bytes of their members, so that neither names nor repetition matter."""
    rows: dict[bytes, _Row] = {}
    named: list[tuple[NamedQuota, bytes, int]] = []
    is_impossible = False
    for family in problem.families:
        groups = len(family.values)
        labels = family.labels[free]
        by_label = np.argsort(labels, kind="stable")
        begin = np.searchsorted(labels[by_label], np.arange(groups + 1))
        placed = np.bincount(family.labels[problem.mandatory] + 1, minlength=groups + 1)[1:]
        for g, quota in family.quotas():
            members = by_label[begin[g] : begin[g + 1]].astype(np.int64)
            most = min(len(members), places)
            limit = quota.limit - int(placed[g])
            lo, hi = (max(0, limit), most) if quota.bound == "min" else (0, min(limit, most))
            is_impossible |= lo > most or hi < 0
            if lo == 0 and hi >= most:
                named.append((quota, b"", limit))
                continue
            name = members.astype("<i4").tobytes()
            row = rows.setdefault(name, _Row(members, 0, most))
            row.lo, row.hi = max(row.lo, lo), min(row.hi, hi)
            is_impossible |= row.lo > row.hi
            named.append((quota, name, limit))
    return rows, named, is_impossible


def _cells(rows: list[_Row], free: int) -> tuple[IntArray, csr_matrix]:
    """Number the cells by their first member; return each member's cell and the rows of each cell."""
    inside = csr_matrix(
        (
            np.ones(sum(len(row.members) for row in rows), dtype=np.int64),
            np.concatenate([row.members for row in rows]) if rows else np.zeros(0, dtype=np.int64),
            np.cumsum([0] + [len(row.members) for row in rows]),
        ),
        shape=(len(rows), free),
    ).T.tocsr()
    inside.sort_indices()
    code = np.zeros(free, dtype=np.int64)
    entries = np.diff(inside.indptr)
    for step in range(int(entries.max()) if free and len(entries) else 0):
        has_more = entries > step
        row = np.full(free, NO_LABEL, dtype=np.int64)
        row[has_more] = inside.indices[inside.indptr[:-1][has_more] + step]
        code = np.unique(code * (len(rows) + 1) + row + 1, return_inverse=True)[1].astype(np.int64)
    _, first, code = np.unique(code, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    return rank[code], inside[np.sort(first)]


def _classes(
    score: IntArray, cell: IntArray, rows_of_cell: csr_matrix, rows: list[_Row], places: int
) -> tuple[Model, IntArray]:
    begins = np.ones(len(score), dtype=np.bool_)
    begins[1:] = (np.diff(cell) != 0) | (np.diff(score) != 0)
    start = np.append(np.flatnonzero(begins), len(score)).astype(np.int64)
    size = np.diff(start)
    model = Model(
        value=score[start[:-1]],
        size=size,
        cell=cell[start[:-1]],
        floor=np.zeros_like(size),
        ceiling=size,
        rows_of_cell=rows_of_cell,
        lo=np.array([row.lo for row in rows], dtype=np.int64),
        hi=np.array([row.hi for row in rows], dtype=np.int64),
        places=places,
    )
    return model, start
