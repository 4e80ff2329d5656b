"""No way up leads back, in the tree or in any other sense."""

from fulcrum.registry.domain import tree
from fulcrum.registry.domain.parents import closes_a_circle


def test_a_circle_is_seen_however_long_it_is():
    parents = {1: [2], 2: [3], 3: [4]}

    assert closes_a_circle(4, 1, parents)
    assert closes_a_circle(1, 1, {})
    assert not closes_a_circle(1, 4, parents)


def test_two_ways_up_are_no_circle():
    assert not closes_a_circle(5, 1, {1: [2, 3], 2: [4], 3: [4]})


def test_those_in_circles_are_named_and_no_others():
    assert tree.in_circles({1: 2, 2: 3, 3: 2, 4: 3, 5: None, 6: 6, 7: 99}) == {2, 3, 6}
