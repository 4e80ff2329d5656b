"""What this app's audit entries are called in words, and where their objects have their pages."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation.models import Offer, Plan, Publication, Scenario
from fulcrum.foundation.audit import links, wording
from fulcrum.foundation.audit.links import Link
from fulcrum.registry import access

ACTIONS = {
    "allocation.need_model_published": _("published a need model"),
    "allocation.plan_cancelled": _("stopped a plan"),
    "allocation.plan_checked": _("had a plan checked"),
    "allocation.plan_finished": _("computed a plan"),
    "allocation.scenario_asked": _("asked for a plan"),
    "allocation.scored": _("scored the organisations"),
    "allocation.attendance_recorded": _("recorded who came to a briefing"),
    "allocation.attendance_struck": _("struck out a line of a briefing"),
    "allocation.briefing_recorded": _("recorded a briefing"),
    "allocation.request_closed": _("closed a request for a unit"),
    "allocation.request_taken_up": _("took up a request for a unit"),
    "allocation.request_withdrawn": _("withdrew a request for a unit"),
    "allocation.unit_requested": _("asked for a unit"),
    "allocation.requests_exported": _("took out the list of requests"),
    "allocation.value_stated": _("stated a value of the need score"),
    "allocation.offer_accepted": _("accepted an offer"),
    "allocation.offer_appeal_decided": _("decided an appeal about an offer"),
    "allocation.offer_appealed": _("appealed about an offer"),
    "allocation.offer_asked_about": _("asked about an offer"),
    "allocation.offer_declined": _("declined an offer"),
    "allocation.offer_deferred": _("put an offer off"),
    "allocation.offer_extended": _("gave more time for an offer"),
    "allocation.offer_lapsed": _("let an offer lapse"),
    "allocation.offer_question_answered": _("answered a question about an offer"),
    "allocation.offer_sharing_agreed": _("took a proposal to share up"),
    "allocation.offer_sharing_proposed": _("proposed to share a unit"),
    "allocation.offer_sharing_refused": _("refused a proposal to share"),
    "allocation.offer_withdrawn": _("withdrew an offer"),
    "allocation.offers_exported": _("took out the list of offers"),
    "allocation.paper_confirmed": _("confirmed an answer on paper"),
    "allocation.paper_refused": _("refused an answer on paper"),
    "allocation.paper_uploaded": _("handed in an answer on paper"),
    "allocation.plan_published": _("published a plan"),
    "allocation.replan_asked": _("asked for a plan that follows a published one"),
    "allocation.worked_example_shown": _("showed a plan as the worked example"),
}
KINDS = {
    "allocation.attendance": _("Organisation at a briefing"),
    "allocation.briefing": _("Briefing"),
    "allocation.linestatement": _("Value of the need score"),
    "allocation.unitrequest": _("Request for a unit"),
    "allocation.needmodel": _("Need model"),
    "allocation.offer": _("Offer"),
    "allocation.paperanswer": _("Answer on paper"),
    "allocation.plan": _("Plan"),
    "allocation.publication": _("Published plan"),
    "allocation.scenario": _("Scenario"),
    "allocation.scorerun": _("Scores"),
}


def register() -> None:
    """Tell the audit log; called in ready()."""
    wording.register(ACTIONS, KINDS)
    links.register("allocation.plan", _plans)
    links.register("allocation.scenario", _scenarios)
    links.register("allocation.publication", _publications)
    links.register("allocation.offer", _offers)


def _plans(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    if not access.may(user, "allocation.see_scenarios"):
        return {}
    found = Plan.objects.filter(pk__in=links.numbers(ids)).select_related("scenario")
    return {
        str(plan.pk): Link(plan.scenario.name, reverse("allocation:scenario", args=[plan.pk]))
        for plan in found
    }


def _scenarios(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    """A scenario has no page of its own; its plans have."""
    if not access.may(user, "allocation.see_scenarios"):
        return {}
    return {str(each.pk): Link(each.name) for each in Scenario.objects.filter(pk__in=links.numbers(ids))}


def _publications(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    if not access.may(user, "allocation.see_scenarios"):
        return {}
    found = Publication.objects.filter(pk__in=links.numbers(ids))
    return {
        str(each.pk): Link(str(each.number), reverse("allocation:publication", args=[each.number]))
        for each in found
    }


def _offers(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    found = Offer.objects.visible_to(user).filter(pk__in=links.numbers(ids))
    return {
        str(each.pk): Link(str(each.number), reverse("allocation:offer", args=[each.number]))
        for each in found
    }
