"""Of whom a second factor is demanded; the roles are told by the app above."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

Predicate = Callable[[Any], bool]

_predicates: list[Predicate] = []


class Standing(StrEnum):
    """How a request stands to the demand."""

    FINE = "fine"
    """Nothing is demanded, or this session was opened with a second factor."""
    TOLERATED = "tolerated"
    """It is demanded and missing, and a setting or the demonstration lets it pass, loudly."""
    MISSING = "missing"
    """It is demanded and missing: nothing else is served before."""


def demanded_by(predicate: Predicate) -> None:
    """Demand a second factor of everybody for whom `predicate(user)` holds; called in an app's ready()."""
    if predicate not in _predicates:
        _predicates.append(predicate)


def is_demanded(user: Any) -> bool:
    """Whether this person must have a second factor."""
    return any(predicate(user) for predicate in _predicates)


def was_used(request: HttpRequest) -> bool:
    """Whether this session was opened, or since confirmed, with a second factor."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def standing(request: HttpRequest) -> Standing:
    """How this request stands to the demand."""
    user = request.user
    if not user.is_authenticated or was_used(request) or not is_demanded(user):
        return Standing.FINE
    return Standing.TOLERATED if _is_relaxed(user) else Standing.MISSING


def is_enforced_on(user: Any) -> bool:
    """Whether this person must have a second factor, and nothing lets its lack pass."""
    return not _is_relaxed(user) and is_demanded(user)


def _is_relaxed(user: Any) -> bool:
    return settings.SECOND_FACTOR == "relaxed" or user.is_demonstration
