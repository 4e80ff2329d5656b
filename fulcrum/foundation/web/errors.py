"""Error pages: what happened and what to do, in the reader's language."""

import logging

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

from fulcrum.kit import problem_details

API = "/api/v1/"
log = logging.getLogger("fulcrum.request")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or form could not be read; a wrong host name is found before it is known who asks."""
    if isinstance(exception, DisallowedHost):
        log.warning(
            "host name not served; if it is ours, add it to FULCRUM_ALLOWED_HOSTS",
            extra={"host": request.META.get("HTTP_HOST", "")[:200], "request": _number(request)},
        )
    with translation.override(translation.get_language_from_request(request)):
        return _bare(
            request,
            400,
            _("This request could not be read"),
            _("Go back and try again from the page you came from."),
        )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, but not yours to do."""
    return _page(
        request,
        403,
        _("You may not do this"),
        _("Your role does not include this action. If you think it should, ask the programme office."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that was left open too long or came from elsewhere."""
    return _page(
        request,
        403,
        _("This form has expired"),
        _("Nothing was changed. Go back, reload the page and send the form again."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing that this reader may know of."""
    if request.path.startswith(API):
        return _problem(request, 404, _("There is nothing at this address"))
    return _page(
        request,
        404,
        _("There is nothing at this address"),
        _("The page may have moved. Look for an organisation by its name, or start from the first page."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; shown without touching the database."""
    with translation.override(translation.get_language_from_request(request)):
        return _bare(
            request,
            500,
            _("Something went wrong on our side"),
            _(
                "Nothing of what you sent was kept. Try again in a minute; if it happens again, tell the programme office this number."
            ),
        )


def _problem(request: HttpRequest, status: int, title: str) -> HttpResponse:
    """What a program reads instead of a page."""
    body = problem_details.details(status, title, instance=f"request:{_number(request)}", faults=[])
    return JsonResponse(body, status=status, content_type=problem_details.MEDIA_TYPE)


def _page(request: HttpRequest, status: int, title: str, remedy: str) -> HttpResponse:
    return render(
        request, "errors/error.html", {"status": status, "title": title, "remedy": remedy}, status=status
    )


def _bare(request: HttpRequest, status: int, title: str, remedy: str) -> HttpResponse:
    """A page without the frame, for where person, menu and database may be out of reach."""
    context = {
        "language": translation.get_language(),
        "status": status,
        "title": title,
        "remedy": remedy,
        "request_id": _number(request),
    }
    return HttpResponse(loader.render_to_string("errors/bare.html", context), status=status)


def _number(request: HttpRequest) -> str:
    """The number of this request in the log."""
    return getattr(request, "request_id", "")
