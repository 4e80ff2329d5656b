"""Agreements with partners: who works for us, where, until when."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fulcrum.foundation.users.models import User
from fulcrum.registry import access, partner_reads
from fulcrum.registry.domain.roles import PartnerKind, Reach
from fulcrum.registry.models import Agreement
from fulcrum.registry.people_forms import AgreementForm, ReasonForm
from fulcrum.registry.services import agreements
from fulcrum.registry.services.appointments import pack_of
from fulcrum.registry.views.asking import Asked, Done, acting, answer

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

    def make() -> Done:
        _make(acting(request), form.cleaned_data)
        said = _("The agreement is made. People are given their roles under it on their pages.")
        return Done(said, reverse("registry:agreements"))

    return answer(request, form, Asked(_trail(), _("Make an agreement"), _("Make it")), make)


def _make(officer: User, data: dict[str, Any]) -> Agreement:
    at = timezone.now()
    partner = partner_reads.partner_named(data["partner_name"]) or agreements.add_partner(
        kind=PartnerKind(data["partner_kind"]),
        names={"name_en": data["partner_name"]},
        pack=pack_of(officer),
        by=officer,
        at=at,
    )
    scope = agreements.Scope(
        reference=data["reference"],
        purpose=data["purpose"],
        begins_on=data["begins_on"],
        until=data["until"],
        reach=Reach.ORGANISATION if data["organisation"] else Reach.NATION,
        organisation=data["organisation"],
    )
    return agreements.make(partner, scope, by=officer, at=at)


@login_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an agreement before its time."""
    access.require(request.user, agreements.MANAGE)
    row = partner_reads.agreement(pk)
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    title = _("End agreement %(reference)s") % {"reference": row.reference}

    def finish() -> Done:
        agreements.end(row, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        said = _("The agreement ends with today, and every right under it.")
        return Done(said, reverse("registry:agreements"))

    return answer(request, form, Asked(_trail(), title, _("End it with today"), is_danger=True), finish)
