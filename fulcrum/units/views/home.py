"""The home of one unit."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.registry import access
from fulcrum.units import home, queries
from fulcrum.units.models import Unit


def known(request: HttpRequest, number: int) -> Unit:
    """The unit, if this reader may know of it; Http404 otherwise."""
    access.require(request.user, "units.see")
    found: Unit = get_object_or_404(queries.units(request.user), number=number)
    return found


def trail() -> list[tuple[str, str]]:
    """The crumbs of every page about units."""
    return [(_("Home"), "/"), (_("Units"), reverse("units:units"))]


@login_required
@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """One unit: its stages, its standing, what is asked now, its plan, its posts, its history."""
    unit = known(request, number)
    found = home.of(unit, request.user, timezone.localdate())
    context = {
        "crumbs": trail(),
        "unit": unit,
        "home": found,
        "stops": found.stops,
        "events": found.history,
        "tabs": tabs(unit, "home"),
        "may_record": access.may(request.user, "units.record", unit.organisation),
        "percent": round(100 * found.plan.done / len(found.plan.lines)) if found.plan.lines else None,
    }
    return render(request, "units/unit.html", context)


def tabs(unit: Unit, current: str) -> list[dict[str, object]]:
    """The pages of one unit."""
    told = (
        ("home", _("The unit"), "units:unit"),
        ("plan", _("Plan"), "units:plan"),
        ("members", _("Members"), "units:members"),
        ("reports", _("Reports"), "units:reports"),
        ("differences", _("Differences"), "units:differences"),
    )
    return [
        {
            "label": label,
            "href": reverse(name, args=[unit.number]),
            "is_current": key == current,
            "number": None,
        }
        for key, label, name in told
    ]
