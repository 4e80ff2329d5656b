"""Value functions: what a raw figure is worth, between 0 and 1, by anchors that are fixed in the content.

Values are integers in millionths, computed with exact fractions and decimal logarithms, so that every machine gets
the same number. Source: docs/method/need-score.md.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

MICRO = 1_000_000
_CONTEXT = Context(prec=30)


class Scale(StrEnum):
    LINEAR = "linear"
    LOG = "log"  # each tenfold step counts the same; figures must be positive
    LOG_PLUS_ONE = "log_plus_one"  # the same for counts that may be zero


@dataclass(frozen=True, slots=True)
class ValueFunction:
    """Straight lines between anchors (raw figure, value) on the given scale, level outside the first and last.

    anchors   raw figures strictly increasing; values in 0..1, all rising or all falling
    """

    scale: Scale
    anchors: tuple[tuple[Decimal, Decimal], ...]

    def micro(self, raw: Decimal) -> int:
        """The value of a raw figure in millionths, 0..1_000_000."""
        (first, first_value), (last, last_value) = self.anchors[0], self.anchors[-1]
        if raw <= first:
            return _micro(Fraction(first_value))
        if raw >= last:
            return _micro(Fraction(last_value))
        for (x0, y0), (x1, y1) in zip(self.anchors, self.anchors[1:], strict=False):
            if raw <= x1:
                share = (self._place(raw) - self._place(x0)) / (self._place(x1) - self._place(x0))
                return _micro(Fraction(y0) + share * (Fraction(y1) - Fraction(y0)))
        raise AssertionError("unreachable: the last anchor was compared above")

    def _place(self, raw: Decimal) -> Fraction:
        if self.scale is Scale.LINEAR:
            return Fraction(raw)
        return Fraction(_logarithm(raw + 1 if self.scale is Scale.LOG_PLUS_ONE else raw))


@lru_cache(maxsize=8192)
def _logarithm(raw: Decimal) -> Decimal:
    return raw.ln(_CONTEXT)


def _micro(value: Fraction) -> int:
    exact = Decimal(value.numerator) * MICRO / Decimal(value.denominator)
    return int(exact.to_integral_value(rounding=ROUND_HALF_EVEN))
