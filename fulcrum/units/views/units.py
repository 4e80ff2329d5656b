"""The door to the units: those that the reader may see, and the ways to look at them."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.registry import access
from fulcrum.units import queries

PER_PAGE = 50


@login_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units that the reader may see, by their number."""
    access.require(request.user, "units.see")
    page = Paginator(queries.listed(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": [(_("Home"), "/")],
        "page": page,
        "may_record": access.may(request.user, "units.record"),
        "may_import": access.may(request.user, "units.import"),
    }
    return render(request, "units/units.html", context)
