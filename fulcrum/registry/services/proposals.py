"""Propose a correction, and decide it as a second person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, labels
from fulcrum.registry.domain import corrections
from fulcrum.registry.domain.corrections import Change, Changes
from fulcrum.registry.domain.history import Grounds
from fulcrum.registry.domain.proposals import ProposalState
from fulcrum.registry.models import Organisation, Proposal
from fulcrum.registry.services import histories, organisations, turns

PROPOSE, PROPOSE_OWN, DECIDE = "registry.propose", "registry.propose_own", "registry.decide_proposals"
DECIDED = "registry.proposal_decided"
"""The kind of notice that the proposer gets."""


def may_propose(user: object, body: Organisation) -> bool:
    """Whether this person may propose corrections of this organisation: in their reach, or of the own house."""
    return access.may(user, PROPOSE, body) or access.may(user, PROPOSE_OWN, body)


@transaction.atomic
def propose(body: Organisation, changes: Changes, *, grounds: Grounds, by: User, at: datetime) -> Proposal:
    """Propose other values for facts; nothing of the organisation changes.

    Raises PermissionDenied; Refusal `grounds_missing`, `fact_refused`, `seat_unknown`, `changed_meanwhile`,
    `nothing_changed`, `proposed_already`.
    """
    if not may_propose(by, body):
        access.require(by, PROPOSE, body)
    histories.check_grounds(grounds)
    row = Organisation.objects.select_for_update(of=("self",)).get(pk=body.pk)
    facts = corrections.facts_of(row)
    complete = corrections.with_bases(
        {
            field: Change(facts[field], organisations.checked(field, change.value))
            for field, change in changes.items()
        },
        facts,
    )
    if not complete:
        raise Refusal("nothing_changed", organisation=row.name_en)
    organisations.check_seat({**facts, **{field: change.value for field, change in complete.items()}})
    _check_not_proposed(row, complete, by)
    proposal = Proposal.objects.create(
        organisation=row,
        changes=corrections.as_json(complete),
        reason=grounds.reason.strip(),
        source_text=grounds.source_text.strip(),
        proposed_by=by,
        proposed_at=at,
        state=ProposalState.OPEN,
    )
    _record("registry.correction_proposed", proposal, by=by, at=at, reason=proposal.reason)
    return proposal


@transaction.atomic
def accept(proposal: Proposal, *, by: User, at: datetime, why: str = "") -> Proposal:
    """Accept a proposal and correct the organisation by it; outdated instead if a value changed meanwhile.

    Raises PermissionDenied; Refusal `four_eyes`, `decided_already`, and as `organisations.correct` does.
    """
    row = _deciding(proposal, by)
    changes = row.told_changes
    facts = corrections.facts_of(row.organisation)
    if corrections.outdated(changes, facts):
        return _decided(row, ProposalState.OUTDATED, by=by, at=at, why=why)
    row.event = organisations.correct(
        row.organisation, changes, grounds=Grounds(row.reason, row.source_text), by=by, at=at
    )
    return _decided(row, ProposalState.ACCEPTED, by=by, at=at, why=why)


@transaction.atomic
def refuse(proposal: Proposal, *, why: str, by: User, at: datetime) -> Proposal:
    """Refuse a proposal, saying why. Raises PermissionDenied; Refusal `four_eyes`, `decided_already`,
    `reason_missing`.
    """
    if not why.strip():
        raise Refusal("reason_missing")
    return _decided(_deciding(proposal, by), ProposalState.REFUSED, by=by, at=at, why=why)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User, at: datetime) -> Proposal:
    """Take back one's own proposal. Raises Refusal `not_your_proposal`, `decided_already`."""
    row = _open(proposal)
    if row.proposed_by_id != by.pk:
        raise Refusal("not_your_proposal")
    row.state, row.decided_at = ProposalState.WITHDRAWN, at
    row.save(update_fields=["state", "decided_at"])
    _record("registry.proposal_withdrawn", row, by=by, at=at)
    return row


def _deciding(proposal: Proposal, by: User) -> Proposal:
    """The proposal and its organisation, locked for a decision of `by`."""
    access.require(by, DECIDE, proposal.organisation)
    turns.beside_others()
    row = _open(proposal)
    if row.proposed_by_id == by.pk:
        raise Refusal("four_eyes")
    row.organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=row.organisation_id)
    return row


def _open(proposal: Proposal) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).select_related("proposed_by").get(pk=proposal.pk)
    if not row.is_open:
        raise Refusal("decided_already", state=labels.PROPOSAL_STATE[row.state])
    return row


def _decided(row: Proposal, state: ProposalState, *, by: User, at: datetime, why: str) -> Proposal:
    row.state, row.decided_by, row.decided_at, row.why = state, by, at, why.strip()
    row.save(update_fields=["state", "decided_by", "decided_at", "why", "event"])
    _record("registry.proposal_decided", row, by=by, at=at, reason=row.why, state=state)
    notices.tell(
        DECIDED,
        row.proposed_by,
        at=at,
        about=row,
        once=str(row.pk),
        url=reverse("registry:proposal", args=[row.pk]),
        organisation=row.organisation,
        outcome=labels.PROPOSAL_STATE[state],
        why=row.why or "–",
    )
    return row


def _check_not_proposed(row: Organisation, changes: Changes, by: User) -> None:
    """One person proposes a fact of an organisation once until it is decided."""
    waiting = Proposal.objects.open().filter(organisation=row, proposed_by=by)
    if waiting.filter(changes__has_any_keys=list(changes)).exists():
        raise Refusal("proposed_already", organisation=row.name_en)


def _record(action: str, row: Proposal, *, by: User, at: datetime, reason: str = "", **facts: Any) -> None:
    kept: Mapping[str, Mapping[str, str]] = row.changes
    audit.record(
        action,
        row,
        by=by,
        at=at,
        reason=reason,
        organisation=row.organisation_id,
        before={field: each["was"] for field, each in kept.items()},
        after={field: each["value"] for field, each in kept.items()},
        **facts,
    )
