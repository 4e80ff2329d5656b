"""The menu: a row for few entries, areas for many, and the person's own corner apart."""

import pytest
from django.test import RequestFactory
from django.utils.functional import lazystr

from fulcrum.foundation.web import menu

ADDRESSES = [
    "web:work",
    "web:design",
    "web:health",
    "web:ready",
    "web:design_themes",
    "registry:organisations",
    "registry:districts",
    "registry:sources",
    "allocation:plan",
    "allocation:need",
]


@pytest.fixture
def only(monkeypatch):
    """Have the menu hold these entries and groups and nothing else."""
    monkeypatch.setattr(menu, "_entries", [])
    monkeypatch.setattr(menu, "_groups", {})

    def set_them(*entries, groups=()):
        menu.register(*entries)
        menu.register_group(*groups)

    return set_them


def entry(order, group="", is_shown=None):
    return menu.Entry(order, lazystr(f"Entry {order}"), ADDRESSES[order], is_shown, group)


def shown(path="/"):
    return menu.shown_to(RequestFactory().get(path))


def labels(areas):
    return [str(area.label) for area in areas]


FEW, MANY = menu.MOST_IN_A_ROW, menu.MOST_IN_A_ROW + 1


def test_few_entries_stand_side_by_side_whatever_their_group(only):
    only(*(entry(order, "a") for order in range(FEW)), groups=[menu.Group(1, "a", lazystr("Area"))])

    assert labels(shown().areas) == [f"Entry {order}" for order in range(FEW)]
    assert shown().here is None


def test_many_entries_are_grouped_into_areas_that_lead_to_their_first_line(only):
    groups = [menu.Group(20, "b", lazystr("Second")), menu.Group(10, "a", lazystr("First"))]
    only(*(entry(order, "a" if order % 2 else "b") for order in range(MANY)), groups=groups)

    assert labels(shown().areas) == ["First", "Second"]
    assert shown().areas[1].href == "/work/"


def test_an_entry_of_no_known_group_is_an_area_of_its_own_in_its_order(only):
    groups = [menu.Group(3, "a", lazystr("Area"))]
    only(entry(1), *(entry(order, "a") for order in range(2, MANY)), entry(0, "unheard of"), groups=groups)

    assert labels(shown().areas) == ["Entry 0", "Entry 1", "Area"]


def test_the_area_of_the_page_shows_its_lines_and_the_longest_address_wins(only):
    groups = [menu.Group(1, "a", lazystr("Area"))]
    only(*(entry(order, "a") for order in range(MANY)), groups=groups)

    here = shown("/design/themes.css").here

    assert [str(line.label) for line in here.lines if line.is_current] == ["Entry 4"]


def test_what_a_reader_may_not_open_is_neither_shown_nor_counted(only):
    hidden = [entry(order, is_shown=lambda request: False) for order in range(FEW, len(ADDRESSES))]
    only(*(entry(order) for order in range(FEW)), *hidden)

    assert len(shown().areas) == FEW


def test_the_person_s_own_corner_stands_apart(only):
    only(entry(0), entry(1, menu.OWN))

    assert labels(shown().areas) == ["Entry 0"]
    assert [line.href for line in shown().own] == ["/design/"]
