"""What happened to organisations and what is proposed about them, for programs."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import AuthenticationError

from fulcrum.foundation.api.errors import DOCUMENTED
from fulcrum.foundation.api.paging import USUAL, After, Code, Limit, Page, page
from fulcrum.registry.models.organisation_event import OrganisationEvent
from fulcrum.registry.models.proposal import Proposal

router = Router(tags=["register"])


class EventRow(Schema):
    """One thing that happened to an organisation. `before` and `after` hold the facts that changed."""

    id: int
    organisation: int
    kind: str
    on: date
    before: dict[str, Any]
    after: dict[str, Any]
    is_planned: bool
    is_taken_back: bool


@router.get(
    "/organisation-events", response={200: Page[EventRow], **DOCUMENTED}, summary="History of organisations"
)
def events(
    request: HttpRequest, organisation: Code = "", kind: Code = "", limit: Limit = USUAL, after: After = ""
) -> Any:
    """Opened, closed, merged, split, renamed, moved, corrected: what happened when, in the order of recording."""
    rows = OrganisationEvent.objects.visible_to(request.user)
    rows = rows.filter(organisation__slug=organisation) if organisation else rows
    rows = rows.filter(kind=kind) if kind else rows

    def item(row: OrganisationEvent) -> EventRow:
        return EventRow(
            id=row.pk,
            organisation=row.organisation_id,
            kind=row.kind,
            on=row.on,
            before={column: before for column, (before, _) in row.changes.items()},
            after={column: after for column, (_, after) in row.changes.items()},
            is_planned=row.is_planned,
            is_taken_back=row.reversed_by_id is not None,
        )

    return page(rows, order=["pk"], limit=limit, after=after, item=item)


class ProposalRow(Schema):
    """A proposed correction; `changes` gives for each fact what it was and what it is to be."""

    id: int
    organisation: int
    changes: dict[str, Any]
    state: str
    proposed_at: datetime
    decided_at: datetime | None


@router.get("/proposals", response={200: Page[ProposalRow], **DOCUMENTED}, summary="Proposed corrections")
def proposals(request: HttpRequest, state: Code = "", limit: Limit = USUAL, after: After = "") -> Any:
    """Your own proposals, those about your organisation, and all for those who decide or audit them."""
    if not request.user.is_authenticated:
        raise AuthenticationError
    rows = Proposal.objects.visible_to(request.user)
    rows = rows.filter(state=state) if state else rows

    def item(row: Proposal) -> ProposalRow:
        return ProposalRow(
            id=row.pk,
            organisation=row.organisation_id,
            changes=row.changes,
            state=row.state,
            proposed_at=row.proposed_at,
            decided_at=row.decided_at,
        )

    return page(rows, order=["pk"], limit=limit, after=after, item=item)
