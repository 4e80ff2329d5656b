"""Sensitive changes ask once more for the password, unless it was entered a few minutes ago."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from fulcrum.kit.refusal import Refusal

LASTS = 5 * 60
"""Seconds for which the password, or a code, counts as just entered."""

View = Callable[..., HttpResponse]


def note(request: HttpRequest, method: str) -> None:
    """Note in the session that the person has just shown who they are: by "password" or by "mfa"."""
    record_authentication(request, request.user, method, reauthenticated=True)


def is_recent(request: HttpRequest) -> bool:
    """Whether the person has shown who they are a few minutes ago."""
    now = time.time()
    records = get_authentication_records(request, request.user)
    return any(0 <= now - record["at"] < LASTS for record in records)


def confirmed(view: View) -> View:
    """Let nobody in whose password was not just entered; what they sent is not kept, they come back to the page.

    An account of the demonstration has nothing to confirm with: Refusal demonstration_account.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_demonstration:  # type: ignore[union-attr]
            raise Refusal("demonstration_account")
        if is_recent(request):
            return view(request, *args, **kwargs)
        onward = request.path if request.method in ("GET", "HEAD") else reverse("signin:second_factor")
        return redirect(f"{reverse('signin:confirm')}?{urlencode({'next': onward})}")

    return login_required(guarded)
