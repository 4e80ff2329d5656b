"""Proposed corrections: the list, one of them, and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, labels, proposal_reads, refused
from fulcrum.registry.domain import corrections
from fulcrum.registry.domain.proposals import ProposalState
from fulcrum.registry.fact_words import FactWords
from fulcrum.registry.models import Proposal
from fulcrum.registry.services import proposals
from fulcrum.registry.views.facts import person
from fulcrum.registry.views.organisations import home

PAGE = 50


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The proposals that the reader may know of, open ones unless the address asks for others."""
    state = request.GET.get("state", ProposalState.OPEN)
    chosen = ProposalState(state) if state in list(ProposalState) else ProposalState.OPEN
    rows = proposal_reads.in_state(chosen, user=request.user)
    context = {
        "crumbs": home(),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "tabs": [
            {
                "label": labels.PROPOSAL_STATE[each],
                "href": f"?state={each}",
                "is_current": each == chosen,
                "number": None,
            }
            for each in ProposalState
        ],
        "query": f"state={chosen}&",
    }
    return render(request, "registry/proposals.html", context)


def _visible(request: HttpRequest, pk: int) -> Proposal:
    found = proposal_reads.one(pk, user=request.user)
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal with its difference; who may decide does so here."""
    proposal = _visible(request, pk)
    by, fault = person(request), ""
    if request.method == "POST":
        access.require(by, proposals.DECIDE, proposal.organisation)
        try:
            _decide(request, proposal, by)
        except Refusal as refusal:
            fault = refused.word(refusal)
        else:
            return redirect("registry:proposal", pk=pk)
    told = [(field, change.was, change.value) for field, change in proposal.told_changes.items()]
    stale = corrections.outdated(proposal.told_changes, corrections.facts_of(proposal.organisation))
    may_decide = proposal.is_open and access.may(by, proposals.DECIDE, proposal.organisation)
    context = {
        "crumbs": [*home(), (_("Proposed corrections"), reverse("registry:proposals"))],
        "proposal": proposal,
        "lines": FactWords(told, get_language() or "en").lines(told),
        "stale": [labels.FACT[field] for field in stale] if proposal.is_open else [],
        "is_own": proposal.proposed_by_id == by.pk,
        "may_decide": may_decide,
        "fault": fault,
        "why": request.POST.get("why", ""),
    }
    return render(request, "registry/proposal.html", context, status=422 if fault else 200)


def _decide(request: HttpRequest, proposal: Proposal, by: User) -> None:
    why, at = request.POST.get("why", "")[:500], timezone.now()
    if request.POST.get("decision") == "accept":
        decided = proposals.accept(proposal, why=why, by=by, at=at)
        if decided.state == ProposalState.OUTDATED:
            messages.warning(
                request,
                _(
                    "The organisation was changed meanwhile in the same facts, so the proposal is outdated. Nothing was changed; its author is told."
                ),
            )
        else:
            messages.success(request, _("Accepted: the organisation is corrected, and the author is told."))
    else:
        proposals.refuse(proposal, why=why, by=by, at=at)
        messages.success(request, _("Refused; the author is told why."))


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    proposals.withdraw(_visible(request, pk), by=person(request), at=timezone.now())
    messages.success(request, _("Your proposal is withdrawn."))
    return redirect("registry:proposal", pk=pk)
