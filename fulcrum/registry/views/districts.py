"""The map of districts and the page of one."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fulcrum.kit.naming import own_name
from fulcrum.registry import facts, labels, maps, queries
from fulcrum.registry.indicators import DISTRICT_FIGURES, INDICATORS, written
from fulcrum.registry.models import Region, Source
from fulcrum.registry.queries import NOT_STATED, OrganisationFilters
from fulcrum.registry.slots import district_slots
from fulcrum.registry.views.organisations import address, home

ORGANISATIONS = "organisations"


@dataclass(frozen=True)
class Choice:
    """One figure the map can show."""

    code: str
    name: str | Promise
    href: str
    is_current: bool


@dataclass(frozen=True)
class Shown:
    """The figure the map shows, with its meaning and where it comes from."""

    name: str | Promise
    unit: str | Promise
    meaning: str | Promise
    values: dict[str, float]
    source: Source | None = None
    period: str = ""


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The 25 districts on a map and in a table, coloured by the figure the address names."""
    language = get_language() or "en"
    code = request.GET.get("figure", ORGANISATIONS)
    if code not in (ORGANISATIONS, *DISTRICT_FIGURES):
        code = ORGANISATIONS
    districts = queries.districts(language)
    counts = queries.count_by_district(request.user)
    shown = _shown_counts(counts) if code == ORGANISATIONS else _shown_figure(code, districts)
    write = maps.MapFigures(
        shown.values, lambda value: f"{value:,.0f}" if code == ORGANISATIONS else written(code, value)
    )
    context = {
        "crumbs": home(),
        "map": maps.district_map(write, districts, id="districts-map"),
        "shown": shown,
        "choices": _choices(code),
        "without_seat": counts.get("", 0),
        "without_seat_href": address(OrganisationFilters(district=NOT_STATED)),
    }
    return render(request, "registry/districts.html", context)


def _choices(current: str) -> list[Choice]:
    page = reverse("registry:districts")
    first = Choice(ORGANISATIONS, _("Organisations with a seat here"), page, current == ORGANISATIONS)
    others = (
        Choice(code, INDICATORS[code].name, f"{page}?figure={code}", current == code)
        for code in DISTRICT_FIGURES
    )
    return [first, *others]


def _shown_counts(counts: dict[str, int]) -> Shown:
    return Shown(
        _("Organisations with a seat here"),
        _("organisations"),
        _("Organisations of this register whose seat is in the district, stated by the source or inferred."),
        {place: float(count) for place, count in counts.items() if place},
    )


def _shown_figure(code: str, districts: list[Region]) -> Shown:
    rows = queries.latest_figures([region.code for region in districts], [code])
    indicator = next(indicator for own, indicator in INDICATORS.items() if own == code)
    return Shown(
        indicator.name,
        indicator.unit,
        indicator.meaning,
        {str(row.region_id): float(row.value) for row in rows},
        rows[0].source if rows else None,
        rows[0].period if rows else "",
    )


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """What the register states about one district."""
    language = get_language() or "en"
    districts = queries.districts(language)
    district = next((region for region in districts if region.code == code), None)
    if district is None:
        raise Http404
    secretariats = queries.divisional_secretariats(district, request.user)
    values = queries.latest_figures([district.code, district.parent_id, None])
    kinds = queries.count_by_kind(district.code, request.user)
    context = {
        "crumbs": [*home(), (_("Districts"), reverse("registry:districts"))],
        "district": district,
        "shown_name": own_name(district, language),
        "district_name": own_name(district, language),
        "facts": facts.region_codes(district),
        "figures": facts.figures(values, district.code, (district.parent_id, None)),
        "kinds": [
            (labels.of("kind", kind), count, address(OrganisationFilters(kind=kind, district=district.code)))
            for kind, count in kinds.items()
        ],
        "total": sum(kinds.values()),
        "all_href": address(OrganisationFilters(district=district.code)),
        "divisions": [
            (division, secretariats.get(division.code)) for division in queries.divisions(district, language)
        ],
        "neighbours": maps.neighbours(district, districts),
        "map": maps.district_map(maps.MapFigures(), districts, current=district.code, id="locator"),
        "slots": district_slots.render(request, district),
    }
    return render(request, "registry/district.html", context)
