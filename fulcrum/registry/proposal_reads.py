"""Proposals as their pages read them: those that the reader may know of."""

from typing import Any

from django.db.models import QuerySet

from fulcrum.registry.domain.proposals import ProposalState
from fulcrum.registry.models import Proposal


def in_state(state: ProposalState, *, user: Any) -> QuerySet[Proposal]:
    """Proposals in one state, the newest first."""
    return Proposal.objects.visible_to(user).filter(state=state).select_related("organisation", "proposed_by")


def one(pk: int, *, user: Any) -> Proposal | None:
    """One proposal with everything its page tells."""
    found = Proposal.objects.visible_to(user).select_related(
        "organisation", "proposed_by", "decided_by", "event"
    )
    return found.filter(pk=pk).first()
