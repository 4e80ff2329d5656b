"""Figures in classes that a map can colour."""

from hypothesis import given
from hypothesis import strategies as st

from fulcrum.registry.domain.map_classes import CLASSES, classes


def test_ten_different_figures_fill_five_classes_of_two():
    steps, bands = classes({str(figure): float(figure) for figure in range(10)})

    assert [steps[str(figure)] for figure in range(10)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [(band.least, band.most) for band in bands] == [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)]


def test_no_figures_make_no_classes():
    assert classes({}) == ({}, [])


@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1e6), min_size=1, max_size=30))
def test_equal_figures_share_a_class_and_larger_ones_never_stand_lower(figures):
    steps, bands = classes(figures)

    ordered = sorted(figures, key=lambda place: figures[place])
    assert [steps[place] for place in ordered] == sorted(steps.values())
    assert all(
        steps[one] == steps[other] for one in figures for other in figures if figures[one] == figures[other]
    )
    assert set(steps.values()) <= set(range(1, CLASSES + 1))
    assert all(
        band.least <= figures[place] <= band.most
        for place in figures
        for band in bands
        if band.step == steps[place]
    )
