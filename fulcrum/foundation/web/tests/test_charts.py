"""Lines over time: every figure in its place, and the same ones in the table."""

import pytest

from fulcrum.foundation.web.charts import BOTTOM, LEFT, RIGHT, TOP, line_chart

YEARS = ["2024", "2025", "2026"]


def chart(*series, marks=YEARS):
    return line_chart("Invented", "Year", marks, [(f"S{i}", values) for i, values in enumerate(series)])


def test_first_and_last_point_lie_at_the_edges_and_zero_at_the_foot():
    path = chart([0, 5, 10]).lines[0].path

    assert path.startswith(f"M{LEFT}.0 {float(BOTTOM)}")
    assert path.endswith(f"L{RIGHT}.0 {float(TOP)}")


def test_the_scale_holds_zero_and_round_figures():
    assert [tick.text for tick in chart([3, 7, 9.5]).ticks] == ["0", "5", "10"]
    assert [tick.text for tick in chart([-30, 10, 55]).ticks] == ["-50", "0", "50", "100"]


def test_a_gap_is_not_drawn_over_and_a_point_alone_is_seen():
    assert chart([1, None, 2]).lines[0].path.count("M") == 2
    assert chart([1, None, 2]).lines[0].path.count("h0") == 2


def test_the_table_holds_the_same_figures_and_a_dash_for_what_is_not_known():
    assert chart([1200, None, 2.5]).rows == [["2024", "1,200"], ["2025", "–"], ["2026", "2.5"]]


def test_many_marks_are_thinned_out():
    years = [str(year) for year in range(2000, 2026)]

    assert len(chart(list(range(26)), marks=years).marks) <= 8


@pytest.mark.parametrize("series", [[1, 2], [None, None, None], []])
def test_what_cannot_be_drawn_is_refused(series):
    with pytest.raises(ValueError, match="no chart"):
        chart(series)
