"""How much of the allowed time is left."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]


class Deadline:
    """A number of seconds that starts to run when it is made."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._seconds = seconds

    def spent(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._started

    def left(self) -> float:
        """Seconds still allowed, 0.0 when there are none."""
        return max(0.0, self._seconds - self.spent())

    def has_passed(self) -> bool:
        """Whether the allowed time is used up."""
        return self.spent() >= self._seconds
