"""Record parents in other senses than the administrative one: sectoral, geographic. A move changes that one."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, labels
from fulcrum.registry.domain.history import Grounds
from fulcrum.registry.domain.parents import ParentKind, closes_a_circle
from fulcrum.registry.models import Organisation, Parentage
from fulcrum.registry.services import histories, organisations, turns

RECORD = "registry.record_events"
A_DAY = timedelta(days=1)
TOLD_TWICE = "parentage_is_told_once_at_a_time"


@transaction.atomic
def add(
    body: Organisation,
    parent: Organisation,
    kind: ParentKind,
    *,
    begins_on: date | None,
    until: date | None = None,
    grounds: Grounds,
    by: User,
    at: datetime,
) -> Parentage:
    """Record that an organisation stands below another in this sense.

    Raises PermissionDenied, ValueError for the administrative sense; Refusal `grounds_missing`, `packs_differ`,
    `circle_of_parents`, `end_before_begin`, `parent_is_told_already`.
    """
    if kind is ParentKind.ADMINISTRATIVE:
        raise ValueError("the administrative parent is changed by a move")
    access.require(by, RECORD, body)
    histories.check_grounds(grounds)
    turns.alone()
    organisations.check_same_pack(body.pack, parent)
    if begins_on and until and until < begins_on:
        raise Refusal("end_before_begin", begins_on=begins_on, until=until)
    if closes_a_circle(body.pk, parent.pk, _parents(kind)):
        raise Refusal("circle_of_parents", organisation=body.name_en, parent=parent.name_en)
    row = Parentage(
        organisation=body,
        parent=parent,
        kind=kind,
        begins_on=begins_on,
        until=until,
        reason=grounds.reason.strip(),
        source_text=grounds.source_text.strip(),
        made_by=by,
        made_at=at,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if TOLD_TWICE not in str(error):
            raise
        told = {"organisation": body.name_en, "parent": parent.name_en, "kind": labels.PARENT_KIND[kind]}
        raise Refusal("parent_is_told_already", **told) from error
    _tell("registry.parent_added", row, reason=grounds.reason, by=by, at=at, source_text=row.source_text)
    return row


@transaction.atomic
def end(parentage: Parentage, *, on: date, reason: str, by: User, at: datetime) -> None:
    """Record the first day on which it no longer holds. Raises PermissionDenied; Refusal `reason_missing`,
    `end_before_begin`, `withdrawn_already`.
    """
    row = _changeable(parentage, reason, by)
    until = on - A_DAY
    if row.begins_on and until < row.begins_on:
        raise Refusal("end_before_begin", begins_on=row.begins_on, until=until)
    row.until, row.end_reason = until, reason.strip()
    row.save(update_fields=["until", "end_reason"])
    _tell("registry.parent_ended", row, reason=reason, by=by, at=at, until=until)


@transaction.atomic
def withdraw(parentage: Parentage, *, reason: str, by: User, at: datetime) -> None:
    """Take back what never was so. Raises PermissionDenied; Refusal `reason_missing`, `withdrawn_already`."""
    row = _changeable(parentage, reason, by)
    row.withdrawn_at, row.end_reason = at, reason.strip()
    row.save(update_fields=["withdrawn_at", "end_reason"])
    _tell("registry.parent_withdrawn", row, reason=reason, by=by, at=at)


def _changeable(parentage: Parentage, reason: str, by: User) -> Parentage:
    access.require(by, RECORD, parentage.organisation)
    if not reason.strip():
        raise Refusal("reason_missing")
    row = Parentage.objects.select_for_update(of=("self",)).get(pk=parentage.pk)
    if row.kind == ParentKind.ADMINISTRATIVE:
        raise ValueError("the administrative parent is changed by a move")
    if row.withdrawn_at is not None:
        raise Refusal("withdrawn_already")
    return row


def _parents(kind: ParentKind) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in Parentage.objects.standing().filter(kind=kind).only("organisation", "parent"):
        found.setdefault(row.organisation_id, []).append(row.parent_id)
    return found


def _tell(action: str, row: Parentage, *, reason: str, by: User, at: datetime, **facts: Any) -> None:
    audit.record(
        action,
        row,
        by=by,
        at=at,
        reason=reason,
        organisation=row.organisation_id,
        parent=row.parent_id,
        kind=row.kind,
        **facts,
    )
