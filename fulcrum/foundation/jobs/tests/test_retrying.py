"""A failed job is tried again after longer and longer waits; what a person must decide is not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from procrastinate.jobs import Job

from fulcrum.foundation.jobs.retrying import BACK_OFF
from fulcrum.foundation.jobs.services.progress import Cancelled
from fulcrum.kit.refusal import Refusal


def decision(error, attempts):
    job = Job(queue="default", lock=None, queueing_lock=None, task_name="any", attempts=attempts)
    return BACK_OFF.get_retry_decision(exception=error, job=job)


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 10 / 60), (1, 1), (2, 5), (3, 30), (4, 120)])
def test_each_wait_is_longer_than_the_one_before(attempts, minutes):
    before = datetime.now(UTC)

    at = decision(OperationalError("gone"), attempts).retry_at

    assert timedelta(0) <= at - before - timedelta(minutes=minutes) < timedelta(seconds=5)


def test_after_the_sixth_attempt_it_is_given_up():
    assert decision(OperationalError("gone"), 5) is None


@pytest.mark.parametrize(
    "error", [Refusal("not_now"), PermissionDenied("any"), ValueError("any"), Cancelled("any")], ids=repr
)
def test_what_waiting_does_not_heal_is_not_tried_again(error):
    assert decision(error, 0) is None
