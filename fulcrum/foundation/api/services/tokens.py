"""Make, use and revoke tokens of the API."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.api.models import SCOPES, Token
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal

PREFIX = "ful_"
SHOWN = 10
LONGEST = timedelta(days=366)
MOST = 20


@transaction.atomic
def make(*, name: str, scope: str, lasts: timedelta, by: User, at: datetime) -> tuple[Token, str]:
    """Make a token for oneself; the text is returned once and never again.

    Raises Refusal `token_lasts_too_long`, `too_many_tokens`; ValueError for a scope that does not exist.
    """
    if scope not in SCOPES:
        raise ValueError(f"no scope {scope!r}")
    if not timedelta(0) < lasts <= LONGEST:
        raise Refusal("token_lasts_too_long", days=LONGEST.days)
    User.objects.select_for_update().get(pk=by.pk)
    if Token.objects.usable(at).filter(user=by).count() >= MOST:
        raise Refusal("too_many_tokens", most=MOST)
    text = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=by,
        name=name,
        scope=scope,
        beginning=text[:SHOWN],
        digest=digest_of(text),
        made_at=at,
        expires_at=at + lasts,
    )
    audit.record(
        "api.token_made", token, by=by, at=at, name=name, scope=scope, expires_at=token.expires_at.isoformat()
    )
    return token, text


@transaction.atomic
def revoke(token: Token, *, by: User | None, at: datetime) -> None:
    """Let a token open nothing any more: its person asks for it, or whoever signs them out (None: the program)."""
    row = Token.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        audit.record("api.token_revoked", row, by=by, at=at, name=row.name)


def used(text: str, *, at: datetime) -> Token | None:
    """The usable token of this text; the day of its use is noted once a day, so that reading seldom writes."""
    token = Token.objects.usable(at).select_related("user").filter(digest=digest_of(text)).first()
    if token is not None and token.last_used_on != timezone.localdate(at):
        Token.objects.filter(pk=token.pk).update(last_used_on=timezone.localdate(at))
    return token


def digest_of(text: str) -> str:
    """A random text of 256 bits needs no slow hash: nothing shorter can be tried."""
    return hashlib.sha256(text.encode()).hexdigest()
