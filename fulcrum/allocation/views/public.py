"""What the public sees first: the places on the map, how they were chosen, and how that was proven."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fulcrum.allocation import addresses, charts, maps, need_page, queries, quota_rules, registers
from fulcrum.registry import access
from fulcrum.registry.models import Organisation


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One sentence, the places on the map, three figures, one action."""
    plan = queries.worked_example()
    if plan is None:
        return render(request, "allocation/no_plan.html", status=503)
    regions = queries.district_names()
    address = reverse("allocation:plan")
    context: dict[str, Any] = {
        "plan": plan,
        "map": maps.places_map(plan, regions),
        "seatless": charts.seatless(plan, address),
        "listed": Organisation.objects.visible_to(request.user).of_country().count(),
        "by_kind": charts.chart(plan, "kind", address),
        "by_sector": charts.chart(plan, "sector", address),
        "by_district": charts.chart(plan, "district", address, regions),
        "alike": queries.alike(plan),
    }
    return render(request, "allocation/home.html", context)


@require_safe
def proof(request: HttpRequest) -> HttpResponse:
    """The certificate in plain words first, then in the words of the field."""
    plan = queries.shown(registers.asked(request.GET))
    if plan is None:
        return render(request, "allocation/no_plan.html", status=503)
    context = {
        "plan": plan,
        "rules": quota_rules.rule_groups(plan),
        "problem_href": addresses.of_problem(plan),
    }
    return render(request, "allocation/proof.html", context)


@require_safe
def need(request: HttpRequest) -> HttpResponse:
    """The need model: every criterion with weight, source and value function, who is eligible, who looks alike."""
    plan = queries.shown(registers.asked(request.GET))
    run = plan.score_run if plan else queries.run_for_new_scenarios(registers.asked(request.GET))
    if run is None:
        return render(request, "allocation/no_plan.html", status=503)
    context = need_page.context(run)
    context["may_publish"] = access.may(request.user, "allocation.publish_need_model")
    if plan is not None:
        context.update(need_page.alike(plan))
    return render(request, "allocation/need.html", context)
