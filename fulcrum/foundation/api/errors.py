"""Every error of the API as a problem (RFC 9457), in the reader's language."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fulcrum.foundation.web import refusals
from fulcrum.kit import problem_details
from fulcrum.kit.refusal import Refusal


class Fault(Schema):
    """One value that cannot be used: where it stands, and why."""

    where: str
    why: str


class Problem(Schema):
    """RFC 9457: what happened, with the number of the request in the log."""

    type: str
    status: int
    title: str
    detail: str
    instance: str
    faults: list[Fault] = []


DOCUMENTED = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
"""Answers that every operation may give beside its own."""


def problem(request: HttpRequest, status: int, title: str, detail: str = "", **more: Any) -> HttpResponse:
    """One problem as an answer."""
    number = getattr(request, "request_id", "")
    body = problem_details.details(status, title, detail, instance=f"request:{number}", **more)
    response = JsonResponse(body, status=status, content_type=problem_details.MEDIA_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def install(api: NinjaAPI) -> None:
    """Answer every exception of the API's operations with a problem."""

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: Any) -> HttpResponse:
        detail = _("Send a token that is in use: Authorization: Bearer ful_…")
        return problem(request, 401, _("It is not known who asks"), detail)

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, error: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return unknown(request, error)
        return problem(request, 403, _("You may not do this"), _("Your roles do not include it."))

    @api.exception_handler(Http404)
    def nothing(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, 404, _("There is nothing at this address"))

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, 422, _("Not done"), refusals.word(error))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        faults = [
            {"where": ".".join(map(str, each.get("loc", ()))), "why": str(each.get("msg", ""))}
            for each in error.errors
        ]
        return problem(request, 422, _("A value cannot be used"), faults=faults)

    @api.exception_handler(DataError)
    def too_large(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, 422, _("A value cannot be used"))

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, error.status_code, str(error))
