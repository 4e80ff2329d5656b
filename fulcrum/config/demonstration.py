"""The people of the demonstration: they exist while it is on, and cannot sign in once it is off."""

from datetime import datetime

from django.db import transaction

from fulcrum.allocation.welcome import AUDITOR, OFFICER
from fulcrum.foundation.signin.demonstration import DemonstrationPerson
from fulcrum.foundation.signin.services import demonstration_accounts
from fulcrum.registry import simulation
from fulcrum.registry.demonstration_people import ANALYST, HEAD
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Organisation
from fulcrum.registry.services import appointments
from fulcrum.units import simulation as units
from fulcrum.units.demonstration_people import LEAD, body_of_lead

CAST: tuple[tuple[DemonstrationPerson, Role], ...] = (
    (OFFICER, Role.PROGRAMME_OFFICER),
    (HEAD, Role.HEAD),
    (LEAD, Role.UNIT_LEAD),
    (ANALYST, Role.CERT_ANALYST),
    (AUDITOR, Role.AUDITOR),
)
IN_SIMULATED_COUNTRY = (Role.HEAD, Role.UNIT_LEAD)
"""Roles held at a simulated organisation; the others reach the whole country."""


@transaction.atomic
def people_at(at: datetime) -> list[dict[str, str]]:
    """Make sure that everybody is there with their appointment; returns what to tell a newcomer.

    Who belongs to the simulated country comes once that is there.
    """
    places = _places()
    cast = [(person, role) for person, role in CAST if role not in IN_SIMULATED_COUNTRY or places.get(role)]
    for person, role in cast:
        user = demonstration_accounts.open_account(person, at=at)
        held = appointments.appoint_for_demonstration(user, role, at=at, organisation=places.get(role))
        if role is Role.UNIT_LEAD:
            units.take_the_lead(held, at=at)
    return [
        {"name": person.name, "role": str(person.role), "how": "one click under Sign in"}
        for person, _role in cast
    ]


def _places() -> dict[Role, Organisation | None]:
    """Where those who belong to the simulated country have their roles; None until there is such a place."""
    return {Role.HEAD: simulation.demonstration_body(), Role.UNIT_LEAD: body_of_lead()}


@transaction.atomic
def close(at: datetime) -> list[dict[str, str]]:
    """Nobody of the demonstration can sign in any more, and what they gave to others ends; returns an empty list."""
    demonstration_accounts.close_accounts(at=at)
    appointments.end_those_of_demonstration(at=at)
    return []
