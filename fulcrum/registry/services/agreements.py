"""Make and end agreements with partners: the only root of a partner's rights."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.sort_key import list_key
from fulcrum.registry import access
from fulcrum.registry.domain.roles import PartnerKind, Reach
from fulcrum.registry.models import Agreement, Organisation, Partner, Region

MANAGE = "registry.manage_agreements"


@dataclass(frozen=True)
class Scope:
    """What an agreement says: its reference, its purpose, where it reaches, its first and last day."""

    reference: str
    purpose: str
    begins_on: date
    until: date
    reach: Reach = Reach.NATION
    organisation: Organisation | None = None
    region: Region | None = None


@transaction.atomic
def add_partner(
    *, kind: PartnerKind, names: dict[str, str], pack: str, by: User | None, at: datetime, website: str = ""
) -> Partner:
    """Add a partner by names per script. Raises PermissionDenied; Refusal `partner_is_known`."""
    if by is not None:
        access.require(by, MANAGE)
    partner = Partner(kind=kind, website=website, pack=pack, **names)
    for language in ("en", "si", "ta"):
        setattr(partner, f"sort_{language}", list_key(getattr(partner, f"name_{language}"), partner.name_en))
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError as error:
        raise Refusal("partner_is_known", name=partner.name_en) from error
    audit.record("registry.partner_added", partner, by=by, at=at, after=names)
    return partner


@transaction.atomic
def make(partner: Partner, scope: Scope, *, by: User | None, at: datetime) -> Agreement:
    """Make an agreement. Raises PermissionDenied; Refusal `end_before_begin`, `reference_is_taken`."""
    if by is not None:
        access.require(by, MANAGE)
    if scope.until < scope.begins_on:
        raise Refusal("end_before_begin", begins_on=scope.begins_on, until=scope.until)
    agreement = Agreement(partner=partner, made_by=by, made_at=at, **vars(scope))
    try:
        with transaction.atomic():
            agreement.save()
    except IntegrityError as error:
        raise Refusal("reference_is_taken", reference=scope.reference) from error
    audit.record(
        "registry.agreement_made",
        agreement,
        by=by,
        at=at,
        organisation=agreement.organisation_id,
        partner=partner.pk,
        until=str(scope.until),
    )
    return agreement


@transaction.atomic
def end(agreement: Agreement, *, reason: str, by: User, at: datetime) -> None:
    """End an agreement with today as its last day; the rights under it end with the day.

    Raises PermissionDenied; Refusal `reason_missing`, `ended_already`.
    """
    access.require(by, MANAGE)
    if not reason.strip():
        raise Refusal("reason_missing")
    row = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    today = timezone.localdate(at)
    if row.until <= today:
        raise Refusal("ended_already", until=row.until)
    before, row.until, row.end_reason = row.until, max(today, row.begins_on), reason.strip()
    row.save(update_fields=["until", "end_reason"])
    audit.record(
        "registry.agreement_ended",
        row,
        by=by,
        at=at,
        reason=reason,
        before={"until": str(before)},
        after={"until": str(row.until)},
        organisation=row.organisation_id,
    )
