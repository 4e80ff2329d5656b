"""The register of critical information infrastructure: confidential, and every reading of it is logged."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.foundation.audit import services as audit
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, partner_reads, refused
from fulcrum.registry.domain.roles import CiiBasis
from fulcrum.registry.models import CiiEntry
from fulcrum.registry.people_forms import CiiForm, ReasonForm
from fulcrum.registry.services import cii
from fulcrum.registry.views.people import FORM

READ = "registry.read_cii"
PER_PAGE = 50


def _trail() -> list[tuple[str, str]]:
    return [(_("Home"), "/"), (_("Critical information infrastructure"), reverse("registry:cii"))]


def _readable(request: HttpRequest, pk: int) -> CiiEntry:
    entry = partner_reads.cii_entry(pk, request.user)
    if entry is None:
        raise Http404
    return entry


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Entries within the reader's reach; each one shown is noted as read."""
    access.require(request.user, READ)
    page = Paginator(partner_reads.cii_entries(request.user), PER_PAGE).get_page(request.GET.get("page"))
    audit.record_readings(page.object_list, by=request.user, at=timezone.now(), through="page")  # type: ignore[arg-type]
    proposing = access.scope(request.user, cii.PROPOSE)
    context = {
        "crumbs": _trail()[:1],
        "page": page,
        "today": timezone.localdate(),
        "may_propose": not proposing.is_empty,
        "decidable": {
            entry.pk for entry in page.object_list if proposing.holds(access.place_of(entry.organisation))
        },
    }
    return render(request, "registry/cii.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose an entry; a second person accepts it."""
    access.require(request.user, cii.PROPOSE)
    form = CiiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            cii.propose(
                data["organisation"],
                basis=CiiBasis(data["basis"]),
                reference=data["reference"],
                essential_service=data["essential_service"],
                begins_on=data["begins_on"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refused.word(refusal))
        else:
            messages.success(request, _("The entry is proposed. It holds once a second person accepts it."))
            return redirect("registry:cii")
    context = {"crumbs": _trail(), "form": form, "title": _("Propose an entry"), "action": _("Propose")}
    return render(request, FORM, context, status=422 if form.errors else 200)


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a proposed entry; never one's own."""
    access.require(request.user, cii.PROPOSE)
    cii.accept(_readable(request, pk), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("The entry holds from its first day."))
    return redirect("registry:cii")


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an entry with its reason."""
    access.require(request.user, cii.PROPOSE)
    entry = _readable(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cii.close(entry, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, refused.word(refusal))
        else:
            messages.success(request, _("The entry is closed."))
            return redirect("registry:cii")
    context = {
        "crumbs": _trail(),
        "form": form,
        "title": _("Close an entry"),
        "action": _("Close it"),
        "is_danger": True,
    }
    return render(request, FORM, context, status=422 if form.errors else 200)
