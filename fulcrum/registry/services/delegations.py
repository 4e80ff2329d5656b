"""Lend the rights of an appointment to another person for a time, and take them back."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Appointment, Delegation, Person

DELEGATE = "registry.delegate"
LONGEST = timedelta(days=366)
"""A year: who is away for longer is replaced by somebody acting."""


@transaction.atomic
def lend(
    appointment: Appointment, to: Person, *, begins_on: date, until: date, reason: str, by: User, at: datetime
) -> Delegation:
    """Lend an appointment. Its holder lends it, or an officer for them, never to themselves.

    Raises PermissionDenied; Refusal `reason_missing`, `end_before_begin`, `lent_too_long`, `lent_to_holder`,
    `not_to_oneself`, `agreement_is_not_lent`, `ended_already`, `lent_beyond_end`, `simulated_and_real`.
    """
    row = Appointment.objects.select_for_update(of=("self",)).select_related("person").get(pk=appointment.pk)
    _require(row, by)
    if not reason.strip():
        raise Refusal("reason_missing")
    if until < begins_on:
        raise Refusal("end_before_begin", begins_on=begins_on, until=until)
    if until - begins_on > LONGEST:
        raise Refusal("lent_too_long", until=begins_on + LONGEST)
    if to.pk == row.person_id:
        raise Refusal("lent_to_holder", person=to.name_en)
    if to.user_id == by.pk:
        raise Refusal("not_to_oneself", person=to.name_en)
    if row.rule.needs_agreement:
        raise Refusal("agreement_is_not_lent")
    if not row.is_in_force(timezone.localdate(at)):
        raise Refusal("ended_already", until=row.until)
    if row.until is not None and until > row.until:
        raise Refusal("lent_beyond_end", until=row.until)
    if to.pack != row.person.pack:
        raise Refusal("simulated_and_real", person=to.name_en, organisation=row.person.name_en)
    delegation = Delegation.objects.create(
        appointment=row,
        to=to,
        begins_on=begins_on,
        until=until,
        reason=reason.strip(),
        made_by=by,
        made_at=at,
    )
    audit.record(
        "registry.delegated",
        delegation,
        by=by,
        at=at,
        reason=reason,
        organisation=row.organisation_id,
        role=row.role,
        to=to.pk,
        until=str(until),
    )
    return delegation


@transaction.atomic
def withdraw(delegation: Delegation, *, by: User, at: datetime) -> None:
    """Take it back at once. Raises PermissionDenied; Refusal `withdrawn_already`."""
    row = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("appointment__person")
        .get(pk=delegation.pk)
    )
    _require(row.appointment, by)
    if row.withdrawn_at is not None:
        raise Refusal("withdrawn_already")
    _withdraw(row, by=by, at=at)


@transaction.atomic
def withdraw_all(lent: QuerySet[Delegation], *, reason: str, by: User | None, at: datetime) -> None:
    """Take back at once what still holds of these, because somebody leaves or the demonstration ends."""
    rows = lent.filter(withdrawn_at__isnull=True, until__gte=timezone.localdate(at)).order_by("pk")
    for row in rows.select_for_update(of=("self",)).select_related("appointment"):
        _withdraw(row, by=by, at=at, reason=reason)


def _withdraw(row: Delegation, *, by: User | None, at: datetime, reason: str = "") -> None:
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    audit.record(
        "registry.delegation_withdrawn",
        row,
        by=by,
        at=at,
        reason=reason,
        organisation=row.appointment.organisation_id,
    )


def may_lend(appointment: Appointment, user: User) -> bool:
    """Whether `user` may lend this appointment: its holder where its role allows it, or an officer.

    What somebody was lent themselves does not count: nothing is lent on.
    """
    scope = access.own_scope(user, DELEGATE)
    if scope.everywhere:
        return True
    is_lendable = Role(appointment.role) in access.declared()[DELEGATE]
    return (
        is_lendable
        and appointment.person.user_id == user.pk
        and appointment.organisation is not None
        and scope.holds(access.place_of(appointment.organisation))
    )


def _require(appointment: Appointment, by: User) -> None:
    if not may_lend(appointment, by):
        raise PermissionDenied(DELEGATE)
