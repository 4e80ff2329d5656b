"""Who may open the pages of the log."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User

View = Callable[..., HttpResponseBase]


def readers_only(view: View) -> View:
    """Visitors are asked to sign in; who may not read the log is refused."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rights.require(request.user, "audit.read")
        return view(request, *args, **kwargs)

    return guarded


def reader(request: HttpRequest) -> User:
    """Who reads; behind `readers_only` always somebody."""
    return cast(User, request.user)
