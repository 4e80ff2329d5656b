"""A plan as map and list, and why an organisation is in it or not."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from fulcrum.allocation import addresses, charts, exports, maps, queries, reasons, registers
from fulcrum.allocation.models import Plan
from fulcrum.allocation.plan_filters import PlanFilters
from fulcrum.allocation.services.problems import NO_SEAT
from fulcrum.registry.domain.codes import Kind, RegionLevel, Sector
from fulcrum.registry.models import Organisation, Region

PAGE = 50


def _shown(pack: str) -> Plan:
    plan = queries.shown(pack)
    if plan is None:
        raise Http404
    return plan


@require_safe
def worked_example(request: HttpRequest) -> HttpResponse:
    """The plan that the public sees; for the simulated country too, if the address asks for it."""
    return render(request, "allocation/plan.html", plan_context(request, _asked(request)))


def _asked(request: HttpRequest) -> Plan:
    return _shown(registers.asked(request.GET))


def plan_context(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Map, filters and one page of the list: what every page about a plan shows.

    There is no map of the simulated country; its districts are listed instead.
    """
    is_simulated = plan.scenario.is_simulated
    regions = queries.district_names(plan.scenario.pack)
    filters = PlanFilters(request.GET, regions)
    page = Paginator(filters.narrow(queries.places(plan)), PAGE).get_page(request.GET.get("page"))
    districts = [code for code, region in regions.items() if region.level == RegionLevel.DISTRICT]
    provinces = [code for code, region in regions.items() if region.level == RegionLevel.PROVINCE]
    return {
        "plan": plan,
        "page": page,
        "filters": filters,
        "chips": filters.chips(),
        "choices": [
            ("kind", filters.choices("kind", [kind.value for kind in Kind])),
            ("sector", filters.choices("sector", [sector.value for sector in Sector])),
            ("province", filters.choices("province", [*provinces, NO_SEAT])),
            ("district", filters.choices("district", [*districts, NO_SEAT])),
        ],
        "sureness_choices": filters.sureness_choices(),
        "map": None if is_simulated else maps.places_map(plan, regions),
        "by_district": _by_district(request, plan, regions) if is_simulated else None,
        "before": filters.page_address(page.number - 1) if page.has_previous() else "",
        "after": filters.page_address(page.number + 1) if page.has_next() else "",
        "seatless": None if is_simulated else charts.seatless(plan, request.path),
        "export_base": addresses.of_exports(plan),
    }


def _by_district(request: HttpRequest, plan: Plan, regions: Mapping[str, Region]) -> charts.Chart:
    """The places of each district, each with a link that narrows the list of this page."""
    address = f"{request.path}?{registers.PARAMETER}={plan.scenario.pack}"
    return charts.chart(plan, "district", address, regions)


@require_safe
def why(request: HttpRequest, slug: str) -> HttpResponse:
    """Why this organisation has a place in the shown plan of its register, or why not."""
    organisation = _organisation(request, slug)
    return why_page(request, _shown(organisation.pack), organisation)


def why_in(request: HttpRequest, plan: Plan, slug: str) -> HttpResponse:
    """The reasons of one place of one plan, for an organisation of the register that it asks about."""
    organisation = _organisation(request, slug)
    if organisation.pack != plan.scenario.pack:
        raise Http404
    return why_page(request, plan, organisation)


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    organisations = Organisation.objects.visible_to(request.user).select_related(
        "district", "province", "parent"
    )
    return get_object_or_404(organisations, slug=slug)


def why_page(request: HttpRequest, plan: Plan, organisation: Organisation) -> HttpResponse:
    """The reasons of one place of one plan."""
    context = {**reasons.why(plan, organisation), "plan_address": addresses.of_plan(plan)}
    return render(request, "allocation/why.html", context)


@require_safe
def problem(request: HttpRequest) -> HttpResponse:
    """The exact input of the worked example, so that anyone can compute it again."""
    return exports.problem_response(_asked(request))


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as filtered, as CSV, XLSX or JSON."""
    plan = _asked(request)
    filters = PlanFilters(request.GET, queries.district_names(plan.scenario.pack))
    return exports.response(plan, filters, kind)
