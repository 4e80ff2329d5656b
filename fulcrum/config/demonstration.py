"""The people of the demonstration: they exist while it is on, and cannot sign in once it is off."""

from datetime import datetime

from django.db import transaction

from fulcrum.allocation.welcome import AUDITOR, OFFICER
from fulcrum.foundation.signin.demonstration import DemonstrationPerson
from fulcrum.foundation.signin.services import demonstration_accounts
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.services import appointments

CAST: tuple[tuple[DemonstrationPerson, Role], ...] = (
    (OFFICER, Role.PROGRAMME_OFFICER),
    (AUDITOR, Role.AUDITOR),
)


@transaction.atomic
def people_at(at: datetime) -> list[dict[str, str]]:
    """Make sure that everybody is there with their appointment; returns what to tell a newcomer."""
    for person, role in CAST:
        user = demonstration_accounts.open_account(person, at=at)
        appointments.appoint_for_demonstration(user, role, at=at)
    return [
        {"name": person.name, "role": str(person.role), "how": "one click under Sign in"}
        for person, _role in CAST
    ]


def close(at: datetime) -> list[dict[str, str]]:
    """Nobody of the demonstration can sign in any more; returns that there is nobody to tell of."""
    demonstration_accounts.close_accounts(at=at)
    return []
