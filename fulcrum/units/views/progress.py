"""How far the roll-out is: planned, actual, forecast."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.models import Region
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.queries import regions_of
from fulcrum.registry.services.appointments import pack_of
from fulcrum.units import progress, progress_chart
from fulcrum.units.country import COUNTRIES
from fulcrum.units.domain.s_curve import FEWEST_FINISHED, Silence


class PlaceForm(forms.Form):
    """The country and the province that are drawn."""

    pack = forms.ChoiceField(label=gettext_lazy("Country"), required=False, choices=COUNTRIES)
    province = forms.ChoiceField(label=gettext_lazy("Province"), required=False)

    def __init__(self, data: QueryDict, provinces: list[Region]) -> None:
        super().__init__(data, auto_id="filter-%s")
        language = get_language()
        self.fields["province"].choices = [  # type: ignore[attr-defined]
            ("", _("All provinces")),
            *((region.code, own_name(region, language)) for region in provinces),
        ]


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The S-curve of the country or one province, with its table and what it says."""
    access.require(request.user, "units.see")
    asked = request.GET.copy()
    asked.setdefault("pack", pack_of(request.user))  # type: ignore[arg-type]
    pack = asked["pack"] if asked["pack"] in dict(COUNTRIES) else pack_of(request.user)  # type: ignore[arg-type]
    asked["pack"] = pack
    provinces = [each for each in regions_of(pack, get_language() or "en") if each.level == "province"]
    form = PlaceForm(asked, provinces)
    form.is_valid()
    province = str(form.cleaned_data.get("province") or "")
    today = timezone.localdate()
    found = progress.progress(request.user, pack=pack, province=province, on=today)
    context = {
        "crumbs": [(_("Home"), "/"), (_("Units"), reverse("units:units"))],
        "fields": [form["pack"], form["province"]],
        "found": found,
        "curve": found.curve,
        "today": today,
        "drawing": progress_chart.drawing(found.curve, today),
        "now": next((point for point in found.curve.points if point.on == today), None),
        "reached": _reached(found) if found.curve.silence is None else None,
        "is_too_little": found.curve.silence is Silence.TOO_LITTLE,
        "fewest": FEWEST_FINISHED,
        "is_simulated": pack == SIMULATED,
    }
    return render(request, "units/progress.html", context)


def _reached(found: progress.Progress) -> progress_chart.Reached:
    goal = max(found.target.target.units if found.target else 0, found.units)
    return progress_chart.reaches(found.curve, goal)
