"""The page for a refusal that no view caught: what happened, what to do, and that nothing was changed."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal

CONFLICT = 409


class RefusedPage:
    """Stands inside ActingPerson, whose transaction it takes back: a refusal leaves nothing half-done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; every other exception goes on."""
        if not isinstance(exception, Refusal):
            return None
        context = {"status": CONFLICT, "title": _("Not done"), "remedy": refusals.word(exception)}
        page = render(request, "errors/error.html", context, status=CONFLICT)
        transaction.set_rollback(True)
        return page
