"""Publish a plan, look at a publication, plan on from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.allocation import offer_reads, queries, registers, replan_reads, scenario_values
from fulcrum.allocation.forms import initial_from
from fulcrum.allocation.models import Plan, Publication
from fulcrum.allocation.offer_forms import ReplanForm
from fulcrum.allocation.services import publications as service
from fulcrum.allocation.services import replanning
from fulcrum.allocation.views.offer_door import sent
from fulcrum.allocation.views.own_form import acted
from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED
from fulcrum.registry.views.asking import Done, acting

SEE = "allocation.see_scenarios"
PAGE = 50
SHOWN = 100
"""So many newly chosen organisations are named before publishing; the number of all stands beside them."""


def _pack(request: HttpRequest) -> str:
    if registers.PARAMETER in request.GET:
        return registers.asked(request.GET)
    return SIMULATED if acting(request).is_demonstration else COUNTRY_PACK


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every published plan of one register, the newest first."""
    access.require(request.user, SEE)
    pack = _pack(request)
    context = {
        "page": Paginator(offer_reads.publications(pack), PAGE).get_page(request.GET.get("page")),
        "registers": registers.choices(queries.registers(), pack),
        "query": f"{registers.PARAMETER}={pack}&",
        "pack": pack,
        "may_ask": access.may(request.user, "allocation.ask_scenario"),
    }
    return render(request, "allocation/publications.html", context)


@login_required
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """A published plan: its certificate, its versions, what became of its offers."""
    access.require(request.user, SEE)
    row = offer_reads.publication(number)
    if row is None:
        raise Http404
    next_one = Publication.objects.filter(follows=row).first()
    context = {
        "row": row,
        "plan": row.plan,
        "states": offer_reads.counts_of(row),
        "kept": len(row.plan.scenario.kept),
        "left_out": len(row.plan.scenario.left_out),
        "next_one": next_one,
        "may_replan": next_one is None and access.may(request.user, "allocation.ask_scenario"),
    }
    return render(request, "allocation/publication.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what publishing this plan would do, and do it."""
    access.require(request.user, service.PUBLISH)
    plans = Plan.objects.select_related("scenario__follows", "score_run__need_model").defer("problem")
    plan = get_object_or_404(plans, pk=pk)
    if request.method == "POST":
        return _published(request, plan)
    if not plan.has_places:
        raise Http404
    outlook = service.outlook(plan, timezone.now())
    context = {
        "plan": plan,
        "offered": outlook.offered[:SHOWN],
        "number": len(outlook.offered),
        "more": max(0, len(outlook.offered) - SHOWN),
        "kept": len(outlook.basis.kept),
        "left_out": len(outlook.basis.left_out),
    }
    return render(request, "allocation/publish_plan.html", context)


def _published(request: HttpRequest, plan: Plan) -> HttpResponse:
    try:
        row = service.publish(plan, by=acting(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
        return redirect("allocation:publish_plan", pk=plan.pk)
    made = row.offers.count()
    said = ngettext(
        "Plan %(number)d is published; %(made)d offer was made.",
        "Plan %(number)d is published; %(made)d offers were made.",
        made,
    )
    messages.success(request, said % {"number": row.number, "made": made})
    return redirect("allocation:publication", number=row.number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replan(request: HttpRequest) -> HttpResponse:
    """Ask for a plan that keeps what is settled; it begins with the numbers of the newest published plan."""
    access.require(request.user, "allocation.ask_scenario")
    pack = _pack(request)
    newest = Publication.objects.select_related("plan__scenario", "published_by").newest(pack)
    start = newest.plan if newest else queries.shown(pack)
    run = queries.run_for_new_scenarios(pack)
    if start is None or run is None:
        return render(request, "allocation/no_plan.html", status=503)
    on = timezone.localdate()
    values = scenario_values.group_values(run, start.scenario.quotas)
    initial = {
        "units": start.scenario.units,
        "tie_seed": start.scenario.tie_seed,
        "year": on.year,
        **initial_from(start.scenario.quotas),
    }
    weighed = run.scores.eligible().count()
    form = ReplanForm(sent(request), initial=initial, values=values, weighed=weighed)

    def ask() -> Done:
        data = form.cleaned_data
        plan = replanning.ask(
            data["name"],
            pack=pack,
            follows=newest,
            units=data["units"],
            quotas=form.quotas(),
            tie_seed=data["tie_seed"],
            need_model=run.need_model,
            year=data["year"],
            again=form.set_aside(),
            by=acting(request),
            at=timezone.now(),
        )
        return Done(_("The plan is being computed."), reverse("allocation:scenario", args=[plan.pk]))

    done = acted(request, form, ask)
    if done is not None:
        return done
    basis = replan_reads.basis(pack, year=on.year, on=on)
    names = Organisation.objects.in_bulk([*basis.kept, *basis.left_out])
    context = {
        "form": form,
        "newest": newest,
        "start": start,
        "kept": [(names[key], line) for key, line in basis.kept.items()],
        "left_out": [(names[key], line) for key, line in basis.left_out.items()],
        "registers": registers.choices(queries.registers(), pack),
    }
    return render(request, "allocation/replan.html", context, status=422 if form.errors else 200)
