"""What can be said of a job."""

from enum import StrEnum


class State(StrEnum):
    """Where a job is on its way."""

    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended yet."""
        return self in (State.WAITING, State.RUNNING)
