"""What surrounds every request: a log line, and the transaction that knows who is acting."""

import logging
import time
import uuid
from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from fulcrum.foundation.audit import history
from fulcrum.kit import origin

log = logging.getLogger("fulcrum.request")

Handler = Callable[[HttpRequest], HttpResponse]
_UNLOGGED = ("/health", "/ready", "/static/")


class RequestLog:
    """One structured line per request, with an id that the error page and audit entries show as well."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        started = time.perf_counter()
        with origin.working_for(request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        if not request.path.startswith(_UNLOGGED):
            log.info(
                "request",
                extra={
                    "request": request.request_id,  # type: ignore[attr-defined]
                    "method": request.method,
                    "path": _path(request),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
        return response


def _path(request: HttpRequest) -> str:
    """The path without the token of a link that lets people in: whoever reads the log must not follow it."""
    match = request.resolver_match
    token = match.kwargs.get("token") if match is not None else None
    return request.path.replace(token, "...") if token else request.path


class ActingPerson:
    """Run the request in one transaction that carries the signed-in person, for row security and triggers.

    An answer of 500 and above keeps nothing. What a signed-in person is shown stays out of shared caches.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_UNLOGGED):
            return self.get_response(request)
        with transaction.atomic():
            set_acting_person(request.user.pk)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            if request.user.is_authenticated and not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_cache=True)
        return response


def set_acting_person(user_id: int | None) -> None:
    """Tell the database who acts until the transaction ends; '' for a visitor and for the program itself.

    Versions of rows that are written meanwhile carry the person and the request.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('fulcrum.person', %s, true), set_config(%s, %s, true)",
            [str(user_id or ""), history.CONTEXT, history.context(user_id)],
        )
