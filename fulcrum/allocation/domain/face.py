"""What all plans with the best total have in common, read off the prices of the relaxation."""

from __future__ import annotations

from dataclasses import dataclass

from fulcrum.allocation.domain.lp import Relaxed
from fulcrum.allocation.domain.model import Model
from fulcrum.allocation.domain.problem import BoolArray


@dataclass(frozen=True, eq=False)
class Face:
    """What all plans with the best total have in common.

    always, never  (k,) classes taken as far as possible, or as little as possible, in every such plan
    tight_lo, _hi  (R,) rows that every such plan fills just to the minimum, or to the maximum
    is_exact       the bound equals the best total, so that whatever agrees with these four has the best total
    """

    always: BoolArray
    never: BoolArray
    tight_lo: BoolArray
    tight_hi: BoolArray
    is_exact: bool


def face(model: Model, relaxed: Relaxed, best: int) -> Face:
    """Read off the prices what every plan worth `best` must look like (complementary slackness)."""
    prices = relaxed.prices
    room = relaxed.bound - prices.denominator * best
    reduced = prices.reduced(model)
    row = prices.total[1:]
    return Face(reduced > room, reduced < -room, row < -room, row > room, room == 0)
