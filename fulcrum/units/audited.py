"""How the audit log words what is done to units, and where their pages are."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.audit import links, wording
from fulcrum.foundation.audit.links import Link
from fulcrum.units import life_words
from fulcrum.units.models import Unit

ACTIONS = {
    **life_words.ACTIONS,
    "units.created": _("created a unit"),
    "units.board_exported": _("took the roll-out board as a file"),
    "units.blueprint_drafted": _("drafted a model of a unit"),
    "units.blueprint_changed": _("changed the draft of a model of a unit"),
    "units.blueprint_published": _("published a model of a unit"),
    "units.blueprint_discarded": _("discarded the draft of a model of a unit"),
    "units.blueprint_adopted": _("let a unit take over a newer version of its model"),
    "units.members_recorded": _("recorded members of a unit from a file"),
    "units.import_carried_out": _("imported units from a file"),
    "units.import_dropped": _("gave an import of units up"),
    "units.tailoring_asked": _("asked that a unit may differ from its model"),
    "units.tailoring_approved": _("approved that a unit differs from its model"),
    "units.tailoring_refused": _("refused that a unit differs from its model"),
}
KINDS = {
    "units.unit": _("Unit"),
    "units.blueprintversion": _("Model of a unit"),
    "units.step": _("Step of an establishment plan"),
    "units.stagepassage": _("Gate of a unit"),
    "units.evidence": _("Evidence for a gate"),
    "units.nomination": _("Nomination of a member"),
    "units.holding": _("Post of a member"),
    "units.post": _("Post of a unit"),
    "units.standin": _("Stand-in"),
    "units.handover": _("Hand-over"),
    "units.monthlyreport": _("Monthly report"),
    "units.tailoring": _("Difference from the model"),
    "units.unitimport": _("Import of units"),
    "units.adoption": _("Change of the model of a unit"),
}


def register() -> None:
    """Tell the audit log; called in ready()."""
    wording.register(ACTIONS, KINDS)
    links.register("units.unit", _units)


def _units(ids: Collection[str], user: Any) -> Mapping[str, Link]:
    found = Unit.objects.visible_to(user).filter(pk__in=links.numbers(ids))
    return {
        str(unit.pk): Link(
            _now("Unit %(number)s") % {"number": unit.number}, reverse("units:unit", args=[unit.number])
        )
        for unit in found
    }
