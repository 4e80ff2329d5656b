"""Collected notices go out once the reader's hour has struck."""

from datetime import datetime

import pytest

from fulcrum.foundation.notices.domain.digest import is_due, last_moment


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-11-23T07:00", "2026-11-23T07:00"),
        ("2026-11-23T06:59", "2026-11-22T07:00"),
        ("2026-11-23T23:59", "2026-11-23T07:00"),
    ],
)
def test_the_last_hour_is_the_one_that_struck_last(now, moment):
    assert last_moment(at(now), 7) == at(moment)


@pytest.mark.parametrize(
    ("oldest", "now", "expected"),
    [
        ("2026-11-23T06:59", "2026-11-23T07:00", True),
        ("2026-11-23T07:01", "2026-11-23T07:30", False),
        ("2026-11-23T07:01", "2026-11-24T07:00", True),
        ("2026-11-20T12:00", "2026-11-23T06:00", True),
    ],
    ids=["just before its hour", "just after its hour", "a day later", "missed while nothing ran"],
)
def test_what_is_older_than_the_last_hour_is_due(oldest, now, expected):
    assert is_due(at(oldest), at(now), 7) is expected


def test_an_hour_that_no_day_has_is_a_mistake():
    with pytest.raises(ValueError, match="24"):
        last_moment(at("2026-11-23T07:00"), 24)
