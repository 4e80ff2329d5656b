"""What holds for every calendar: it agrees with a clock watched minute by minute, it adds up, it never runs back."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fulcrum.kit.wall_clock import instant, reached
from fulcrum.kit.working_days import Days, Period, Span, Week
from fulcrum.kit.working_time import Calendar, NotCovered

MINUTE = timedelta(minutes=1)
STRETCHES = {
    "Asia/Colombo": date(2026, 3, 14),
    "Europe/London": date(2026, 3, 24),  # leaps forward on the 29th
    "America/New_York": date(2026, 10, 27),  # goes back on 1 November
    "Australia/Lord_Howe": date(2026, 3, 30),  # goes back by half an hour on 5 April
    "America/Santiago": date(2026, 9, 1),  # leaps over a midnight
    "America/Havana": date(2026, 10, 28),  # goes back to a midnight
    "Pacific/Apia": date(2011, 12, 26),  # leaps over a whole day
}
LENGTH = 10
"""Days of each stretch; the change of the clocks lies well inside."""

minutes = st.integers(0, 24 * 60)


@st.composite
def spans(draw):
    """Up to three spans of one day that do not overlap; some touch, some end at midnight."""
    edges = sorted(draw(st.sets(minutes, max_size=6)))
    return tuple(
        Span(_wall(opens), _wall(closes)) for opens, closes in zip(edges[::2], edges[1::2], strict=False)
    )


def _wall(minute):
    return time(minute // 60 % 24, minute % 60)


@st.composite
def calendars(draw, zone=None):
    """A calendar of ten days, with two sets of hours, holidays and special days."""
    name = zone or draw(st.sampled_from(sorted(STRETCHES)))
    first = STRETCHES[name]
    days = list(Period(first, first + timedelta(days=LENGTH - 1)))
    weeks = tuple(
        Week(begins_on, tuple(draw(st.lists(spans(), min_size=7, max_size=7))))
        for begins_on in (first, draw(st.sampled_from(days)))
    )
    holidays = frozenset(draw(st.sets(st.sampled_from(days), max_size=3)))
    special = draw(st.dictionaries(st.sampled_from(days), spans(), max_size=3))
    return Calendar(name, ZoneInfo(name), Days(weeks, (Period(days[0], days[-1]),), holidays, special))


def bounds(calendar):
    """The first and the last instant that the calendar covers."""
    period = calendar.days.covered[0]
    first, after = period.first, period.last + timedelta(days=1)
    return tuple(instant(reached(day, time(), calendar.zone)) for day in (first, after))


@st.composite
def calendars_with_instants(draw, count):
    calendar = draw(calendars())
    begins, ends = bounds(calendar)
    length = (ends - begins) // timedelta(microseconds=1)
    moments = sorted(draw(st.lists(st.integers(0, length), min_size=count, max_size=count)))
    return calendar, [begins + timedelta(microseconds=moment) for moment in moments]


def watched(calendar, start, end):
    """Minutes from `start` to `end` in which a clock on the wall, which is never believed when it goes back, stands
    inside the hours of the day it shows."""
    shown = datetime.min
    begins, _ = bounds(calendar)
    worked, now = timedelta(0), begins
    while now < end:
        shown = max(shown, now.astimezone(calendar.zone).replace(tzinfo=None))
        if now >= start and calendar.covers(shown.date()):
            for span in calendar.days.of(shown.date()).spans:
                last = time.max if span.closes == time() else span.closes
                if span.opens <= shown.time() < last:
                    worked += MINUTE
        now += MINUTE
    return worked


@pytest.mark.parametrize("zone", sorted(STRETCHES))
@settings(max_examples=8, deadline=None, derandomize=True)
@given(data=st.data())
def test_it_agrees_with_a_clock_watched_minute_by_minute(zone, data):
    calendar = data.draw(calendars(zone))
    begins, ends = bounds(calendar)
    length = (ends - begins) // MINUTE
    start, end = sorted(begins + MINUTE * data.draw(st.integers(0, length)) for _ in range(2))

    assert calendar.working_time(start, end) == watched(calendar, start, end)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(calendars_with_instants(3))
def test_two_stretches_that_touch_add_up_to_the_whole(given_):
    calendar, (a, b, c) = given_

    assert calendar.working_time(a, c) == calendar.working_time(a, b) + calendar.working_time(b, c)
    assert calendar.working_time(c, a) == -calendar.working_time(a, c)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(calendars_with_instants(3))
def test_it_never_runs_backwards_nor_faster_than_time(given_):
    calendar, (a, b, c) = given_

    assert timedelta(0) <= calendar.working_time(a, b) <= calendar.working_time(a, c) <= c - a


@settings(max_examples=80, deadline=None, derandomize=True)
@given(calendars_with_instants(2), st.integers(0, 10**12))
def test_adding_and_measuring_undo_each_other(given_, microseconds):
    calendar, (start, _) = given_
    work = timedelta(microseconds=microseconds)
    try:
        due = calendar.add(start, work)
    except NotCovered:
        assert calendar.working_time(start, bounds(calendar)[1]) < work
        return

    assert calendar.working_time(start, due) == work
    if work:
        assert due > start
        assert calendar.working_time(start, due - timedelta(microseconds=1)) < work, "it was due earlier"


@settings(max_examples=80, deadline=None, derandomize=True)
@given(calendars_with_instants(1), st.integers(0, 10**11), st.integers(0, 10**11))
def test_work_added_in_two_parts_is_due_with_the_whole(given_, first, second):
    calendar, (start,) = given_
    parts = timedelta(microseconds=first), timedelta(microseconds=second)
    try:
        whole = calendar.add(start, sum(parts, timedelta(0)))
    except NotCovered:
        assume(False)

    assert calendar.add(calendar.add(start, parts[0]), parts[1]) == whole


@settings(max_examples=80, deadline=None, derandomize=True)
@given(calendars_with_instants(2))
def test_the_days_shares_add_up_to_the_whole(given_):
    calendar, (start, end) = given_

    told = sum((share.worked for share in calendar.shares(start, end)), timedelta(0))

    assert told == calendar.working_time(start, end)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(calendars_with_instants(1))
def test_the_next_opening_is_the_first_open_instant(given_):
    calendar, (start,) = given_
    try:
        opening = calendar.next_opening(start)
    except NotCovered:
        assert calendar.working_time(start, bounds(calendar)[1]) == timedelta(0)
        return

    assert calendar.is_open(opening)
    assert calendar.working_time(start, opening) == timedelta(0)
    assert (
        calendar.working_time(opening, calendar.next_closing(start)) == calendar.next_closing(start) - opening
    )
