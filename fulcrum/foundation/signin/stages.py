"""The steps after the password."""

from allauth.account.internal.stagekit import clear_login
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpResponse
from django.shortcuts import redirect


class CodeStage(AuthenticateStage):  # type: ignore[misc]
    """A code of the second factor; what was entered before counts only while the password stays the same."""

    urlname = "signin:code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if not self._should_handle(self.request):
            return None, True
        self.state["password_as_of"] = self.login.user.get_session_auth_hash()
        return redirect(self.urlname), True

    def abort(self) -> HttpResponse:
        clear_login(self.request)
        return redirect("signin:sign_in")

    def is_still_valid(self) -> bool:
        """Whether the account is open and its password is the one that was entered."""
        user = self.login.user
        return bool(
            user and user.is_active and self.state.get("password_as_of") == user.get_session_auth_hash()
        )
