"""What each role may do with units and their model."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.registry.domain.roles import Role

OFFICER = frozenset({Role.PROGRAMME_OFFICER})
HOUSE = frozenset({Role.HEAD, Role.CDIO})
RUNNERS = HOUSE | {Role.UNIT_LEAD}
PORTFOLIO = frozenset({Role.MINISTRY_CDIO, Role.DISTRICT_COORDINATOR})

ACTIONS = {
    "units.see": OFFICER | RUNNERS | PORTFOLIO | {Role.AUDITOR, Role.UNIT_MEMBER},
    "units.run": RUNNERS,
    "units.decide_gates": OFFICER | PORTFOLIO,
    "units.nominate": HOUSE,
    "units.accept_members": OFFICER,
    "units.record": OFFICER,
    "units.import": OFFICER,
    "units.manage_blueprints": OFFICER,
    "units.adopt": HOUSE | OFFICER,
    "units.tailor": RUNNERS,
    "units.approve_tailoring": OFFICER,
}
NATIONWIDE = frozenset({"units.manage_blueprints", "units.import"})

WORDS: Mapping[str, Promise] = {
    "units.see": _("See units with their stages, members and plans"),
    "units.run": _("Run a unit: do its steps, show evidence, ask for its gates, sign its reports"),
    "units.decide_gates": _("Decide on the gates that units ask to pass"),
    "units.nominate": _("Name members for the posts of a unit"),
    "units.accept_members": _("Accept or refuse members whom heads name"),
    "units.record": _("Record units that exist, and close or reconstitute them"),
    "units.import": _("Import units, their members and their history from files"),
    "units.manage_blueprints": _("Draft and publish the model of a unit"),
    "units.adopt": _("Let a unit take over a newer version of its model"),
    "units.tailor": _("Ask that a unit may differ from its model"),
    "units.approve_tailoring": _("Approve or refuse that a unit differs from its model"),
}
