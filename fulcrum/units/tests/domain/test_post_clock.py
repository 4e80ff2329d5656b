"""Since when a post is empty, and since when it lacks a holder of its own."""

from datetime import date

import pytest

from fulcrum.registry.domain.offices import Span
from fulcrum.registry.domain.roles import Manner
from fulcrum.units.domain.post_clock import PostClock, clock_on

OPENED, TODAY = date(2026, 1, 1), date(2026, 11, 23)
OWN, ACTING, COVERING = Manner.SUBSTANTIVE, Manner.ACTING, Manner.COVERING


def test_a_post_that_nobody_ever_held_is_empty_since_it_was_opened():
    assert clock_on(OPENED, [], TODAY) == PostClock(OPENED, OPENED)


def test_both_clocks_stand_while_its_own_holder_is_there():
    held = [Span(OWN, date(2026, 2, 1), None)]

    assert clock_on(OPENED, held, TODAY) == PostClock(None, None)


@pytest.mark.parametrize("manner", [ACTING, COVERING])
def test_who_fills_it_for_now_stops_the_one_clock_and_not_the_other(manner):
    spans = [Span(OWN, date(2026, 2, 1), date(2026, 10, 31)), Span(manner, date(2026, 11, 10), None)]

    assert clock_on(OPENED, spans, TODAY) == PostClock(None, date(2026, 11, 1))


def test_it_is_empty_from_the_day_after_the_last_one_left_whatever_the_manner():
    spans = [
        Span(OWN, date(2026, 2, 1), date(2026, 9, 30)),
        Span(ACTING, date(2026, 10, 5), date(2026, 11, 13)),
    ]

    assert clock_on(OPENED, spans, TODAY) == PostClock(date(2026, 11, 14), date(2026, 10, 1))


def test_the_last_day_still_counts_as_held():
    assert clock_on(OPENED, [Span(OWN, OPENED, TODAY)], TODAY) == PostClock(None, None)


def test_who_begins_tomorrow_is_not_in_it_today():
    spans = [Span(OWN, date(2026, 11, 24), None)]

    assert clock_on(OPENED, spans, TODAY) == PostClock(OPENED, OPENED)
