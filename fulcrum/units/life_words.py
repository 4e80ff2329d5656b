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
}
