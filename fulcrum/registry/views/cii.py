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
from fulcrum.registry import access, partner_reads
from fulcrum.registry.domain.roles import CiiBasis
from fulcrum.registry.models import CiiEntry
from fulcrum.registry.people_forms import CiiForm, ReasonForm
from fulcrum.registry.services import cii
from fulcrum.registry.views.asking import Asked, Done, acting, answer

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
    audit.record_readings(page.object_list, by=acting(request), at=timezone.now(), through="page")
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

    def make() -> Done:
        data = dict(form.cleaned_data)
        organisation, basis = data.pop("organisation"), CiiBasis(data.pop("basis"))
        cii.propose(organisation, basis=basis, **data, by=acting(request), at=timezone.now())
        return Done(
            _("The entry is proposed. It holds once a second person accepts it."), reverse("registry:cii")
        )

    return answer(request, form, Asked(_trail(), _("Propose an entry"), _("Propose")), make)


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a proposed entry; never one's own."""
    access.require(request.user, cii.PROPOSE)
    cii.accept(_readable(request, pk), by=acting(request), at=timezone.now())
    messages.success(request, _("The entry holds from its first day."))
    return redirect("registry:cii")


@login_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an entry with its reason."""
    access.require(request.user, cii.PROPOSE)
    entry = _readable(request, pk)
    form = ReasonForm(request.POST or None)

    def finish() -> Done:
        cii.close(entry, reason=form.cleaned_data["reason"], by=acting(request), at=timezone.now())
        return Done(_("The entry is closed."), reverse("registry:cii"))

    return answer(request, form, Asked(_trail(), _("Close an entry"), _("Close it"), is_danger=True), finish)
