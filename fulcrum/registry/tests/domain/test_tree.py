"""The place of each body in the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulcrum.registry.domain.tree import places


def test_a_body_knows_the_way_down_to_it_and_how_many_are_below():
    found = places({1: None, 2: 1, 3: 2, 4: 1})

    assert found[3].keys == (1, 2, 3)
    assert found[3].depth == 2
    assert {key: place.bodies_below for key, place in found.items()} == {1: 3, 2: 1, 3: 0, 4: 0}


def test_a_circle_is_refused():
    with pytest.raises(ValueError, match="circle"):
        places({1: 2, 2: 1})


def test_a_parent_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="7"):
        places({1: 7})


@st.composite
def trees(draw):
    size = draw(st.integers(1, 30))
    return {key: draw(st.sampled_from([None, *range(1, key)])) for key in range(1, size + 1)}


@given(trees())
def test_every_body_is_counted_once_by_each_body_above_it(parents):
    found = places(parents)

    assert sum(place.bodies_below for place in found.values()) == sum(place.depth for place in found.values())
    assert all(place.keys[-1] == key for key, place in found.items())
