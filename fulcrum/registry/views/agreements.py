"""Agreements with partners: who works for us, where, until when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, partner_reads, refused
from fulcrum.registry.domain.roles import PartnerKind, Reach
from fulcrum.registry.models import Agreement
from fulcrum.registry.people_forms import AgreementForm, ReasonForm
from fulcrum.registry.services import agreements
from fulcrum.registry.services.appointments import pack_of
from fulcrum.registry.views.people import FORM

SEE = "registry.see_agreements"
PER_PAGE = 50


def _trail() -> list[tuple[str, str]]:
    return [(_("Home"), "/"), (_("Agreements"), reverse("registry:agreements"))]


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every agreement with its partner and how many people it gives rights, those in force first."""
    access.require(request.user, SEE)
    shows_ended = request.GET.get("ended") == "1"
    rows = partner_reads.agreements(on=timezone.localdate(), with_ended=shows_ended)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": _trail()[:1],
        "page": page,
        "shows_ended": shows_ended,
        "today": timezone.localdate(),
        "may_manage": access.may(request.user, agreements.MANAGE),
    }
    return render(request, "registry/agreements.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an agreement, with a partner of the register or a new one."""
    access.require(request.user, agreements.MANAGE)
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _make(request, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refused.word(refusal))
        else:
            messages.success(
                request, _("The agreement is made. People are given their roles under it on their pages.")
            )
            return redirect("registry:agreements")
    context = {"crumbs": _trail(), "form": form, "title": _("Make an agreement"), "action": _("Make it")}
    return render(request, FORM, context, status=422 if form.errors else 200)


def _make(request: HttpRequest, data: dict[str, object]) -> Agreement:
    at = timezone.now()
    name = str(data["partner_name"])
    partner = partner_reads.partner_named(name) or agreements.add_partner(
        kind=PartnerKind(str(data["partner_kind"])),
        names={"name_en": name},
        pack=pack_of(request.user),  # type: ignore[arg-type]
        by=request.user,  # type: ignore[arg-type]
        at=at,
    )
    scope = agreements.Scope(
        reference=str(data["reference"]),
        purpose=str(data["purpose"]),
        begins_on=data["begins_on"],  # type: ignore[arg-type]
        until=data["until"],  # type: ignore[arg-type]
        reach=Reach.ORGANISATION if data["organisation"] else Reach.NATION,
        organisation=data["organisation"],  # type: ignore[arg-type]
    )
    return agreements.make(partner, scope, by=request.user, at=at)  # type: ignore[arg-type]


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an agreement before its time."""
    access.require(request.user, agreements.MANAGE)
    row = partner_reads.agreement(pk)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agreements.end(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, refused.word(refusal))
        else:
            messages.success(request, _("The agreement ends with today, and every right under it."))
            return redirect("registry:agreements")
    context = {
        "crumbs": _trail(),
        "form": form,
        "title": _("End agreement %(reference)s") % {"reference": row.reference},
        "action": _("End it with today"),
        "is_danger": True,
    }
    return render(request, FORM, context, status=422 if form.errors else 200)
