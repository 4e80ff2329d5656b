"""How allauth, which does the security work of signing in, fits into this program."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fulcrum.foundation.signin import addresses, browsers, sealing
from fulcrum.foundation.signin.services import sessions
from fulcrum.foundation.users import language_cookie
from fulcrum.foundation.users.domain.preferences import LANGUAGES
from fulcrum.foundation.users.models import User
from fulcrum.foundation.users.services import preferences


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in: our steps, our words, our audit. Sign-up is by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        return addresses.is_ours(self.request, url)

    def get_login_stages(self) -> list[str]:
        """After the password: the code, for a person who has a second factor."""
        return ["fulcrum.foundation.signin.stages.CodeStage"]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's messages are not shown: our pages say what was done."""

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("signin:sign_in")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The person is in: note it, and bring their language to this browser, or at first the browser's to them."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        sessions.begin(request, user, at=timezone.now())
        browsers.remember(response, user)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if not user.language and chosen in LANGUAGES:
            preferences.choose_language(user, chosen)
        if user.language:
            language_cookie.keep(response, user.language)
        return response


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are sealed in the database."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)
