"""The head's page: everything that is asked of one organisation, its unit, its offer, its score, its documents."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fulcrum.allocation import head_reads, offer_slot, request_slot, slots
from fulcrum.registry import access
from fulcrum.registry.slots import organisation_foot_slots

MOST_TASKS = 12


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """One organisation of the reader; who has several chooses by `of`, the slug of one."""
    access.require(request.user, head_reads.SEE)
    known = head_reads.organisations(request.user)
    wanted = request.GET.get("of", "")
    organisation = next((body for body in known if not wanted or body.slug == wanted), None)
    if organisation is None:
        raise Http404
    at = timezone.now()
    found = head_reads.of(organisation, request.user, at, is_only=len(known) == 1)
    context = {
        "crumbs": [(_("Home"), "/")],
        "organisation": organisation,
        "choices": known if len(known) > 1 else [],
        "found": found,
        "first": found.tasks[0] if found.tasks else None,
        "others": found.tasks[1:MOST_TASKS],
        "more": max(0, len(found.tasks) - MOST_TASKS),
        "today": timezone.localdate(at),
        "may_ask": access.may(request.user, "allocation.request_unit", organisation),
        "may_correct": access.may(request.user, "registry.propose_own", organisation),
        "parts": _parts(request, found),
        "foot_parts": organisation_foot_slots.render(request, organisation),
    }
    return render(request, "allocation/head.html", context)


def _parts(request: HttpRequest, found: head_reads.HeadPage) -> list[SafeString]:
    """Offers, the request and the score as the organisation's own page shows them; no second invitation to ask."""
    makers = [offer_slot.of_organisation, slots.of_organisation]
    if found.request is not None:
        makers.insert(1, request_slot.of_organisation)
    made = (make(request, found.organisation) for make in makers)
    return [render_to_string(slot.template, slot.context, request) for slot in made if slot is not None]
