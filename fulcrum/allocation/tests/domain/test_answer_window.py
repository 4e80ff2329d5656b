"""The days of an offer, counted by hand on a calendar of working weeks."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from fulcrum.allocation.domain import answer_window
from fulcrum.kit.content_checks import ContentError
from fulcrum.kit.working_days import Days, Period, Span, Week
from fulcrum.kit.working_time import Calendar, NotCovered

MONDAY = date(2026, 11, 23)
OFFICE = (Span(time(8, 30), time(16, 15)),)


def calendar(*holidays, last=date(2026, 12, 31)):
    week = Week(date(2026, 1, 1), (OFFICE,) * 5 + ((), ()))
    days = Days((week,), (Period(date(2026, 1, 1), last),), frozenset(holidays))
    return Calendar("office", ZoneInfo("Asia/Colombo"), days)


def test_fifteen_working_days_from_a_monday_end_on_the_monday_three_weeks_later():
    found = answer_window.window(calendar(), MONDAY, 15, 3)

    assert found.answer_by == date(2026, 12, 14)
    assert found.remind_on == (date(2026, 12, 3), date(2026, 12, 9))


def test_a_holiday_moves_the_last_day():
    found = answer_window.window(calendar(date(2026, 11, 24)), MONDAY, 15, 3)

    assert found.answer_by == date(2026, 12, 15)


def test_a_window_beyond_the_known_days_is_told_and_never_guessed():
    with pytest.raises(NotCovered) as told:
        answer_window.window(calendar(last=date(2026, 12, 4)), MONDAY, 15, 3)

    assert told.value.day == date(2026, 12, 5)


def test_a_window_of_one_day_has_no_reminder():
    found = answer_window.window(calendar(), MONDAY, 1, 3)

    assert found == answer_window.Window(date(2026, 11, 24), ())


def test_a_moved_last_day_has_reminders_between_today_and_it():
    found = answer_window.reminders(calendar(), MONDAY, date(2026, 12, 7), 3)

    assert found == (date(2026, 11, 30), date(2026, 12, 2))


def test_rules_whose_reminder_lies_before_the_window_are_refused_with_the_place():
    text = (
        "format: fulcrum.offers/1\nversion: 1\npublished_on: 2026-11-23\nwindow_working_days: 3\n"
        "remind_before_last_day: 3\nafter_answer_working_days: 5\nappeal_days: 30\nbasis: ours\n"
    )

    with pytest.raises(ContentError, match="remind_before_last_day"):
        answer_window.load_rules(text)
