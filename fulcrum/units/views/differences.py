"""In what one unit differs from its model: told, asked for, approved; and taking over a newer version."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.web import refusals
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.views.asking import Asked, Done, acting, answer
from fulcrum.units import blueprint_reads, difference_words, drift_reads, drift_words, model_labels
from fulcrum.units.domain.blueprint_difference import difference
from fulcrum.units.domain.codes import Size, TailoringKind, TailoringState
from fulcrum.units.domain.tailored import Approved, targets
from fulcrum.units.model_forms import KINDS, DecisionForm, SeenForm, WantedForm
from fulcrum.units.models import Tailoring, Unit
from fulcrum.units.services import adoption, blueprints, own_model, tailoring
from fulcrum.units.views.home import tabs
from fulcrum.units.views.places import to_unit, unit_of


@login_required
@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Every difference with what explains it, and what was asked."""
    unit = unit_of(request, number)
    place, model = unit.organisation, blueprints.read(unit.blueprint)
    rows = drift_reads.tailorings(unit)
    approved = {row.pk: row for row in rows if row.state == TailoringState.APPROVED}
    may_decide = access.may(request.user, tailoring.DECIDE, place)
    newest = blueprint_reads.newest_for(unit.organisation, unit.blueprint.code)
    context = {
        "crumbs": to_unit(unit),
        "title": _("Differences from the model"),
        "unit": unit,
        "tabs": tabs(unit, "differences"),
        "lines": drift_words.told(drift_reads.differences(unit), approved, get_language() or "en"),
        "asked": [
            drift_words.asked(row, model, may_decide=may_decide and row.asked_by_id != request.user.pk)
            for row in rows
        ],
        "newer": newest if newest and newest.version > unit.blueprint.version else None,
        "may_adopt": access.may(request.user, adoption.ADOPT, place),
        "may_ask": access.may(request.user, tailoring.ASK, place),
        "kinds": KINDS,
    }
    return render(request, "units/differences.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Ask for a difference of one kind."""
    unit = unit_of(request, number)
    access.require(request.user, tailoring.ASK, unit.organisation)
    if kind not in list(TailoringKind):
        raise Http404
    wanted, model = TailoringKind(kind), own_model.of(unit)
    choices = [
        (code, model_labels.own(drift_words.thing(model, wanted, code)))
        for code in targets(model, Size(unit.size), wanted)
    ]
    form = WantedForm(request.POST or None, kind=wanted, choices=choices)

    def act() -> Done:
        data = form.cleaned_data
        asked = Approved(wanted, data["target"], data.get("days"))
        tailoring.ask(unit, asked, reason=data["reason"], by=acting(request), at=timezone.now())
        return Done(_("It is asked. An officer of the programme answers it."), _differences(unit))

    trail = [*to_unit(unit), (_("Differences from the model"), _differences(unit))]
    return answer(request, form, Asked(trail, str(model_labels.TAILORING_KIND[wanted]), _("Ask for it")), act)


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse as the second person."""
    access.require(request.user, tailoring.DECIDE)
    rows = Tailoring.objects.filter(unit__in=Unit.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("unit__organisation", "unit__blueprint", "asked_by"), pk=pk)
    access.require(request.user, tailoring.DECIDE, row.unit.organisation)
    form = DecisionForm(request.POST or None)

    def act() -> Done:
        reason = form.cleaned_data["reason"]
        if form.cleaned_data["answer"] == "approve":
            tailoring.approve(row, reason=reason, by=acting(request), at=timezone.now())
            return Done(_("It is approved, and the unit follows it."), _differences(row.unit))
        tailoring.refuse(row, reason=reason, by=acting(request), at=timezone.now())
        return Done(_("It is refused. The unit stays as its model says."), _differences(row.unit))

    title = drift_words.what(row, blueprints.read(row.unit.blueprint))
    lead = _("%(person)s asks for this. Reason: %(reason)s") % {
        "person": row.asked_by.name if row.asked_by else "",
        "reason": row.reason,
    }
    trail = [*to_unit(row.unit), (_("Differences from the model"), _differences(row.unit))]
    return answer(request, form, Asked(trail, title, _("Answer it"), lead), act)


@login_required
@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, number: int, code: str, version: int) -> HttpResponse:
    """What taking over a version changes for this unit, and doing it."""
    unit = unit_of(request, number)
    access.require(request.user, adoption.ADOPT, unit.organisation)
    to = blueprint_reads.version(code, version, with_drafts=False)
    if to is None:
        raise Http404
    trail = [*to_unit(unit), (_("Differences from the model"), _differences(unit))]
    title = _("Take over version %(version)s of the model") % {"version": to.version}
    try:
        found = adoption.preview(unit, to)
    except Refusal as refusal:
        context = {"crumbs": trail, "title": title, "unit": unit, "why": refusals.word(refusal)}
        return render(request, "units/adopt_refused.html", context, status=409)
    form = SeenForm(request.POST or None, initial={"seen": found.fingerprint})

    def act() -> Done:
        seen = form.cleaned_data["seen"]
        adoption.adopt(unit, to, seen=seen, by=acting(request), at=timezone.now())
        said = _("The unit follows version %(version)s from now on.") % {"version": to.version}
        return Done(said, reverse("units:unit", args=[unit.number]))

    before, after = blueprints.read(unit.blueprint), blueprints.read(to)
    return answer(
        request, form, Asked(trail, title, _("Take it over for this unit")), act, template="units/adopt.html",
        unit=unit, kept=drift_words.kept(found), changes=drift_words.changes(found, before, after),
        parts=difference_words.told(difference(before, after)),
    )  # fmt: skip


def _differences(unit: Unit) -> str:
    return reverse("units:differences", args=[unit.number])
