"""The gates of a unit: what is shown, who asks, and what a second person says."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.users.models import User
from fulcrum.foundation.web import refusals
from fulcrum.kit.classification import Classification
from fulcrum.kit.naming import own_name
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.units import documents, gate_reads
from fulcrum.units.domain.blueprint import Criterion
from fulcrum.units.gate_reads import GatePage
from fulcrum.units.life_forms import AskForm, DecisionForm, EvidenceForm, ReasonForm
from fulcrum.units.models import StagePassage, Unit
from fulcrum.units.services import gates
from fulcrum.units.views.places import Crumbs, to_unit, unit_of


@login_required
@require_safe
def page(request: HttpRequest, number: int, stage: str) -> HttpResponse:
    """One gate: its criteria with what is shown for each, and every time it was asked for."""
    unit, gate = _gate(request, number, stage)
    context = {"unit": unit, "gate": gate, "later": gate_reads.later_of(gate), "crumbs": to_unit(unit)}
    return render(request, "units/gate.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, number: int, stage: str, criterion: str) -> HttpResponse:
    """Show something for one criterion."""
    unit, gate = _gate(request, number, stage)
    access.require(request.user, gates.RUN, unit.organisation)
    asked = next((each for each in gate.stage.criteria if each.code == criterion), None)
    if asked is None:
        raise Http404
    form = EvidenceForm(asked, documents.classes_to_add(request.user, unit), request)
    if request.method == "POST" and form.is_valid() and _shown(request, form, unit, stage, asked):
        messages.success(request, _("It is shown. It counts from now on."))
        return redirect("units:gate", number, stage)
    context = {"unit": unit, "gate": gate, "criterion": asked, "form": form, "crumbs": _to_gate(gate)}
    return render(request, "units/evidence.html", context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, form: EvidenceForm, unit: Unit, stage: str, asked: Criterion) -> bool:
    """Whether it was taken; if not, the form says why and no file is kept."""
    by, data = acting(request), form.cleaned_data
    try:
        with transaction.atomic():
            gates.show_evidence(
                unit,
                stage,
                asked.code,
                statement=data["statement"],
                document=_attached(data, unit, by),
                by=by,
                at=timezone.now(),
            )
    except Refusal as refusal:
        form.add_error(None, refusals.word(refusal))
        return False
    return True


def _attached(data: dict[str, Any], unit: Unit, by: User) -> Attachment | None:
    file = data["file"]
    if not file:
        return None
    return attachments.attach(
        file.file,
        name=file.name,
        kind=gates.DOCUMENTS,
        about_id=str(unit.pk),
        classification=Classification(data["classification"] or Classification.LIMITED),
        by=by,
        at=timezone.now(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: int, stage: str) -> HttpResponse:
    """Ask to pass the gate."""
    unit, gate = _gate(request, number, stage)
    access.require(request.user, gates.RUN, unit.organisation)
    form = AskForm(request.POST or None)

    def send() -> Done:
        gates.ask(unit, stage, note=form.cleaned_data["note"], by=acting(request), at=timezone.now())
        return _back(gate, _("The gate is asked for. Somebody else decides."))

    return answer(request, form, _asked(gate, _("Ask to pass the gate “%(stage)s”"), _("Ask for it")), send)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int, stage: str) -> HttpResponse:
    """Ask no longer."""
    unit, gate = _gate(request, number, stage)
    access.require(request.user, gates.RUN, unit.organisation)
    passage = _waiting(gate)
    form = ReasonForm(request.POST or None)

    def take_back() -> Done:
        gates.withdraw(passage, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return _back(gate, _("The gate is not asked for any more."))

    return answer(
        request, form, _asked(gate, _("Ask no longer for the gate “%(stage)s”"), _("Take it back")), take_back
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, number: int, stage: str) -> HttpResponse:
    """Say of each criterion whether it is met, and whether the unit passes."""
    unit, gate = _gate(request, number, stage)
    access.require(request.user, gates.DECIDE, unit.organisation)
    if gate.own:
        raise PermissionDenied(gates.DECIDE)
    passage = _waiting(gate)
    form = DecisionForm(gate.stage.criteria, bool(gate.stage.amber_days), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            gates.decide(passage, form.decision(), by=acting(request), at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusals.word(refusal))
        else:
            messages.success(request, _("The gate is decided. Whoever asked for it is told."))
            return redirect("units:gate", number, stage)
    context = {"unit": unit, "gate": gate, "form": form, "passage": passage, "crumbs": _to_gate(gate)}
    return render(request, "units/decide.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["POST"])
def confirm(request: HttpRequest, number: int, stage: str) -> HttpResponse:
    """Say that what was missing at an amber gate has been shown."""
    unit, gate = _gate(request, number, stage)
    access.require(request.user, gates.DECIDE, unit.organisation)
    if gate.passed is None:
        raise Http404
    try:
        gates.meet(gate.passed, by=acting(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusals.word(refusal))
    else:
        messages.success(request, _("Nothing is missing any more at this gate."))
    return redirect("units:gate", number, stage)


def _gate(request: HttpRequest, number: int, stage: str) -> tuple[Unit, GatePage]:
    unit = unit_of(request, number)
    gate = gate_reads.of(unit, stage, request.user, timezone.localdate())
    if gate is None:
        raise Http404
    return unit, gate


def _waiting(gate: GatePage) -> StagePassage:
    """The asking that waits, or the last one: whoever comes late is told by the service that it is decided."""
    passage = gate.waiting or next(iter(gate.passages), None)
    if passage is None:
        raise Http404
    return passage


def _asked(gate: GatePage, title: str, action: str) -> Asked:
    return Asked(_to_gate(gate), title % {"stage": own_name(gate.stage.names, get_language())}, action)


def _to_gate(gate: GatePage) -> Crumbs:
    name = own_name(gate.stage.names, get_language())
    href = reverse("units:gate", args=[gate.unit.number, gate.stage.code])
    return [*to_unit(gate.unit), (_("Gate “%(stage)s”") % {"stage": name}, href)]


def _back(gate: GatePage, said: str) -> Done:
    return Done(said, reverse("units:gate", args=[gate.unit.number, gate.stage.code]))
