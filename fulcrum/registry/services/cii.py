"""Keep the register of critical information infrastructure: one person proposes, another accepts, nobody deletes."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.roles import CiiBasis
from fulcrum.registry.models import CiiEntry, Organisation

PROPOSE = "registry.propose_cii"


@transaction.atomic
def propose(
    organisation: Organisation,
    *,
    basis: CiiBasis,
    reference: str,
    essential_service: str,
    begins_on: date,
    by: User | None,
    at: datetime,
) -> CiiEntry:
    """Propose an entry; it says nothing until a second person accepts it.

    Raises PermissionDenied; Refusal `cii_is_listed`.
    """
    if by is not None:
        _require(by, organisation)
    entry = CiiEntry(
        organisation=organisation,
        basis=basis,
        reference=reference,
        essential_service=essential_service,
        begins_on=begins_on,
        proposed_by=by,
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        raise Refusal("cii_is_listed", service=essential_service) from error
    audit.record("registry.cii_proposed", entry, by=by, at=at, reason=reference, organisation=organisation.pk)
    return entry


@transaction.atomic
def accept(entry: CiiEntry, *, by: User, at: datetime) -> None:
    """Let a proposed entry hold. Raises PermissionDenied; Refusal `four_eyes`, `accepted_already`, `ended_already`."""
    _require(by, entry.organisation)
    row = CiiEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if row.accepted_by_id is not None:
        raise Refusal("accepted_already")
    if row.until is not None:
        raise Refusal("ended_already", until=row.until)
    if row.proposed_by_id == by.pk:
        raise Refusal("four_eyes")
    row.accepted_by, row.accepted_at = by, at
    row.save(update_fields=["accepted_by", "accepted_at"])
    audit.record("registry.cii_accepted", row, by=by, at=at, organisation=row.organisation_id)


@transaction.atomic
def close(entry: CiiEntry, *, reason: str, by: User, at: datetime) -> None:
    """Let an entry hold no longer than yesterday. Raises PermissionDenied; Refusal `reason_missing`, `ended_already`."""
    _require(by, entry.organisation)
    if not reason.strip():
        raise Refusal("reason_missing")
    row = CiiEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if row.until is not None:
        raise Refusal("ended_already", until=row.until)
    row.until = max(timezone.localdate(at) - timedelta(days=1), row.begins_on)
    row.save(update_fields=["until"])
    audit.record(
        "registry.cii_closed",
        row,
        by=by,
        at=at,
        reason=reason,
        organisation=row.organisation_id,
        until=str(row.until),
    )


def _require(by: User, organisation: Organisation) -> None:
    """Raise PermissionDenied without the right here; a person of the demonstration touches nothing real."""
    access.require(by, PROPOSE, organisation)
    if by.is_demonstration and not organisation.is_simulated:
        raise Refusal("simulated_and_real", person=by.name, organisation=organisation.name_en)
