"""Who acts in the simulated history: officials of the simulated country that nobody can sign in as."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.signin.demonstration import DemonstrationPerson
from fulcrum.foundation.signin.services import demonstration_accounts
from fulcrum.foundation.users.models import User
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.services import appointments


@dataclass(frozen=True)
class Officials:
    """Two officers of the programme, because one asks and another one decides, and one who stands for all heads."""

    officer: User
    second: User
    head: User


def at_work(at: datetime) -> Officials:
    """The officials with what they need to act; made once. They have no password and are not on the sign-in page."""
    officer, second, head = (
        demonstration_accounts.open_account(
            DemonstrationPerson(email, name, _("Simulated"), _("Simulated"), ()), at=at
        )
        for email, name in (
            ("office@demo.fulcrum.invalid", "Programme office (demo)"),
            ("second@demo.fulcrum.invalid", "Second officer (demo)"),
            ("heads@demo.fulcrum.invalid", "Head, on paper (demo)"),
        )
    )
    for user in (officer, second):
        appointments.appoint_for_demonstration(user, Role.PROGRAMME_OFFICER, at=at)
    return Officials(officer, second, head)
