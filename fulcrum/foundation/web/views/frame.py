"""Health, readiness and the choice of language."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fulcrum.foundation.users import language_cookie
from fulcrum.foundation.users.services import preferences

_MIGRATED: list[bool] = []


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """This process can serve pages: the database answers and no migration is missing."""
    try:
        if not _MIGRATED:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return JsonResponse({"status": "migrations missing"}, status=503)
            _MIGRATED.append(True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database does not answer"}, status=503)
    return JsonResponse({"status": "ready"})


@require_safe
def choose_language(request: HttpRequest, language: str) -> HttpResponse:
    """Keep the reader's language, in a cookie and with the person, and go back to the page they were on."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    if request.user.is_authenticated:
        preferences.choose_language(request.user, language)
    response = HttpResponseRedirect(_own_address(request, request.GET.get("next", "/")))
    language_cookie.keep(response, language)
    return response


def _own_address(request: HttpRequest, address: str) -> str:
    """`address` if it lies on this site, else the first page."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return "/"  # also what cannot be read as an address at all
    return address if urlsplit(address).path.startswith("/") else "/"
