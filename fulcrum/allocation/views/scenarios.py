"""Scenarios: ask, watch the computation, look at the plan, have it checked again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.allocation import (
    exports,
    queries,
    quota_rules,
    refusals,
    registers,
    scenario_values,
    violations,
)
from fulcrum.allocation.forms import ScenarioForm, initial_from
from fulcrum.allocation.models import Plan, Publication
from fulcrum.allocation.plan_filters import PlanFilters
from fulcrum.allocation.services import checks
from fulcrum.allocation.services import scenarios as service
from fulcrum.allocation.views.plans import plan_context, why_in
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access

PAGE = 50
MOST_FAULTS = 10


def _plan(request: HttpRequest, pk: int) -> Plan:
    """The plan, for those who may see scenarios."""
    access.require(request.user, "allocation.see_scenarios")
    plans = Plan.objects.select_related("scenario__by", "scenario__need_model", "score_run__need_model")
    return get_object_or_404(plans, pk=pk)


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every scenario that was asked, newest first; of one register if the address names it."""
    access.require(request.user, "allocation.see_scenarios")
    plans = Plan.objects.select_related("scenario__by").defer("problem", "rows", "conflicts")
    pack = request.GET.get(registers.PARAMETER, "")
    if pack in registers.NAMES:
        plans = plans.filter(scenario__pack=pack)
    page = Paginator(plans, PAGE).get_page(request.GET.get("page"))
    context = {
        "plans": page,
        "may_ask": access.may(request.user, "allocation.ask_scenario"),
        "registers": registers.choices(queries.registers(), pack),
        "query": f"{registers.PARAMETER}={pack}&" if pack in registers.NAMES else "",
        "all_registers": pack not in registers.NAMES,
    }
    return render(request, "allocation/scenarios.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask a new scenario about one register, starting from its shipped one or from another."""
    access.require(request.user, "allocation.ask_scenario")
    start = _start(request)
    run = queries.run_for_new_scenarios(start.scenario.pack) if start else None
    if run is None or start is None:
        return render(request, "allocation/no_plan.html", status=503)
    values = scenario_values.group_values(run, start.scenario.quotas)
    weighed = run.scores.eligible().count()
    if request.method == "POST":
        form = ScenarioForm(request.POST, values=values, weighed=weighed)
        if form.is_valid():
            plan = service.ask(
                form.cleaned_data["name"],
                units=form.cleaned_data["units"],
                quotas=form.quotas(),
                tie_seed=form.cleaned_data["tie_seed"],
                need_model=run.need_model,
                pack=run.pack,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
            return redirect("allocation:scenario", pk=plan.pk)
        status = 422
    else:
        initial = {
            "units": start.scenario.units,
            "tie_seed": start.scenario.tie_seed,
            **initial_from(start.scenario.quotas),
        }
        form = ScenarioForm(initial=initial, values=values, weighed=weighed)
        status = 200
    return render(
        request,
        "allocation/new_scenario.html",
        {
            "form": form,
            "start": start,
            "weighed": weighed,
            "registers": registers.choices(queries.registers(), run.pack),
        },
        status=status,
    )


def _start(request: HttpRequest) -> Plan | None:
    """The plan whose numbers the form begins with."""
    asked = request.GET.get("from", "")
    if asked.isdecimal() and len(asked) < 10:
        return get_object_or_404(Plan.objects.select_related("scenario"), pk=int(asked))
    return queries.shown(registers.asked(request.GET))


@login_required
@require_safe
def scenario(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan: its progress while it is computed, then map and list, or the quotas that collide."""
    plan = _plan(request, pk)
    rights = {
        "may_ask": access.may(request.user, "allocation.ask_scenario"),
        "may_check": access.may(request.user, "allocation.check_plan"),
        "may_publish": access.may(request.user, "allocation.publish_plan"),
        "publication": Publication.objects.filter(plan=plan).first(),
    }
    if plan.has_places:
        context = {
            **plan_context(request, plan),
            **rights,
            "rules": quota_rules.rule_groups(plan),
            "changes": queries.changes(plan),
        }
        return render(request, "allocation/scenario.html", context)
    conflicts = scenario_values.conflicts(plan)
    template = "allocation/scenario_open.html" if plan.is_open else "allocation/scenario_without_plan.html"
    return render(request, template, {"plan": plan, "conflicts": conflicts, **rights})


@login_required
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that shows how far the computation is; reloads the page when it has ended."""
    plan = _plan(request, pk)
    response = render(request, "allocation/parts/progress.html", {"plan": plan})
    if not plan.is_open:
        response["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a computation."""
    plan = _plan(request, pk)
    try:
        service.cancel(plan, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
    return redirect("allocation:scenario", pk=pk)


@login_required
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a plan checked by the program that shares nothing with the engine."""
    plan = _plan(request, pk)
    try:
        checked = checks.check_again(plan, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
        return redirect("allocation:scenario", pk=pk)
    if checked.is_input_changed:
        messages.error(
            request,
            _("The kept input is not the one that was computed: its fingerprint or its scores differ."),
        )
    for violation in checked.violations[:MOST_FAULTS]:
        messages.error(request, violations.describe(violation))
    if checked.is_good:
        sentence = _(
            "Checked again: %(units)d places, every quota met, the total is right and the input is unchanged."
        )
        messages.success(request, sentence % {"units": plan.scenario.units})
    return redirect("allocation:scenario", pk=pk)


@login_required
@require_safe
def why(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Why an organisation has a place in this plan, or why not."""
    return why_in(request, _plan(request, pk), slug)


@login_required
@require_safe
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """The exact input of this plan."""
    return exports.problem_response(_plan(request, pk))


@login_required
@require_safe
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The list as filtered, as CSV, XLSX or JSON."""
    plan = _plan(request, pk)
    filters = PlanFilters(request.GET, queries.district_names(plan.scenario.pack))
    return exports.response(plan, filters, kind)
