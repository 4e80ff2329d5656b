"""What this app's audit entries are called in words, and where their objects have their pages."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.audit import links, wording
from fulcrum.foundation.audit.links import Link
from fulcrum.kit.naming import own_name
from fulcrum.registry import access
from fulcrum.registry.models import Appointment, Organisation, Person

ACTIONS = {
    "registry.account_closed": _("closed the account of somebody who left"),
    "registry.account_opened": _("opened an account for somebody"),
    "registry.agreement_ended": _("ended an agreement"),
    "registry.agreement_made": _("made an agreement"),
    "registry.appointed": _("appointed somebody"),
    "registry.appointment_ended": _("ended an appointment"),
    "registry.cii_accepted": _("accepted an entry of critical infrastructure"),
    "registry.cii_closed": _("closed an entry of critical infrastructure"),
    "registry.cii_proposed": _("proposed an entry of critical infrastructure"),
    "registry.correction_proposed": _("proposed a correction"),
    "registry.delegated": _("lent rights for a time"),
    "registry.delegation_withdrawn": _("took lent rights back"),
    "registry.import_carried_out": _("imported a file"),
    "registry.import_dropped": _("gave an import up"),
    "registry.event_planned": _("planned something for an organisation"),
    "registry.event_taken_back": _("took back what was recorded of an organisation"),
    "registry.organisation_closed": _("recorded that an organisation closed"),
    "registry.organisation_corrected": _("corrected an organisation"),
    "registry.organisation_created": _("entered an organisation"),
    "registry.organisation_merged": _("recorded that organisations merged"),
    "registry.organisation_moved": _("recorded that an organisation moved"),
    "registry.organisation_opened": _("recorded that an organisation opened"),
    "registry.organisation_renamed": _("recorded that an organisation was renamed"),
    "registry.organisation_split": _("recorded that an organisation was divided"),
    "registry.organisation_taken_back": _("put an organisation back as it was"),
    "registry.pack_loaded": _("loaded a country pack"),
    "registry.parent_added": _("recorded a parent of an organisation"),
    "registry.parent_ended": _("recorded the end of a parent"),
    "registry.parent_withdrawn": _("took back a parent of an organisation"),
    "registry.partner_added": _("added a partner"),
    "registry.people_exported": _("took a list of people away as a file"),
    "registry.person_added": _("added a person"),
    "registry.person_corrected": _("corrected a person"),
    "registry.proposal_decided": _("decided a proposed correction"),
    "registry.proposal_withdrawn": _("withdrew a proposed correction"),
    "registry.told_apart": _("told two organisations with names alike apart"),
    "registry.simulated": _("simulated a country"),
    "registry.upload_loaded": _("loaded a file of organisations"),
}
KINDS = {
    "registry.agreement": _("Agreement"),
    "registry.appointment": _("Appointment"),
    "registry.ciientry": _("Critical infrastructure"),
    "registry.delegation": _("Delegation"),
    "registry.importrun": _("Import"),
    "registry.lookalike": _("Names alike"),
    "registry.organisation": _("Organisation"),
    "registry.organisationevent": _("Event of an organisation"),
    "registry.packload": _("Load"),
    "registry.parentage": _("Parent"),
    "registry.partner": _("Partner"),
    "registry.person": _("Person"),
    "registry.proposal": _("Proposed correction"),
}


def register() -> None:
    """Tell the audit log; called in ready()."""
    wording.register(ACTIONS, KINDS)
    links.register(links.ORGANISATION, _organisations)
    links.register("registry.person", _people)
    links.register("registry.appointment", _appointments)


def organisations_where(user: Any, action: str) -> Iterable[int] | None:
    """Keys of the organisations at which `user` may take `action`, as a query; None for everywhere."""
    scope = access.scope(user, action)
    if scope.everywhere:
        return None
    return Organisation.objects.filter(access.organisations_in(scope)).values_list("pk", flat=True)


def _organisations(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    found = Organisation.objects.visible_to(user).filter(pk__in=links.numbers(ids))
    language = get_language() or "en"
    return {
        str(body.pk): Link(own_name(body, language), reverse("registry:organisation", args=[body.slug]))
        for body in found
    }


def _people(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    found = Person.objects.visible_to(user, timezone.localdate()).filter(pk__in=links.numbers(ids))
    language = get_language() or "en"
    return {
        str(row.pk): Link(own_name(row, language), reverse("registry:person", args=[row.pk])) for row in found
    }


def _appointments(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    rows = Appointment.objects.visible_to(user, timezone.localdate()).select_related("person")
    language = get_language() or "en"
    return {
        str(row.pk): Link(own_name(row.person, language), reverse("registry:person", args=[row.person_id]))
        for row in rows.filter(pk__in=links.numbers(ids))
    }
