"""What the engine is asked: who may receive a unit, how many there are, and which quotas hold.

Shapes: N organisations, F families (province, tier, ...), G values inside one family.
Source: docs/method/placing.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
LabelArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

MICRO = 1_000_000
"""Micro-points in one point of score."""

MAX_SCORE = 1_000_000_000
"""Highest score, micro-points: sums over a million organisations stay exact in 64 bits."""

NO_LIMIT = 2**31 - 1
"""Value of `Family.hi` where a group has no maximum."""

NO_LABEL = -1
"""Label of an organisation that has no value in a family."""


@dataclass(frozen=True)
class NamedQuota:
    """One side of one quota, as a person wrote it: 'province = Western, at most 120'.

    Two rules of every problem have no value: group 'units' (how many are placed) and group 'mandatory'
    (all mandatory organisations are placed).
    """

    group: str
    value: str | None
    bound: str
    limit: int

    @property
    def is_rule(self) -> bool:
        """Whether this is the number of units or the mandatory list rather than a group's quota."""
        return self.value is None


@dataclass(frozen=True, eq=False)
class Family:
    """One way to group organisations, with a minimum and a maximum for each of its values.

    labels  (N,) position in `values`, NO_LABEL where an organisation has none
    lo, hi  (G,) organisations; lo 0 and hi NO_LIMIT mean no quota. lo above hi is allowed: it cannot be
            met, and the engine names it.
    """

    name: str
    labels: LabelArray
    values: tuple[str, ...]
    lo: LabelArray
    hi: LabelArray

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a family needs a name, got ''")
        _fix(self, "values", tuple(self.values))
        if len(set(self.values)) != len(self.values):
            raise ValueError(f"family {self.name!r} names a value twice: {self.values!r}")
        for field in ("labels", "lo", "hi"):
            _fix(self, field, _integers(getattr(self, field), np.int32, f"family {self.name!r}: {field}"))
        self._check_ranges()

    def _check_ranges(self) -> None:
        groups = len(self.values)
        if len(self.lo) != groups or len(self.hi) != groups:
            raise ValueError(
                f"family {self.name!r} has {groups} values, {len(self.lo)} lo, {len(self.hi)} hi"
            )
        if len(self.labels) and (self.labels.min() < NO_LABEL or self.labels.max() >= groups):
            wrong = int(self.labels[(self.labels < NO_LABEL) | (self.labels >= groups)][0])
            raise ValueError(f"family {self.name!r} has label {wrong}, expected -1 to {groups - 1}")
        for field in ("lo", "hi"):
            limits = getattr(self, field)
            if len(limits) and limits.min() < 0:
                raise ValueError(f"family {self.name!r} has a negative {field}: {int(limits.min())}")

    def quotas(self) -> Iterator[tuple[int, NamedQuota]]:
        """Every stated side of a quota with the position of its value, minimum before maximum."""
        for g, value in enumerate(self.values):
            if self.lo[g] > 0:
                yield g, NamedQuota(self.name, value, "min", int(self.lo[g]))
            if self.hi[g] < NO_LIMIT:
                yield g, NamedQuota(self.name, value, "max", int(self.hi[g]))


@dataclass(frozen=True, eq=False)
class Problem:
    """Place exactly `units` units, at most one each, where they meet the most need.

    key       (N,) stable number of an organisation; the lottery depends on it and `tie_seed` alone
    score     (N,) micro-points, 0 to MAX_SCORE; higher is needier
    ids       (N,) the names people know the organisations by
    Raises    ValueError with the value for anything that makes no sense; a problem that makes sense but
              cannot be met is no error.
    """

    key: IntArray
    score: IntArray
    mandatory: BoolArray
    excluded: BoolArray
    units: int
    families: tuple[Family, ...]
    tie_seed: int | str
    ids: tuple[str, ...]

    def __post_init__(self) -> None:
        _fix(self, "key", _integers(self.key, np.int64, "key"))
        _fix(self, "score", _integers(self.score, np.int64, "score"))
        for field in ("mandatory", "excluded"):
            _fix(self, field, _booleans(getattr(self, field), field))
        _fix(self, "families", tuple(self.families))
        _fix(self, "ids", tuple(self.ids))
        self._check_lengths()
        self._check_organisations()
        self._check_units()

    @property
    def size(self) -> int:
        """Number of organisations, N."""
        return len(self.key)

    def _check_lengths(self) -> None:
        for field in ("score", "mandatory", "excluded", "ids"):
            if len(getattr(self, field)) != self.size:
                raise ValueError(f"{self.size} keys but {len(getattr(self, field))} of {field}")
        names = [family.name for family in self.families]
        if len(set(names)) != len(names):
            raise ValueError(f"two families have one name: {names!r}")
        for family in self.families:
            if len(family.labels) != self.size:
                raise ValueError(
                    f"{self.size} keys but {len(family.labels)} labels in family {family.name!r}"
                )

    def _check_organisations(self) -> None:
        keys, counts = np.unique(self.key, return_counts=True)
        if (counts > 1).any():
            raise ValueError(f"key {int(keys[counts > 1][0])} is used twice")
        if len(set(self.ids)) != self.size:
            seen: set[str] = set()
            twice = next(i for i in self.ids if i in seen or seen.add(i))  # type: ignore[func-returns-value]
            raise ValueError(f"id {twice!r} is used twice")
        out_of_range = (self.score < 0) | (self.score > MAX_SCORE)
        if out_of_range.any():
            i = int(np.flatnonzero(out_of_range)[0])
            raise ValueError(f"score of {self.ids[i]!r} is {int(self.score[i])}, expected 0 to {MAX_SCORE}")
        both = self.mandatory & self.excluded
        if both.any():
            raise ValueError(f"{self.ids[int(np.flatnonzero(both)[0])]!r} is both mandatory and excluded")

    def _check_units(self) -> None:
        if isinstance(self.units, bool) or not isinstance(self.units, int | np.integer):
            raise ValueError(f"units must be a whole number, got {self.units!r}")
        _fix(self, "units", int(self.units))
        if not 0 <= self.units <= self.size:
            raise ValueError(f"units is {self.units}, expected 0 to {self.size}, the number of organisations")
        if isinstance(self.tie_seed, bool) or not isinstance(self.tie_seed, int | str):
            raise ValueError(f"tie_seed must be a whole number or a text, got {self.tie_seed!r}")


def _fix(target: Any, field: str, value: Any) -> None:
    object.__setattr__(target, field, value)


def _integers(values: Any, kind: type[np.signedinteger[Any]], what: str) -> npt.NDArray[Any]:
    """A read-only copy, so that neither side can change the other's array."""
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and not np.issubdtype(array.dtype, np.integer)):
        raise ValueError(f"{what} must be a row of whole numbers, got {array.dtype} of shape {array.shape}")
    limits = np.iinfo(kind)
    if array.size and (int(array.min()) < limits.min or int(array.max()) > limits.max):
        raise ValueError(f"{what} has a number outside {limits.min} to {limits.max}")
    copy = array.astype(kind)
    copy.setflags(write=False)
    return copy


def _booleans(values: Any, what: str) -> BoolArray:
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype != np.bool_):
        raise ValueError(f"{what} must be a row of true and false, got {array.dtype} of shape {array.shape}")
    copy = array.astype(np.bool_)
    copy.setflags(write=False)
    return copy
