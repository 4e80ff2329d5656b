"""Whom the programme tells of an organisation's affairs."""

from datetime import date

from fulcrum.foundation.users.models import User
from fulcrum.registry import access
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Appointment, Organisation


def officers_of(body: Organisation, on: date) -> list[User]:
    """Programme officers whose reach covers this organisation; of a simulated one those of the demonstration."""
    held = (
        Appointment.objects.in_force(on)
        .filter(role=Role.PROGRAMME_OFFICER, person__user__is_active=True)
        .select_related("person__user", "organisation", "region")
    )
    place = access.place_of(body)
    found = {
        row.person.user.pk: row.person.user
        for row in held
        if row.person.user is not None
        and row.person.user.is_demonstration == body.is_simulated
        and access.scope_of_placed(row).holds(place)
    }
    return list(found.values())
