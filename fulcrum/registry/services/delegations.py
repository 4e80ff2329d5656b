"""Lend the rights of an appointment to another person for a time, and take them back."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Appointment, Delegation, Person

DELEGATE = "registry.delegate"
LONGEST = timedelta(days=366)
"""A year: who is away for longer is replaced by somebody acting."""


@transaction.atomic
def lend(
    appointment: Appointment, to: Person, *, begins_on: date, until: date, reason: str, by: User, at: datetime
) -> Delegation:
    """Lend an appointment. Its holder lends it, or an officer for them; the person lent to needs the same clearance.

    Raises PermissionDenied; Refusal `reason_missing`, `end_before_begin`, `lent_too_long`, `lent_to_holder`,
    `ended_already`, `lent_beyond_end`, `simulated_and_real`.
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
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    audit.record(
        "registry.delegation_withdrawn", row, by=by, at=at, organisation=row.appointment.organisation_id
    )


def may_lend(appointment: Appointment, user: User) -> bool:
    """Whether `user` may lend this appointment: its holder where the role allows it, or an officer."""
    if access.scope(user, DELEGATE).everywhere:
        return True
    is_own = appointment.person.user_id == user.pk
    return is_own and access.may(user, DELEGATE, appointment.organisation)


def _require(appointment: Appointment, by: User) -> None:
    if not may_lend(appointment, by):
        raise PermissionDenied(DELEGATE)
