"""One CDIO for several organisations, all or nothing."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.registry.models import Appointment, Organisation, Person
from fulcrum.registry.services import appointments
from fulcrum.registry.services.appointments import Terms

MOST = 50
"""So many organisations at once; a CDIO of more is one of a ministry."""


@transaction.atomic
def appoint_to_several(
    person: Person,
    organisations: Sequence[Organisation],
    *,
    begins_on: date,
    until: date | None = None,
    manner: Manner = Manner.SUBSTANTIVE,
    basis: str = "",
    by: User,
    at: datetime,
) -> list[Appointment]:
    """Appoint one person as CDIO of each of these, or of none if one of them stands against it.

    Raises PermissionDenied; Refusal `no_organisation_chosen`, `too_many_organisations`, and those of
    `appointments.appoint`, which name the organisation.
    """
    if not organisations:
        raise Refusal("no_organisation_chosen")
    if len(organisations) > MOST:
        raise Refusal("too_many_organisations", most=MOST)
    in_order = sorted(
        organisations, key=lambda body: body.pk
    )  # two who appoint at once wait, and never for each other
    return [
        appointments.appoint(
            person,
            Terms(Role.CDIO, begins_on, organisation=body, manner=manner, until=until, basis=basis),
            by=by,
            at=at,
        )
        for body in in_order
    ]
