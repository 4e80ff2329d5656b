"""Where every fact comes from, and what the register does not carry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fulcrum.registry import labels, maps, queries
from fulcrum.registry.services import pack_folder
from fulcrum.registry.views.organisations import home


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The register of sources with their licences."""
    pack = pack_folder.described(pack_folder.SHIPPED)
    context = {
        "crumbs": home(),
        "sources": queries.sources(),
        "pack": pack,
        "carried": [labels.CARRIED.get(code, code) for code in pack.carried],
        "not_carried": [labels.NOT_CARRIED.get(code, code) for code in pack.not_carried],
        "last_load": next(iter(queries.latest_loads(1)), None),
        "drawing": maps.drawing(),
    }
    return render(request, "registry/sources.html", context)
