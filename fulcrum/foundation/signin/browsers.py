"""Browsers that have signed in before: somebody else's wrong attempts do not shut their person out.

A signed cookie names the person and carries a random number. It lets nobody in; its attempts are only counted apart.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from fulcrum.foundation.users.models import User

COOKIE = "fulcrum_browser"
SALT = "fulcrum.signin.browser"
KEPT_FOR = 180 * 24 * 3600


def remember(response: HttpResponse, user: User) -> None:
    """Let this browser be known as one of this person's."""
    response.set_cookie(
        COOKIE,
        signing.dumps([user.pk, secrets.token_hex(8)], salt=SALT),
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def mark_of(request: HttpRequest, user: User | None) -> str:
    """What this browser is known by as one of `user`'s; empty if it is not."""
    try:
        pk, number = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return f"{pk}:{number}" if user is not None and pk == user.pk else ""
