"""Points of the earth placed on a drawing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulcrum.registry.domain import projection

SQUARE = "m 10,10 20,0 0,20 -20,0 z"


def drawn(lat, lon):
    return 200 * lon - 16_000, 2_000 - 200 * projection.mercator(lat)


def test_a_known_projection_is_found_again():
    places = [(6.0, 80.0), (7.5, 81.5), (9.5, 80.2), (8.2, 79.9), (6.9, 79.9)]

    fitted = projection.fit([(place, drawn(*place)) for place in places])

    assert fitted.place(7.0, 81.0) == pytest.approx(drawn(7.0, 81.0), abs=1e-6)
    assert fitted.worst_error == pytest.approx(0, abs=1e-6)
    assert fitted.unit_km == pytest.approx(111.2 / 200)


def test_too_few_places_are_refused():
    with pytest.raises(ValueError, match="4 pairs"):
        projection.fit([((6.0, 80.0), (0.0, 0.0))] * 3)


def test_the_centre_of_an_outline_is_its_centre_of_gravity():
    assert projection.centre(SQUARE) == pytest.approx((20, 20))


def test_an_island_counts_by_its_area():
    assert projection.centre(f"{SQUARE} m 100,0 2,0 0,2 -2,0 z") == pytest.approx((20.9, 19.91), abs=0.05)


def test_the_box_of_an_outline_holds_all_its_rings():
    assert projection.box(f"{SQUARE} m 100,0 2,0 0,2 -2,0 z") == (10, 10, 112, 30)


def test_an_outline_drawn_with_curves_is_refused():
    with pytest.raises(ValueError, match="m and z"):
        projection.rings("m 0,0 c 1,1 2,2 3,3 z")


def test_outlines_touch_only_where_they_share_a_border():
    assert projection.touch(SQUARE, "m 30,10 20,0 0,20 -20,0 z")
    assert not projection.touch(SQUARE, "m 40,10 20,0 0,20 -20,0 z")


def test_a_single_point_stands_on_its_centre():
    assert projection.spread(1, 0, 5.0) == (0.0, 0.0)


@given(st.integers(2, 60))
def test_points_that_share_a_centre_do_not_cover_each_other(count):
    points = [projection.spread(count, index, 5.0) for index in range(count)]

    gaps = [math.dist(one, other) for at, one in enumerate(points) for other in points[:at]]
    assert min(gaps) > 4.99
    assert points == [projection.spread(count, index, 5.0) for index in range(count)]
