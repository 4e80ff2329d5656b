"""Waits after wrong attempts: none at first, then growing, never for ever."""

from datetime import timedelta

import pytest

from fulcrum.foundation.signin.domain.limits import ACCOUNT, ADDRESS, BROWSER, Rule, counted, wait_after
from tests.cast import NOW

RULE = Rule(free=5)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (10, 15), (100_000, 15)],
)
def test_the_fifth_wrong_attempt_costs_a_minute_each_further_one_twice_as_long_until_a_quarter_of_an_hour(
    attempts, minutes
):
    assert wait_after(attempts, RULE) == timedelta(minutes=minutes)


def test_nobody_is_shut_out_for_longer_than_a_quarter_of_an_hour():
    rules = [*ACCOUNT.values(), *BROWSER.values(), *ADDRESS.values()]

    assert max(wait_after(10_000, rule) for rule in rules) == timedelta(minutes=15)


def test_attempts_add_up_until_the_last_is_a_day_old():
    just_within = NOW + RULE.memory - timedelta(seconds=1)

    assert counted(7, NOW, just_within, RULE) == 8
    assert counted(7, NOW, NOW + RULE.memory, RULE) == 1
    assert counted(0, None, NOW, RULE) == 1
