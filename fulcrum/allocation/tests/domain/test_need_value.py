"""Value functions at and between their anchors."""

from decimal import Decimal

import pytest

from fulcrum.allocation.domain.value import Scale, ValueFunction


def function(scale: Scale, *anchors: tuple[str, str]) -> ValueFunction:
    return ValueFunction(scale, tuple((Decimal(figure), Decimal(value)) for figure, value in anchors))


LOG = function(Scale.LOG, ("10000", "0"), ("1000000", "1"))
FALLING = function(Scale.LINEAR, ("5", "1"), ("25", "0"))
BENT = function(Scale.LINEAR, ("0", "0"), ("10", "0.8"), ("40", "1"))
COUNT = function(Scale.LOG_PLUS_ONE, ("0", "0"), ("99", "1"))


@pytest.mark.parametrize(
    ("worth", "figure", "micro"),
    [
        (LOG, "3000", 0),
        (LOG, "10000", 0),
        (LOG, "100000", 500_000),
        (LOG, "1000000", 1_000_000),
        (LOG, "22000000", 1_000_000),
        (FALLING, "1.2", 1_000_000),
        (FALLING, "15", 500_000),
        (FALLING, "36.8", 0),
        (BENT, "5", 400_000),
        (BENT, "25", 900_000),
        (COUNT, "0", 0),
        (COUNT, "9", 500_000),
        (COUNT, "300", 1_000_000),
    ],
)
def test_a_figure_is_worth_what_the_anchors_say(worth, figure, micro):
    assert worth.micro(Decimal(figure)) == micro


def test_zero_people_are_worth_the_first_anchor_though_they_have_no_logarithm():
    assert LOG.micro(Decimal(0)) == 0
