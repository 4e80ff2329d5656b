"""A person has read what they were told."""

from datetime import datetime

from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.users.models import User


def mark_read(notice: Notice, *, by: User, at: datetime) -> None:
    """Keep the first time at which its reader read it. Raises ValueError for somebody else's notice."""
    if notice.to_id != by.pk:
        raise ValueError(f"notice {notice.pk} is not to {by.pk}")
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=at)


def mark_all_read(user: User, *, newest: int, at: datetime) -> int:
    """Mark everything up to the notice `newest`, the newest that the reader was shown; returns how many."""
    return Notice.objects.of(user).unread().filter(pk__lte=newest).update(read_at=at)
