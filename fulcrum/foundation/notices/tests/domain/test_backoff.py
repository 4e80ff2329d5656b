"""A mail that could not be sent is tried six times, with growing pauses."""

from datetime import timedelta

import pytest

from fulcrum.foundation.notices.domain.backoff import wait_after


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [
        (1, timedelta(minutes=1)),
        (2, timedelta(minutes=5)),
        (3, timedelta(minutes=30)),
        (4, timedelta(hours=2)),
        (5, timedelta(hours=12)),
        (6, None),
        (7, None),
    ],
)
def test_each_pause_is_longer_until_it_is_given_up(attempts, wait):
    assert wait_after(attempts) == wait


def test_there_is_no_pause_before_the_first_attempt():
    with pytest.raises(ValueError, match="0 attempts"):
        wait_after(0)
