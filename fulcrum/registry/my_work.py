"""What this app adds to My work: proposals that wait for a decision, and planned events that could not take effect."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fulcrum.foundation.web import work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access, labels
from fulcrum.registry.models import OrganisationEvent, Proposal
from fulcrum.registry.services.reorganising import RECORD

APP, LABEL = "registry", gettext_lazy("Register")


def register() -> None:
    """Called once, in ready()."""
    work.register(
        work.Source("registry.proposals", APP, LABEL, _proposals, _proposal_lines),
        work.Source("registry.hindered_events", APP, LABEL, _hindered, _hindered_lines),
    )
    work.register_home(work.Home(40, _block))
    work.register_lesson(
        work.Lesson(
            40,
            gettext_lazy("Corrections that others propose wait here until you accept or refuse them."),
            "registry:quality",
            gettext_lazy("See the state of the register"),
            lambda user: access.may(user, "registry.decide_proposals"),
        )
    )


def _proposals(user: Any, at: datetime) -> "QuerySet[Proposal]":
    return Proposal.objects.waiting_for(user)


def _proposal_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    waiting = _proposals(user, at).select_related("organisation", "proposed_by").order_by("proposed_at", "pk")
    for proposal in waiting[: work.MOST]:
        facts = ", ".join(str(labels.FACT[field]) for field in proposal.told_changes)
        yield work.Line(
            title=own_name(proposal.organisation, get_language()),
            href=reverse("registry:proposal", args=[proposal.pk]),
            action=_("Decide the proposal"),
            reason=_("%(name)s proposes a correction: %(facts)s")
            % {"name": proposal.proposed_by.name, "facts": facts},
        )


def _hindered(user: Any, at: datetime) -> "QuerySet[OrganisationEvent] | None":
    if not access.may(user, RECORD):
        return None
    return OrganisationEvent.objects.planned().exclude(hindered_by="")


def _hindered_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    events = _hindered(user, at)
    if events is None:
        return
    for event in events.select_related("organisation").order_by("on", "pk")[: work.MOST]:
        yield work.Line(
            title=own_name(event.organisation, get_language()),
            href=reverse("registry:organisation", args=[event.organisation.slug]),
            action=_("Look at the history"),
            reason=_("“%(event)s” could not take effect on its day; take it back, or record it anew.")
            % {"event": labels.of("event", event.kind)},
            due=event.on,
        )


def _block(user: Any, at: datetime) -> work.Block | None:
    links = []
    if access.may(user, "registry.see_quality"):
        links.append(work.Link(_("State of the register"), reverse("registry:quality")))
    if access.may(user, "registry.edit_organisations"):
        links.append(work.Link(_("Enter an organisation"), reverse("registry:new_organisation")))
    if access.may(user, "registry.propose") or access.may(user, "registry.propose_own"):
        links.append(work.Link(_("Proposed corrections"), reverse("registry:proposals")))
    return work.Block(_("Keeping the register true"), links=links) if links else None
