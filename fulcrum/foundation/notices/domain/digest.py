"""When a person's collected notices are due."""

from datetime import datetime, timedelta


def last_moment(now: datetime, hour: int) -> datetime:
    """The last moment, at or before `now`, at which the digest of this hour (0 to 23) was due; `now` in local time."""
    if not 0 <= hour <= 23:
        raise ValueError(f"hour {hour}: from 0 to 23")
    moment = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return moment if moment <= now else moment - timedelta(days=1)


def is_due(oldest: datetime, now: datetime, hour: int) -> bool:
    """Whether notices whose oldest is of `oldest` should go out: their hour has struck since.

    A digest that was missed because nothing ran at its hour is due as soon as something runs again.
    """
    return oldest <= last_moment(now, hour)
