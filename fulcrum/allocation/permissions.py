"""What each role may do with scenarios and plans."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.registry.domain.roles import Role

ACTIONS = {
    "allocation.see_scenarios": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR}),
    "allocation.ask_scenario": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.check_plan": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR}),
}

NATIONWIDE = frozenset({"allocation.see_scenarios", "allocation.ask_scenario", "allocation.check_plan"})

WORDS: Mapping[str, Promise] = {
    "allocation.see_scenarios": _("See every scenario and its plan"),
    "allocation.ask_scenario": _("Make a scenario and have its plan computed"),
    "allocation.check_plan": _("Have a plan checked by the second program"),
}
