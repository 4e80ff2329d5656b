"""What every request of a signed-in person meets: their language, and the demand for a second factor."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from fulcrum.foundation.signin import second_factor
from fulcrum.foundation.signin.second_factor import Standing
from fulcrum.foundation.signin.services import sessions

UNTOUCHED = frozenset({"web:health", "web:ready"})
WITHOUT_FACTOR = frozenset({"web:language", "signin:set_up", "signin:confirm", "signin:sign_out"})
"""What a person may open who must first set up a second factor."""


class SignedIn:
    """Stands inside ActingPerson; nothing happens for visitors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Bring the person's language, note that they are here, and ask for a second factor where it is demanded."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in UNTOUCHED or not request.user.is_authenticated:
            return None
        if request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        sessions.note_seen(request, at=timezone.now())
        if name in WITHOUT_FACTOR or second_factor.standing(request) is not Standing.MISSING:
            return None
        return _ask_for_factor(request)


def _ask_for_factor(request: HttpRequest) -> HttpResponse:
    """Lead to the page that sets it up; who cannot follow there is told why."""
    title = _("Set up a second factor first")
    if request.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": title, "status": 403}
        return JsonResponse(problem, status=403, content_type="application/problem+json")
    if "HX-Request" in request.headers:
        remedy = _("Your role needs a second factor. Open your account and set it up.")
        context = {"status": 403, "title": title, "remedy": remedy}
        return render(request, "errors/error.html", context, status=403)
    return redirect("signin:set_up")
