"""The API told to people: every operation from its own description."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fulcrum.foundation.api import description


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description that programs read, OpenAPI 3.1."""
    return JsonResponse(description.current(), json_dumps_params={"ensure_ascii": False})


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How to ask, page and cite, and what there is to ask for."""
    paths: dict[str, Any] = description.current()["paths"]
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]
    context = {"operations": operations, "openapi_href": reverse("api_guide:openapi")}
    return render(request, "api/guide.html", context)
