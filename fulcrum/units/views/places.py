"""The unit that an address names, and the way to its pages."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.units import queries
from fulcrum.units.models import Unit

Crumbs = list[tuple[str, str]]


def unit_of(request: HttpRequest, number: int) -> Unit:
    """The unit of this number. Raises PermissionDenied, Http404 for one that this person may not see."""
    access.require(request.user, "units.see")
    unit = queries.units(request.user).filter(number=number).first()
    if unit is None:
        raise Http404
    return unit


def to_units() -> Crumbs:
    """The way to the list of units."""
    return [(_("Home"), "/"), (_("Units"), reverse("units:units"))]


def to_unit(unit: Unit) -> Crumbs:
    """The way to a unit's home."""
    name = own_name(unit.organisation, get_language())
    return [*to_units(), (name, reverse("units:unit", args=[unit.number]))]
