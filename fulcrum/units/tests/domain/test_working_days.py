"""Working days by their number, on a calendar made here."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from fulcrum.kit.working_days import Days, Period, Span, Week
from fulcrum.kit.working_time import Calendar, NotCovered
from fulcrum.units.domain.working_days import WorkingDays, dated

OPEN = (Span(time(8, 30), time(16, 15)),)
MONDAY = date(2026, 11, 2)


def calendar(holidays=(), last=date(2026, 12, 31)):
    week = Week(date(2026, 1, 1), (OPEN, OPEN, OPEN, OPEN, OPEN, (), ()))
    days = Days((week,), (Period(date(2026, 1, 1), last),), frozenset(holidays))
    return Calendar("office", ZoneInfo("Asia/Colombo"), days)


def test_rest_days_and_holidays_are_passed_over():
    days = WorkingDays(calendar(holidays=[date(2026, 11, 4)]), MONDAY)

    assert [days.date_of(number).day for number in range(5)] == [2, 3, 5, 6, 9]


def test_a_plan_that_begins_on_a_rest_day_begins_on_the_next_working_day():
    assert WorkingDays(calendar(), date(2026, 11, 7)).date_of(0) == date(2026, 11, 9)


def test_how_many_working_days_lie_before_a_day():
    days = WorkingDays(calendar(), MONDAY)

    assert days.until(date(2026, 11, 9)) == 5
    assert days.until(date(2026, 11, 1)) == 0


def test_beyond_the_calendar_nothing_is_guessed():
    days = WorkingDays(calendar(last=date(2026, 11, 4)), MONDAY)

    with pytest.raises(NotCovered):
        days.date_of(3)


def test_steps_within_the_calendar_get_their_days_and_the_first_day_that_it_lacks_is_told():
    days = WorkingDays(calendar(last=date(2026, 11, 4)), MONDAY)

    found, lacking = dated({"a": (0, 1), "b": (2, 4), "c": (5, 6)}, days)

    assert found == {"a": (MONDAY, date(2026, 11, 3))}
    assert lacking is not None
    assert lacking.day == date(2026, 11, 5)


def test_working_days_have_no_negative_numbers():
    with pytest.raises(ValueError, match="-1"):
        WorkingDays(calendar(), MONDAY).date_of(-1)
