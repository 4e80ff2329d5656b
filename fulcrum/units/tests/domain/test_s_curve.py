"""Rules of the S-curve that hold whatever the units are."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fulcrum.units.domain.s_curve import FEWEST_FINISHED, Course, Silence, Target, curve

ON = date(2026, 6, 17)
TARGET = Target(30, date(2024, 1, 1), date(2026, 12, 31))
spans = st.integers(0, 700)


@st.composite
def courses(draw):
    began = ON - timedelta(days=draw(spans))
    planned = draw(st.none() | spans)
    formed = draw(st.none() | st.integers(0, max(0, (ON - began).days)))
    return Course(
        began,
        None if planned is None else began + timedelta(days=planned),
        None if formed is None else began + timedelta(days=formed),
        draw(st.floats(0, 1)),
    )


units = st.lists(courses(), max_size=40)
targets = st.sampled_from([None, TARGET, Target(5, ON, ON)])


def finished(number=FEWEST_FINISHED, took=150):
    began = ON - timedelta(days=300)
    return [Course(began, began + timedelta(days=100), began + timedelta(days=took))] * number


@settings(max_examples=60, deadline=None)
@given(units, targets)
def test_no_line_ever_falls(found, target):
    points = curve(found, target, ON).points

    for line in ("planned", "actual", "forecast", "low", "high"):
        values = [value for point in points if (value := getattr(point, line)) is not None]
        assert all(before <= after for before, after in pairwise(values)), line


@settings(max_examples=60, deadline=None)
@given(units, targets)
def test_the_forecast_begins_today_at_the_actual_number_and_stays_in_its_interval(found, target):
    drawn = curve(found, target, ON)

    told = [point for point in drawn.points if point.forecast is not None]
    assert (drawn.silence is None) == bool(told)
    if told:
        assert (told[0].on, told[0].forecast, told[0].actual) == (ON, told[0].actual, told[0].forecast)
        assert all(point.low <= point.forecast <= point.high for point in told)


@settings(max_examples=40, deadline=None)
@given(units, st.randoms(use_true_random=False))
def test_the_order_of_the_units_plays_no_part(found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)

    assert curve(shuffled, TARGET, ON) == curve(found, TARGET, ON)


@settings(max_examples=40, deadline=None)
@given(units)
def test_no_more_are_foretold_than_there_are_units_and_places(found):
    highest = max(TARGET.units, len(found))

    assert all((point.high or 0) <= highest for point in curve(found, TARGET, ON).points)


def test_without_units_and_target_there_is_nothing_to_draw():
    assert curve([], None, ON).points == ()


def test_one_finished_unit_too_few_is_too_little_to_foretell():
    waiting = [Course(ON - timedelta(days=10), ON + timedelta(days=90))]

    assert curve([*finished(FEWEST_FINISHED - 1), *waiting], None, ON).silence is Silence.TOO_LITTLE
    assert curve([*finished(FEWEST_FINISHED), *waiting], None, ON).silence is None


def test_when_all_are_formed_nothing_is_left_to_foretell():
    assert curve(finished(), None, ON).silence is Silence.NOTHING_LEFT


def test_units_that_nobody_begins_are_not_foretold():
    began = ON - timedelta(days=900)
    old = [Course(began, began + timedelta(days=100), began + timedelta(days=120))] * FEWEST_FINISHED

    assert curve(old, TARGET, ON).silence is Silence.NOTHING_LEFT


def test_a_unit_late_beyond_its_plan_is_expected_tomorrow_at_the_earliest():
    late = Course(ON - timedelta(days=250), ON - timedelta(days=150), None, 0.0)

    points = curve([*finished(), late], None, ON).points

    assert [(point.on, point.forecast) for point in points[-2:]] == [
        (ON, FEWEST_FINISHED),
        (date(2026, 6, 30), FEWEST_FINISHED + 1),
    ]


def test_the_first_day_of_the_target_counts_none_and_its_last_day_all():
    points = curve([], TARGET, date(2027, 1, 15)).points

    planned = {point.on: point.planned for point in points}
    assert planned[date(2024, 1, 31)] == 0
    assert planned[date(2026, 12, 31)] == TARGET.units
    assert planned[date(2027, 1, 15)] == TARGET.units
