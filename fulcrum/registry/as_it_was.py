"""The history of organisations, people and appointments on their pages, for those who may read the audit log."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.audit import history_lines
from fulcrum.foundation.audit.history_lines import Column, History
from fulcrum.kit.naming import own_name
from fulcrum.registry import access, labels
from fulcrum.registry.models import Appointment, Organisation, Person, Region
from fulcrum.registry.slots import Slot, organisation_foot_slots


def register() -> None:
    """Called once, in ready()."""
    organisation_foot_slots.register(of_organisation, order=200)


def of_organisation(request: HttpRequest, organisation: Organisation) -> Slot | None:
    """What changed, and the organisation as it was on a day; nothing for who may not read the log here."""
    if not access.may(request.user, "audit.read", organisation):
        return None
    told = history_lines.of(request, Organisation, organisation.pk, COLUMNS)
    return Slot("audit/parts/history.html", {"history": told})


def of_person(request: HttpRequest, person: Person) -> History | None:
    """What changed of a person's names and contacts; nothing for who does not read the whole log."""
    return _of(request, Person, person.pk, PERSON)


def of_appointment(request: HttpRequest, appointment: Appointment) -> History | None:
    """What changed of an appointment, and the appointment as it was on a day."""
    return _of(request, Appointment, appointment.pk, APPOINTMENT)


def _of(
    request: HttpRequest, model: type[models.Model], pk: int, columns: Mapping[str, Column]
) -> History | None:
    if not access.scope(request.user, "audit.read").everywhere:
        return None
    return history_lines.of(request, model, pk, columns)


def _coded(group: str) -> Callable[[Collection[Any]], Mapping[Any, str]]:
    return lambda codes: {code: labels.of(group, code) for code in codes}


def _organisations(keys: Collection[Any]) -> Mapping[Any, str]:
    language = get_language()
    return {body.pk: own_name(body, language) for body in Organisation.objects.filter(pk__in=keys)}


def _regions(codes: Collection[Any]) -> Mapping[Any, str]:
    language = get_language()
    return {region.pk: own_name(region, language) for region in Region.objects.filter(pk__in=codes)}


COLUMNS: Mapping[str, Column] = {
    "name_en": Column(_("Name in English")),
    "name_si": Column(_("Name in Sinhala")),
    "name_ta": Column(_("Name in Tamil")),
    "kind": Column(_("Kind"), _coded("kind")),
    "subkind": Column(_("Kind in detail"), _coded("subkind")),
    "tier": Column(_("Level"), _coded("tier")),
    "sector": Column(_("Field of work"), _coded("sector")),
    "parent": Column(_("Belongs to"), _organisations),
    "district": Column(_("District of the seat"), _regions),
    "region": Column(_("Area served"), _regions),
    "official_code": Column(_("Official code")),
    "website": Column(_("Website")),
    "source": Column(_("Source")),
    "source_year": Column(_("Year of the source")),
    "opened_on": Column(_("Open from")),
    "closed_on": Column(_("Closed from")),
    "note": Column(_("Note")),
}

PERSON: Mapping[str, Column] = {
    "name_en": Column(_("Name in English")),
    "name_si": Column(_("Name in Sinhala")),
    "name_ta": Column(_("Name in Tamil")),
    "initials_en": Column(_("Name with initials, in Latin letters")),
    "initials_si": Column(_("Name with initials, in Sinhala")),
    "initials_ta": Column(_("Name with initials, in Tamil")),
    "preferred_name": Column(_("How they wish to be addressed")),
    "email": Column(_("E-mail address")),
    "phone": Column(_("Telephone")),
    "languages": Column(_("Languages they work in")),
}
APPOINTMENT: Mapping[str, Column] = {
    "role": Column(_("Role"), _coded("role")),
    "manner": Column(_("Held as"), _coded("manner")),
    "reach": Column(_("How far it reaches"), _coded("reach")),
    "organisation": Column(_("Organisation"), _organisations),
    "region": Column(_("Area"), _regions),
    "begins_on": Column(_("First day")),
    "until": Column(_("Last day")),
    "basis": Column(_("Letter or decision that it rests on")),
    "end_reason": Column(_("Why it ends")),
}
