"""When a mail that could not be sent is tried again."""

from datetime import timedelta

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""The pause after the first attempt, the second, and so on."""
MOST_ATTEMPTS = len(WAITS) + 1


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait once `attempts` have failed (1 or more); None when it is not tried again."""
    if attempts < 1:
        raise ValueError(f"{attempts} attempts: at least one must have failed")
    return WAITS[attempts - 1] if attempts < MOST_ATTEMPTS else None
