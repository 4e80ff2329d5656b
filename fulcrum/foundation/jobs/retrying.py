"""When a failed job is tried again: after 10 seconds, 1 minute, 5 minutes, 30 minutes and 2 hours, then no more.

    @app.task(name="notices.send", retry=BACK_OFF)

Only work that bears being run twice may use it. What a person must decide (a refusal, a missing right, a wrong value) does
not heal by waiting and is not tried again.
"""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job

from fulcrum.kit.refusal import Refusal

NEVER = (Refusal, PermissionDenied, ValueError, LookupError, TypeError, JobAborted)
"""Errors that the same work would meet again."""


class BackOff(BaseRetryStrategy):
    """One more attempt after each of `waits` seconds. Starts that ended with a dead worker count as attempts too."""

    def __init__(self, waits: Sequence[int]) -> None:
        self.waits = tuple(waits)

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None for no more."""
        if isinstance(exception, NEVER) or job.attempts >= len(self.waits):
            return None
        return RetryDecision(retry_in={"seconds": self.waits[job.attempts]})


BACK_OFF = BackOff((10, 60, 5 * 60, 30 * 60, 2 * 60 * 60))
