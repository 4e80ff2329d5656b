"""How the audit log words what happens in the life of a unit."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "units.recorded": _("recorded a unit that exists"),
    "units.closed": _("closed a unit"),
    "units.reconstituted": _("reconstituted a unit"),
    "units.replanned": _("planned the open steps of a unit anew"),
    "units.step_done": _("said that a step is done"),
    "units.step_reopened": _("opened a step again"),
    "units.step_left_out": _("left a step out of a plan"),
    "units.evidence_shown": _("showed evidence for a gate"),
    "units.gate_asked": _("asked for a gate"),
    "units.gate_withdrawn": _("asked no longer for a gate"),
    "units.gate_passed": _("let a unit pass a gate"),
    "units.gate_refused": _("did not let a unit pass a gate"),
    "units.gate_met": _("confirmed what was missing at a gate"),
    "units.standing_changed": _("set how a unit does, by its rules"),
    "units.carried_over": _("carried a unit over to another organisation"),
    "units.reopened": _("opened a closed unit again"),
}
