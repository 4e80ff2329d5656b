"""Who asks: a token's person, whoever is signed in, or a visitor. Each sees what their pages show, no more."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from fulcrum.foundation.api.services import tokens
from fulcrum.foundation.signin import second_factor
from fulcrum.foundation.signin.services import factors
from fulcrum.foundation.web.middleware import set_acting_person


class Door(HttpBearer):
    """A bearer token is checked; without one the session counts, and without that the public's rights."""

    def __call__(self, request: HttpRequest) -> Any:
        if "Authorization" not in request.headers:
            return getattr(request, "user", None) or AnonymousUser()
        person = super().__call__(request)
        if person is None:
            raise AuthenticationError
        return person

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The token's person, who acts for the rest of the request; None if the token opens nothing.

        Raises PermissionDenied for a person whose role demands a second factor and who has none: a token that was
        made before would otherwise read what no session without a factor may.
        """
        found = tokens.used(token, at=timezone.now())
        if found is None:
            return None
        request.user = found.user
        set_acting_person(found.user.pk)
        if second_factor.is_enforced_on(found.user) and not factors.has_factor(found.user):
            raise PermissionDenied("a second factor is demanded")
        return found.user


class SignedIn(Door):
    """The same, for what visitors are not shown at all."""

    def __call__(self, request: HttpRequest) -> Any:
        person = super().__call__(request)
        if not person.is_authenticated:
            raise AuthenticationError
        return person
