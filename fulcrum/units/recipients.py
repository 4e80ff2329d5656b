"""Whom the programme tells of a unit's affairs."""

from datetime import date

from fulcrum.foundation.users.models import User
from fulcrum.registry import access, people_reads
from fulcrum.registry.models import Organisation


def who_may(action: str, body: Organisation, on: date) -> list[User]:
    """Everybody whose appointment lets them take `action` at this organisation; of a simulated one, people of the demonstration.

    Two statements however many they are.
    """
    roles = access.declared()[action]
    held = [row.person_id for row in people_reads.reaching(body, on=on) if row.role in roles]
    found = User.objects.filter(person__in=held, is_active=True, is_demonstration=body.is_simulated)
    return list(found.order_by("pk"))
