"""What each role may do with scenarios and plans."""

from fulcrum.registry.domain.roles import Role

ACTIONS = {
    "allocation.see_scenarios": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR}),
    "allocation.ask_scenario": frozenset({Role.PROGRAMME_OFFICER}),
    "allocation.check_plan": frozenset({Role.PROGRAMME_OFFICER, Role.AUDITOR}),
}
