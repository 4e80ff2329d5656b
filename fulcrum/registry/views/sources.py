"""Where every fact comes from, and what the register does not carry."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fulcrum.registry import labels, maps
from fulcrum.registry.models import PackLoad, Source
from fulcrum.registry.services import pack_folder
from fulcrum.registry.views.organisations import home


def listing(request: HttpRequest) -> HttpResponse:
    """The register of sources with their licences."""
    pack = pack_folder.described(pack_folder.SHIPPED)
    context = {
        "crumbs": home(),
        "sources": Source.objects.annotate(
            organisation_count=Count("organisations", distinct=True),
            figure_count=Count("figures", distinct=True),
        ),
        "pack": pack,
        "carried": [labels.CARRIED.get(code, code) for code in pack.carried],
        "not_carried": [labels.NOT_CARRIED.get(code, code) for code in pack.not_carried],
        "last_load": PackLoad.objects.newest_first().first(),
        "drawing": maps.drawing(),
    }
    return render(request, "registry/sources.html", context)
