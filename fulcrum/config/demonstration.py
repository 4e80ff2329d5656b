"""The people of the demonstration: they exist while it is on, and cannot sign in once it is off."""

from datetime import datetime

from django.db import transaction

from fulcrum.allocation.welcome import AUDITOR, OFFICER
from fulcrum.foundation.signin.demonstration import DemonstrationPerson
from fulcrum.foundation.users.models import User
from fulcrum.registry.models.appointment import Appointment, Role

CAST: tuple[tuple[DemonstrationPerson, Role], ...] = (
    (OFFICER, Role.PROGRAMME_OFFICER),
    (AUDITOR, Role.AUDITOR),
)


@transaction.atomic
def people_at(at: datetime) -> list[dict[str, str]]:
    """Make sure that everybody is there with their appointment; returns what to tell a newcomer."""
    for person, role in CAST:
        user, created = User.objects.get_or_create(
            email=person.email, defaults={"name": person.name, "is_demonstration": True, "joined_at": at}
        )
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        if not user.is_active:
            User.objects.filter(pk=user.pk).update(is_active=True)
        Appointment.objects.get_or_create(user=user, role=role, until=None, defaults={"begins_on": at.date()})
    return [
        {"name": person.name, "role": str(person.role), "how": "one click under Sign in"}
        for person, _role in CAST
    ]


@transaction.atomic
def close(at: datetime) -> list[dict[str, str]]:
    """Nobody of the demonstration can sign in any more."""
    User.objects.filter(is_demonstration=True, is_active=True).update(is_active=False)
    return []
