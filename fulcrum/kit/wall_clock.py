"""Where a time shown by the clocks of a zone lies on the one line of instants."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MIDNIGHT = time()


def microseconds(at: datetime) -> int:
    """Whole microseconds from the epoch to `at`. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone")
    return (at - EPOCH) // MICROSECOND


def instant(of: int) -> datetime:
    """The instant, in UTC, that lies `of` microseconds after the epoch."""
    return EPOCH + timedelta(microseconds=of)


def reached(day: date, at: time, zone: ZoneInfo) -> int:
    """The first instant at which the clocks of `zone` have reached `at` on `day`, in microseconds from the epoch.

    An hour that is shown twice counts the first time; a time that is skipped is reached when the clocks leap over it.
    So later times of a zone never lie before earlier ones, whatever its clocks do.
    """
    wall = datetime.combine(day, at)
    first = wall.replace(tzinfo=zone, fold=0)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall:
        return microseconds(first)
    return _leap(microseconds(wall.replace(tzinfo=zone, fold=1)), microseconds(first), zone)


def _leap(before: int, after: int, zone: ZoneInfo) -> int:
    """The instant between these two at which the zone's clocks leap forward."""
    offset = instant(before).astimezone(zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if instant(middle).astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
