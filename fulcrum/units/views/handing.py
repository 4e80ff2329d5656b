"""Hand a unit to another part of a split organisation."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.units.hand_forms import HandToForm
from fulcrum.units.services import carrying, units
from fulcrum.units.views.places import to_unit, unit_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_to(request: HttpRequest, number: int) -> HttpResponse:
    """Let the unit go on in another part than the one it went to by itself; members get their roles there."""
    unit = unit_of(request, number)
    access.require(request.user, units.RECORD, unit.organisation)
    parts = carrying.parts_beside(unit)
    form: forms.Form = HandToForm(parts, request.POST or None)

    def hand() -> Done:
        to: Organisation = form.cleaned_data["to"]
        reason = form.cleaned_data["reason"]
        carrying.hand_to(unit, to, reason=reason, by=acting(request), at=timezone.now())
        said = _("Unit %(number)d goes on in %(organisation)s.") % {
            "number": number,
            "organisation": own_name(to, get_language()),
        }
        return Done(said, reverse("units:unit", args=[number]))

    title = _("Hand unit %(number)d to another organisation") % {"number": number}
    lead = (
        _("Its members get their roles there, and those at this organisation end with today.")
        if parts
        else _("This organisation came from no split, and nothing was split from it: there is no other part.")
    )
    return answer(request, form, Asked(to_unit(unit), title, _("Hand it over"), lead), hand)
