"""Where a person is signed in, and how that ends."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.signin import events
from fulcrum.foundation.users.models import User

SEEN = "fulcrum_seen_at"
"""In the session: when it was last noted as seen, in seconds since 1970."""
NOTED_EVERY = 300
"""Seconds; a page that reloads by itself must not write each time."""


@transaction.atomic
def begin(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Note that `user` has signed in on this browser."""
    UserSession.objects.create_from_request(request)
    request.session[SEEN] = at.timestamp()
    audit.record("signin.signed_in", user, by=user, at=at)


def note_seen(request: HttpRequest, *, at: datetime) -> None:
    """Note that this session is in use, at most every few minutes."""
    last = request.session.get(SEEN)
    if last is None or at.timestamp() - last < NOTED_EVERY:
        return
    request.session[SEEN] = at.timestamp()
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at)


def follow(old_key: str | None, new_key: str | None) -> None:
    """Note that a session goes on under another key."""
    UserSession.objects.filter(session_key=old_key).update(session_key=new_key)


@transaction.atomic
def end(session: UserSession, *, by: User | None, at: datetime) -> None:
    """Sign a person out on one browser."""
    audit.record("signin.session_ended", session.user, by=by, at=at, sessions=1)
    session.end()


def end_others(user: User, *, keep: str | None, by: User | None, at: datetime) -> int:
    """Sign `user` out everywhere but in the session with the key `keep`; returns how many were ended."""
    return _end_all(user, keep=keep, by=by, at=at, reason="")


@transaction.atomic
def end_sessions(user: User, *, by: User | None, at: datetime, reason: str = "") -> int:
    """Sign `user` out everywhere, for instance because they left; returns how many sessions were ended."""
    return _end_all(user, keep=None, by=by, at=at, reason=reason)


@transaction.atomic
def _end_all(user: User, *, keep: str | None, by: User | None, at: datetime, reason: str) -> int:
    sessions = UserSession.objects.select_for_update().filter(user=user).exclude(session_key=keep or "")
    ended = [session.end() for session in sessions.order_by("pk")]
    if ended:
        audit.record("signin.session_ended", user, by=by, at=at, reason=reason, sessions=len(ended))
    events.signed_out_elsewhere.send(User, user=user, by=by, at=at)
    return len(ended)
