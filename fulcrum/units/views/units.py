"""The list of units, and one unit's home."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from fulcrum.registry import access
from fulcrum.units import queries


@login_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units that the reader may see."""
    access.require(request.user, "units.see")
    found = queries.units(request.user)
    return render(request, "units/units.html", {"units": found})


@login_required
@require_safe
def unit(request: HttpRequest, number: int) -> HttpResponse:
    """One unit."""
    access.require(request.user, "units.see")
    found = queries.units(request.user)
    return render(request, "units/unit.html", {"unit": get_object_or_404(found, number=number)})
