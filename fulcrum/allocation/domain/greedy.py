"""Layer one: the greedy choice, exact when the quotas that bind lie inside each other like districts in provinces.

Nested groups with minimums and maximums and a fixed number of places are the bases of a matroid, so taking
organisations from the top, each one that leaves the rest possible, gives the best total.
Source: docs/method/placing.md, layer 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fulcrum.allocation.domain.model import Model
from fulcrum.allocation.domain.problem import BoolArray, IntArray

_MOST_TRIES = 8


@dataclass(frozen=True)
class _Tree:
    """Nested rows as a tree; node 0 is the nation. Children come after their parents."""

    parent: list[int]
    lo: list[int]
    hi: list[int]
    node_of_cell: IntArray


def nested_subsets(model: Model) -> list[IntArray]:
    """Sets of rows that lie inside each other or apart, largest first; the first may hold every row.

    A plan that is best under one such set and happens to keep the other rows is best under all of them.
    """
    rows = len(model.lo)
    crossing = _crossing(model)
    found: dict[tuple[int, ...], None] = {}
    covered: set[int] = set()
    for first in range(rows):
        if first in covered or len(found) == _MOST_TRIES:
            continue
        kept = [first]
        blocked = crossing[first].copy()
        for row in range(rows):
            if row != first and not blocked[row]:
                kept.append(row)
                blocked |= crossing[row]
        found[tuple(sorted(kept))] = None
        covered.update(kept)
    by_size = sorted(found or {(): None}, key=lambda kept: (-len(kept), kept))
    return [np.array(kept, dtype=np.int64) for kept in by_size]


def choose(model: Model, subset: IntArray, cells: IntArray) -> BoolArray | None:
    """Take organisations in the order given, each one that leaves the nested rows of `subset` possible.

    cells    (n,) cell of each organisation, best organisation first
    Returns  (n,) taken; None if the rows of the subset cannot be kept.
    """
    tree = _tree(model, subset)
    demand, inner = _start(tree, cells, model.places)
    if demand is None:
        return None
    taken = np.zeros(len(cells), dtype=np.bool_)
    left = model.places
    for position, node in enumerate(tree.node_of_cell[cells].tolist()):
        if left == 0:
            break
        if _take(tree, demand, inner, node):
            taken[position] = True
            left -= 1
    return taken


def _take(tree: _Tree, demand: list[int], inner: list[int], node: int) -> bool:
    """Count one more at a node if every group above it can still be completed."""
    raised = []
    while node >= 0:
        needed = inner[node] + 1
        if needed <= demand[node]:
            break
        if needed > tree.hi[node]:
            return False
        raised.append(node)
        node = tree.parent[node]
    for above in raised:
        inner[above] += 1
        demand[above] = inner[above]
    if node >= 0:
        inner[node] += 1
    return True


def _start(tree: _Tree, cells: IntArray, places: int) -> tuple[list[int] | None, list[int]]:
    """What each node demands before anything is taken, and how much of that its children demand.

    demand is None if some group cannot reach its minimum, or is asked for more than its maximum.
    """
    nodes = len(tree.parent)
    direct = np.bincount(tree.node_of_cell[cells], minlength=nodes).tolist()
    supply, inner, demand = direct, [0] * nodes, [0] * nodes
    for node in range(nodes - 1, -1, -1):
        demand[node] = max(tree.lo[node], inner[node])
        most = min(tree.hi[node], supply[node])
        if demand[node] > most:
            return None, inner
        if node > 0:
            inner[tree.parent[node]] += demand[node]
            supply[tree.parent[node]] += most
    # The nation's own demand starts at what its groups ask for: it has to be filled, never exceeded.
    demand[0] = inner[0]
    return demand, inner


def _crossing(model: Model) -> BoolArray:
    """(R, R) whether two rows share cells without one lying inside the other."""
    shared = (model.rows_of_cell.T @ model.rows_of_cell).toarray()
    size = np.diag(shared)
    return np.asarray((shared > 0) & (shared < np.minimum(size[:, None], size[None, :])), dtype=np.bool_)


def _tree(model: Model, subset: IntArray) -> _Tree:
    inside = model.rows_of_cell[:, subset]
    size = np.asarray(inside.sum(axis=0)).ravel()
    order = np.argsort(-size, kind="stable")
    inside = inside[:, order].tocsc()
    parent, node_of_cell = [-1], np.zeros(model.rows_of_cell.shape[0], dtype=np.int64)
    for node in range(1, len(order) + 1):
        cells = inside.indices[inside.indptr[node - 1] : inside.indptr[node]]
        parent.append(int(node_of_cell[cells[0]]))
        node_of_cell[cells] = node
    limits = subset[order]
    return _Tree(
        parent=parent,
        lo=[model.places, *model.lo[limits].tolist()],
        hi=[model.places, *model.hi[limits].tolist()],
        node_of_cell=node_of_cell,
    )
