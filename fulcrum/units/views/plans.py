"""The establishment plan of a unit, and what is done with its steps."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.web import refusals
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.units import plan_chart, plan_reads
from fulcrum.units.domain.blueprint import Step as Planned
from fulcrum.units.life_forms import ReasonForm, StepForm
from fulcrum.units.models import Step, Unit
from fulcrum.units.services import guards, own_model, planning, steps
from fulcrum.units.views.places import Crumbs, to_unit, unit_of


@login_required
@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The steps of one unit with their days, the next first."""
    unit = unit_of(request, number)
    plan = plan_reads.of(unit, timezone.localdate())
    may_steer = guards.may_steer(request.user, unit.organisation) and not unit.is_closed
    officer = access.may(request.user, guards.OF_THE_PROGRAMME, unit.organisation)
    context = {
        "unit": unit,
        "plan": plan,
        "chart": plan_chart.of(plan, timezone.localdate()),
        "crumbs": to_unit(unit),
        "lacking": refusals.word(plan.lacking) if plan.lacking else "",
        "may_steer": may_steer,
        "may_do": {"lead": may_steer, "head": may_steer, "officer": officer and not unit.is_closed},
        "may_leave_out": access.may(request.user, steps.LEAVE_OUT, unit.organisation) and not unit.is_closed,
    }
    return render(request, "units/plan.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Plan the open steps anew from today on."""
    unit = unit_of(request, number)
    guards.require_steering(acting(request), unit.organisation)
    form = ReasonForm(request.POST or None)

    def plan() -> Done:
        moved = planning.replan(
            unit, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now()
        )
        said = _("The open steps were planned anew; %(number)d have another last day now.") % {
            "number": moved
        }
        return Done(said, reverse("units:plan", args=[number]))

    lead = _(
        "Open steps get new days from today on. Done ones stay, and so do the last days planned at first."
    )
    return answer(request, form, Asked(_to_plan(unit), _("Plan anew"), _("Plan them anew"), lead), plan)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Say that a step is done."""
    unit, step = _step(request, number, code)
    form = StepForm(request.POST or None, initial={"on": timezone.localdate()})

    def finish() -> Done:
        data = form.cleaned_data
        steps.do_step(step, on=data["on"], note=data["note"], by=acting(request), at=timezone.now())
        return _back(unit, _("The step is done."))

    return answer(request, form, _asked(unit, step, _("It is done")), finish)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopened(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Say that a step is not done after all."""
    unit, step = _step(request, number, code)
    return _with_reason(request, unit, step, steps.reopen, _("Open it again"), _("The step is open again."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def left_out(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Leave a step out of this plan."""
    unit, step = _step(request, number, code)
    access.require(request.user, steps.LEAVE_OUT, unit.organisation)
    said = _("The step is left out. What waited for it waits for its own steps before.")
    return _with_reason(request, unit, step, steps.leave_out, _("Leave it out"), said)


def _with_reason(
    request: HttpRequest, unit: Unit, step: Step, act: Any, action: str, said: str
) -> HttpResponse:
    form = ReasonForm(request.POST or None)

    def change() -> Done:
        act(step, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return _back(unit, said)

    return answer(request, form, _asked(unit, step, action), change)


def _step(request: HttpRequest, number: int, code: str) -> tuple[Unit, Step]:
    """The step, for whoever may say that it is done. Raises Http404, PermissionDenied."""
    unit = unit_of(request, number)
    step = Step.objects.filter(unit=unit, code=code).select_related("unit__organisation").first()
    if step is None:
        raise Http404
    if not steps.may_do(request.user, step):
        access.require(request.user, guards.OF_THE_PROGRAMME, unit.organisation)
    return unit, step


def _asked(unit: Unit, step: Step, action: str) -> Asked:
    planned = _planned(unit, step)
    name = own_name(planned.names, get_language()) if planned else step.code
    return Asked(_to_plan(unit), name, action)


def _planned(unit: Unit, step: Step) -> Planned | None:
    return next((each for each in own_model.of(unit).steps if each.code == step.code), None)


def _to_plan(unit: Unit) -> Crumbs:
    return [*to_unit(unit), (_("Establishment plan"), reverse("units:plan", args=[unit.number]))]


def _back(unit: Unit, said: str) -> Done:
    return Done(said, reverse("units:plan", args=[unit.number]))
