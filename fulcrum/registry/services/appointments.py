"""Give people their roles."""

from datetime import datetime

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
