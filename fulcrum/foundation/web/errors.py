"""Error pages: what happened and what to do, in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or form could not be read."""
    return _page(
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
    return _page(
        request,
        404,
        _("There is nothing at this address"),
        _("The page may have moved. Look for an organisation by its name, or start from the first page."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; shown without touching the database."""
    context = {"request_id": getattr(request, "request_id", "")}
    return HttpResponse(loader.render_to_string("errors/500.html", context), status=500)


def _page(request: HttpRequest, status: int, title: str, remedy: str) -> HttpResponse:
    return render(
        request, "errors/error.html", {"status": status, "title": title, "remedy": remedy}, status=status
    )
