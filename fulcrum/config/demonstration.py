"""The people of the demonstration: they exist while it is on, and cannot sign in once it is off."""

from datetime import datetime

from django.db import transaction

from fulcrum.allocation.welcome import AUDITOR, OFFICER
from fulcrum.foundation.signin.demonstration import DemonstrationPerson
from fulcrum.foundation.signin.services import demonstration_accounts
from fulcrum.registry import simulation
from fulcrum.registry.demonstration_people import ANALYST, HEAD
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.services import appointments

CAST: tuple[tuple[DemonstrationPerson, Role], ...] = (
    (OFFICER, Role.PROGRAMME_OFFICER),
    (HEAD, Role.HEAD),
    (ANALYST, Role.CERT_ANALYST),
    (AUDITOR, Role.AUDITOR),
)
IN_SIMULATED_COUNTRY = (Role.HEAD,)
"""Roles held at a simulated organisation; the others reach the whole country."""


@transaction.atomic
def people_at(at: datetime) -> list[dict[str, str]]:
    """Make sure that everybody is there with their appointment; returns what to tell a newcomer.

    Who belongs to the simulated country comes once that is there.
    """
    body = simulation.demonstration_body()
    cast = [(person, role) for person, role in CAST if body or role not in IN_SIMULATED_COUNTRY]
    for person, role in cast:
        user = demonstration_accounts.open_account(person, at=at)
        place = body if role in IN_SIMULATED_COUNTRY else None
        appointments.appoint_for_demonstration(user, role, at=at, organisation=place)
    return [
        {"name": person.name, "role": str(person.role), "how": "one click under Sign in"}
        for person, _role in cast
    ]


@transaction.atomic
def close(at: datetime) -> list[dict[str, str]]:
    """Nobody of the demonstration can sign in any more, and what they gave to others ends; returns an empty list."""
    demonstration_accounts.close_accounts(at=at)
    appointments.end_those_of_demonstration(at=at)
    return []
