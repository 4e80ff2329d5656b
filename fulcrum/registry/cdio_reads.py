"""Which organisations have no CDIO of their own, within reach of who may appoint one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from fulcrum.registry import access
from fulcrum.registry.domain.roles import Manner, Role
from fulcrum.registry.models import Appointment, Organisation, Person, Region
from fulcrum.registry.models.organisation import OrganisationQuerySet
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.search import holds_words
from fulcrum.registry.services.appointments import APPOINT_CDIOS

MOST_SHOWN = 50


def reachable(user: Any) -> OrganisationQuerySet:
    """Organisations to which `user` may appoint a CDIO; of the simulated country only for the demonstration."""
    within = access.organisations_in(access.scope(user, APPOINT_CDIOS))
    rows = Organisation.objects.filter(within)
    return rows.filter(pack=SIMULATED) if getattr(user, "is_demonstration", False) else rows


def without_cdio(
    *, user: Any, on: date, language: str, search: str = "", district: str = "", kind: str = ""
) -> tuple[Sequence[Organisation], int]:
    """Open organisations without a CDIO of their own, the first ones and how many there are; two statements."""
    own = Appointment.objects.in_force(on).filter(
        organisation=OuterRef("pk"), role=Role.CDIO, manner=Manner.SUBSTANTIVE
    )
    rows = reachable(user).open_on(on).filter(~Exists(own), holds_words(search))
    if district:
        rows = rows.filter(Q(district=district) | Q(region__code__startswith=district))
    if kind:
        rows = rows.filter(kind=kind)
    found = rows.select_related("district").order_by(f"sort_{language}", "key")
    return list(found[:MOST_SHOWN]), rows.count()


def districts(language: str) -> QuerySet[Region]:
    """The districts to choose from."""
    return Region.objects.districts().in_order(language)


def address_of(pk: str, *, user: Any, on: date) -> str:
    """The address, or else the name, of somebody whom the reader knows, to begin a form with."""
    person = Person.objects.visible_to(user, on).filter(pk=int(pk) if pk.isdecimal() else 0).first()
    return (person.email or person.name_en) if person else ""
