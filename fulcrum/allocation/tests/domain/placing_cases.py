"""Small problems for the placing engine, and the slow way to solve them: try every plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from fulcrum.allocation.domain.lottery import lot
from fulcrum.allocation.domain.problem import NO_LABEL, NO_LIMIT, BoolArray, Family, Problem


@dataclass(frozen=True)
class Best:
    """What trying every plan finds; `plans` are all plans with the best total."""

    total: int
    plans: tuple[frozenset[int], ...]


def problem(scores, units, families=(), *, mandatory=(), excluded=(), seed="seed", keys=None) -> Problem:
    """A problem from lists; organisations are called o0, o1, ..."""
    n = len(scores)
    return Problem(
        key=np.arange(n, dtype=np.int64) if keys is None else np.asarray(keys, dtype=np.int64),
        score=np.asarray(scores, dtype=np.int64),
        mandatory=flags(n, mandatory),
        excluded=flags(n, excluded),
        units=units,
        families=tuple(families),
        tie_seed=seed,
        ids=tuple(f"o{i}" for i in range(n)),
    )


def family(name, labels, limits) -> Family:
    """A family from labels ("a", "b", None ...) and limits {"a": (lo, hi)}, either side None for no limit."""
    values = tuple(sorted({label for label in labels if label is not None} | set(limits)))
    position = {value: g for g, value in enumerate(values)} | {None: NO_LABEL}
    lo = [limits.get(value, (None, None))[0] or 0 for value in values]
    hi = [NO_LIMIT if (top := limits.get(value, (None, None))[1]) is None else top for value in values]
    return Family(
        name,
        np.array([position[label] for label in labels], dtype=np.int32),
        values,
        np.array(lo, dtype=np.int32),
        np.array(hi, dtype=np.int32),
    )


def flags(n, which) -> BoolArray:
    """(n,) True at the positions given."""
    array = np.zeros(n, dtype=np.bool_)
    array[list(which)] = True
    return array


def plans(p: Problem) -> Iterator[frozenset[int]]:
    """Every plan that keeps all the rules."""
    free = [i for i in range(p.size) if not p.mandatory[i] and not p.excluded[i]]
    fixed = [i for i in range(p.size) if p.mandatory[i]]
    if p.units < len(fixed):
        return
    for rest in combinations(free, p.units - len(fixed)):
        hosts = [*fixed, *rest]
        if all(keeps(hosts, f) for f in p.families):
            yield frozenset(hosts)


def keeps(hosts, f: Family) -> bool:
    """Whether a choice keeps every quota of a family."""
    placed = np.bincount(f.labels[hosts] + 1, minlength=len(f.values) + 1)[1:]
    return bool((placed >= f.lo).all() and (placed <= f.hi).all())


def enumerate_best(p: Problem) -> Best | None:
    """The best total and every plan that has it; None if no plan keeps the rules."""
    totals = {plan: sum(int(p.score[i]) for i in plan) for plan in plans(p)}
    if not totals:
        return None
    best = max(totals.values())
    return Best(best, tuple(plan for plan, total in totals.items() if total == best))


def lottery_winner(p: Problem, best: Best) -> frozenset[int]:
    """The best plan with the highest total of lots, mandatory ones aside."""
    free = {i: lot(p.tie_seed, int(p.key[i])) for i in range(p.size) if not p.mandatory[i]}
    return max(best.plans, key=lambda plan: sum(free.get(i, 0) for i in plan))


def random_problem(seed: int, kind: str, n_max: int = 13) -> Problem:
    """A small problem of a kind: none, partition, nested, two, three, knot; often tied, sometimes infeasible."""
    rng = np.random.default_rng(seed)
    if kind == "knot":
        return _knot(rng, seed)
    n = int(rng.integers(4, n_max + 1))
    units = int(rng.integers(1, n))
    steps = int(rng.choice([2, 4, 1000]))
    scores = rng.integers(0, steps, n) * (1_000_000 // steps)
    roles = rng.choice(3, n, p=[0.84, 0.08, 0.08])
    meant = flags(n, rng.choice(n, units, replace=False))
    return problem(
        scores,
        units,
        [_around(rng, name, labels, meant) for name, labels in _labels(rng, kind, n)],
        mandatory=np.flatnonzero((roles == 1) & meant),
        excluded=np.flatnonzero((roles == 2) & (~meant | (rng.random(n) < 0.2))),
        seed=seed,
        keys=rng.permutation(1000)[:n],
    )


def _knot(rng, seed):
    """Pairs of which one at most may be taken, crossing in three families: the relaxation takes halves."""
    n = 2 * int(rng.integers(3, 7))
    pairs = [[str(g) for g in rng.permutation(n) // 2] for _ in range(3)]
    families = [family(f"f{i}", labels, dict.fromkeys(labels, (None, 1))) for i, labels in enumerate(pairs)]
    scores = rng.integers(80, 100, n) * 10_000
    units = n // 2 - int(rng.integers(0, 3))
    return problem(scores, units, families, seed=seed, keys=rng.permutation(1000)[:n])


def _labels(rng, kind, n):
    if kind == "nested":
        districts = rng.integers(-1, 4, n)
        provinces = np.where(districts < 0, rng.integers(-1, 2, n), districts // 2)
        return [("district", districts), ("province", provinces)]
    count = {"none": 0, "partition": 1, "two": 2, "three": 3}[kind]
    return [(f"f{i}", rng.integers(-1 if i else 0, 3, n)) for i in range(count)]


def _around(rng, name, labels, meant):
    """Quotas close around the counts of a plan that somebody meant, so that they bind and mostly can be kept."""
    limits = {}
    for g in range(4):
        placed = int(meant[labels == g].sum())
        lo = max(0, placed - int(rng.integers(0, 2)))
        hi = placed + int(rng.integers(0, 2))
        sides = rng.choice(4, p=[0.1, 0.2, 0.2, 0.5])
        limits[str(g)] = (lo if sides & 1 else None, hi if sides & 2 else None)
    return family(name, [None if g < 0 else str(g) for g in labels], limits)
