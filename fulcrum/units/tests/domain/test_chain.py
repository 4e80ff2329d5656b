"""The longest chain of steps."""

import pytest

from fulcrum.units.domain.chain import longest


def test_it_runs_through_the_steps_that_take_longest():
    days = {"a": 2, "b": 5, "c": 1, "d": 3}
    after = {"c": ("a", "b"), "d": ("a",)}

    assert longest(days, after) == (6, ("b", "c"))


def test_a_step_that_does_not_stand_in_the_plan_holds_nothing_up():
    assert longest({"b": 5}, {"b": ("left out",)}) == (5, ("b",))


def test_without_steps_it_is_nothing():
    assert longest({}, {}) == (0, ())


def test_a_circle_is_refused():
    with pytest.raises(ValueError, match="circle: a, b"):
        longest({"a": 1, "b": 1}, {"a": ("b",), "b": ("a",)})
