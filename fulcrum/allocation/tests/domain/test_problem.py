"""A problem that makes no sense is refused when it is made, with the value."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fulcrum.allocation.domain.problem import MAX_SCORE, Family
from fulcrum.allocation.tests.domain.placing_cases import family, problem


@pytest.fixture
def sound():
    return problem([3, 2, 1], 1, [family("f", ["a", "b", None], {"a": (0, 1)})])


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ({"key": np.array([1, 1, 2])}, "key 1"),
        ({"key": np.array([1.0, 2.0, 3.0])}, "float64"),
        ({"score": np.array([1, 2])}, "2 of score"),
        ({"score": np.array([1, -5, 2])}, "-5"),
        ({"score": np.array([1, MAX_SCORE + 1, 2])}, str(MAX_SCORE + 1)),
        ({"score": np.array([True, False, True])}, "bool"),
        ({"mandatory": np.array([1, 0, 0])}, "int64"),
        ({"mandatory": np.array([True, False, False]), "excluded": np.array([True, False, False])}, "'o0'"),
        ({"units": 4}, "4"),
        ({"units": -1}, "-1"),
        ({"units": True}, "True"),
        ({"units": 1.0}, "1.0"),
        ({"tie_seed": 1.5}, "1.5"),
        ({"tie_seed": True}, "True"),
        ({"ids": ("o0", "o0", "o1")}, "'o0'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_value(sound, change, value):
    with pytest.raises(ValueError, match=value):
        replace(sound, **change)


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ({"name": ""}, "''"),
        ({"values": ("a", "a")}, "'a'"),
        ({"labels": np.array([0, 2, -1])}, "2"),
        ({"labels": np.array([0, -2, -1])}, "-2"),
        ({"lo": np.array([0])}, "1 lo"),
        ({"lo": np.array([-1, 0])}, "-1"),
        ({"hi": np.array([2**31, 0])}, "hi"),
    ],
)
def test_a_family_that_makes_no_sense_is_refused_with_its_value(sound, change, value):
    with pytest.raises(ValueError, match=value):
        replace(sound.families[0], **change)


def test_a_family_must_label_every_organisation(sound):
    short = Family(
        "g", np.zeros(2, dtype=np.int32), ("x",), np.zeros(1, dtype=np.int32), np.ones(1, dtype=np.int32)
    )

    with pytest.raises(ValueError, match="'g'"):
        replace(sound, families=(short,))


def test_two_families_of_one_name_are_refused(sound):
    with pytest.raises(ValueError, match="'f', 'f'"):
        replace(sound, families=sound.families * 2)


def test_it_keeps_its_own_unchangeable_copy_of_what_it_was_given():
    score = np.array([3, 2, 1])
    asked = problem(score, 1)

    score[0] = 9

    assert asked.score[0] == 3
    with pytest.raises(ValueError, match="read-only"):
        asked.score[0] = 9


def test_a_minimum_above_a_maximum_makes_sense_and_cannot_be_met(sound):
    contradictory = replace(sound.families[0], lo=np.array([1, 0]), hi=np.array([0, 5]))

    assert [quota.bound for _, quota in contradictory.quotas()] == ["min", "max", "max"]
