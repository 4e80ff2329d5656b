"""What a person may do and who may see an organisation, each line with the row that gives the right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from fulcrum.kit.classification import Classification
from fulcrum.registry import access, labels, people_reads
from fulcrum.registry.domain.roles import RULES, Role
from fulcrum.registry.models import Appointment, Delegation, Organisation, Person, Region


@dataclass(frozen=True)
class Through:
    """The row that gives a right: an appointment, or what was lent of one.

    place    the organisation or area that it reaches; None for the whole country
    until    the last day; None if none is set
    """

    holder: Person
    role: Role
    place: Organisation | Region | None
    appointment: Appointment
    delegation: Delegation | None
    until: date | None

    @property
    def words(self) -> str:
        """The role and how it came, in one phrase."""
        role = labels.ROLE[self.role]
        if self.delegation is None:
            return str(role)
        return _("%(role)s, lent by %(person)s") % {"role": role, "person": self.appointment.person.name_en}


@dataclass(frozen=True)
class Ability:
    """One action in words, and everything that gives it."""

    words: str | Promise
    action: str
    through: tuple[Through, ...]


@dataclass(frozen=True)
class Seer:
    """Somebody who is shown facts of an organisation, up to a class, and why."""

    through: Through
    clearance: Classification


def abilities(person: Person, *, on: date) -> list[Ability]:
    """What this person may do today, action by action, in two statements."""
    through = [*map(_of_appointment, _held(person, on)), *map(_of_delegation, _lent_to(person, on))]
    found = [
        Ability(
            access.words_of(action), action, tuple(each for each in through if _gives(each, action, roles))
        )
        for action, roles in access.declared().items()
    ]
    return [ability for ability in found if ability.through]


def _gives(through: Through, action: str, roles: frozenset[Role]) -> bool:
    reaches_all = through.place is None
    return through.role in roles and (reaches_all or not access.is_nationwide(action))


def seers(organisation: Organisation, *, on: date) -> list[Seer]:
    """Who is shown limited or confidential facts of this organisation today, the closest class first."""
    held = people_reads.reaching(organisation, on=on)
    through = [*map(_of_appointment, held), *map(_of_delegation, people_reads.lent_for(held, on=on))]
    found = [Seer(each, RULES[each.role].clearance) for each in through]
    shown = [seer for seer in found if seer.clearance is not Classification.PUBLIC]
    order = list(Role)
    return sorted(shown, key=lambda seer: (-seer.clearance.rank, order.index(seer.through.role)))


def _held(person: Person, on: date) -> Iterable[Appointment]:
    return (
        person.appointments.in_force(on)
        .select_related("person", "organisation", "region", "agreement")
        .order_by("role", "pk")
    )


def _lent_to(person: Person, on: date) -> Iterable[Delegation]:
    return person.delegations.in_force(on).select_related(
        "to",
        "appointment__person",
        "appointment__organisation",
        "appointment__region",
        "appointment__agreement",
    )


def _of_appointment(appointment: Appointment) -> Through:
    return Through(
        appointment.person,
        Role(appointment.role),
        appointment.place,
        appointment,
        None,
        _first_end(appointment, appointment.agreement),
    )


def _of_delegation(delegation: Delegation) -> Through:
    appointment = delegation.appointment
    return Through(
        delegation.to,
        Role(appointment.role),
        appointment.place,
        appointment,
        delegation,
        _first_end(appointment, delegation),
    )


def _first_end(*rows: Any) -> date | None:
    return min((row.until for row in rows if row is not None and row.until is not None), default=None)
