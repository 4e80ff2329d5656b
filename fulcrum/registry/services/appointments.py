"""Give people their roles."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.registry.models.appointment import Appointment, Role


@transaction.atomic
def appoint_for_demonstration(user: User, role: Role, *, at: datetime) -> Appointment:
    """Give a person of the demonstration a role from today on; one they hold without end stays as it is.

    The program itself appoints, so nobody's permission is asked. Raises ValueError for anybody else.
    """
    if not user.is_demonstration:
        raise ValueError(f"{user.email} is not of the demonstration; a person must appoint them")
    appointment, is_new = Appointment.objects.get_or_create(
        user=user, role=role, until=None, defaults={"begins_on": timezone.localdate(at)}
    )
    if is_new:
        audit.record("registry.appointed", appointment, by=None, at=at, user=user.pk, role=str(role))
    return appointment


@transaction.atomic
def add_person(
    email: str, *, name: str, password: str, role: Role, until: date | None, at: datetime
) -> Appointment:
    """Make an account and give it a role from today on: how the operator of a machine lets the first people in.

    Whoever may run commands on the machine is the one who appoints. Raises ValueError if the address is taken,
    ValidationError for an address, a password or an end that cannot be used.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise ValueError(f"{email} has an account already")
    user = User(email=email, name=name, joined_at=at)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    appointment = Appointment(user=user, role=role, begins_on=timezone.localdate(at), until=until)
    appointment.full_clean()
    appointment.save()
    audit.record("registry.person_added", user, by=None, at=at, role=str(role), until=str(until or ""))
    return appointment
