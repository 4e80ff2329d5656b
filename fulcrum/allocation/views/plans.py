"""A plan as map and list, and why an organisation is in it or not."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fulcrum.allocation import charts, exports, maps, queries, reasons
from fulcrum.allocation.models import Plan
from fulcrum.allocation.plan_filters import PlanFilters
from fulcrum.allocation.services.problems import NO_SEAT
from fulcrum.registry.domain.codes import Kind, RegionLevel, Sector
from fulcrum.registry.models import Organisation

PAGE = 50


def _shown() -> Plan:
    plan = queries.worked_example()
    if plan is None:
        raise Http404
    return plan


@require_safe
def worked_example(request: HttpRequest) -> HttpResponse:
    """The plan that the public sees."""
    return render(request, "allocation/plan.html", plan_context(request, _shown()))


def plan_context(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Map, filters and one page of the list: what every page about a plan shows."""
    regions = queries.district_names()
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
        "map": maps.places_map(plan, regions),
        "before": filters.page_address(page.number - 1) if page.has_previous() else "",
        "after": filters.page_address(page.number + 1) if page.has_next() else "",
        "seatless": charts.seatless(plan, request.path),
        "export_base": _address_without_kind(plan),
    }


def _address_without_kind(plan: Plan) -> str:
    """The address of the exports up to the kind of file."""
    if plan.is_worked_example:
        return reverse("allocation:plan_export", args=["csv"]).removesuffix("csv")
    return reverse("allocation:scenario_export", args=[plan.pk, "csv"]).removesuffix("csv")


@require_safe
def why(request: HttpRequest, slug: str) -> HttpResponse:
    """Why this organisation has a place in the worked example, or why not."""
    return why_page(request, _shown(), slug)


def why_page(request: HttpRequest, plan: Plan, slug: str) -> HttpResponse:
    """The reasons of one place of one plan."""
    organisations = Organisation.objects.visible_to(request.user).select_related(
        "district", "province", "parent"
    )
    organisation = get_object_or_404(organisations, slug=slug)
    context = reasons.why(plan, organisation)
    context["plan_address"] = (
        reverse("allocation:plan")
        if plan.is_worked_example
        else reverse("allocation:scenario", args=[plan.pk])
    )
    return render(request, "allocation/why.html", context)


@require_safe
def problem(request: HttpRequest) -> HttpResponse:
    """The exact input of the worked example, so that anyone can compute it again."""
    return exports.problem_response(_shown())


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as filtered, as CSV, XLSX or JSON."""
    plan = _shown()
    return exports.response(plan, PlanFilters(request.GET, queries.district_names()), kind)
