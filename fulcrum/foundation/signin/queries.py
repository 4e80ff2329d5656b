"""Reads for the pages of an account."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from fulcrum.foundation.signin.domain.device import browser_of, system_of
from fulcrum.foundation.users.models import User

MOST_SESSIONS = 50


@dataclass(frozen=True)
class OpenSession:
    """One browser in which a person is signed in. browser, system: empty if not known."""

    pk: int
    browser: str
    system: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(user: User, *, this: str | None, at: datetime) -> list[OpenSession]:
    """Where `user` is signed in, this browser first, then the last used; at most MOST_SESSIONS.

    An account of the demonstration has many users, who are not shown each other.
    """
    rows = UserSession.objects.filter(user=user)
    if user.is_demonstration:
        rows = rows.filter(session_key=this or "")
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    rows = rows.filter(session_key__in=alive).order_by("-last_seen_at", "-pk")[:MOST_SESSIONS]
    found = [
        OpenSession(
            pk=row.pk,
            browser=browser_of(row.user_agent),
            system=system_of(row.user_agent),
            address=row.ip,
            began_at=row.created_at,
            seen_at=row.last_seen_at,
            is_this=row.session_key == this,
        )
        for row in rows
    ]
    return sorted(found, key=lambda session: not session.is_this)
