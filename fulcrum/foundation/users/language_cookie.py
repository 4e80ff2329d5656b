"""The cookie by which a browser knows the reader's language before anybody signs in."""

from django.conf import settings
from django.http import HttpResponse

YEAR = 365 * 24 * 3600


def keep(response: HttpResponse, language: str) -> None:
    """Let the browser come back in this language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
