"""What each role may do in the registry."""

from fulcrum.registry.models.appointment import Role

ACTIONS = {
    "registry.load_pack": frozenset({Role.PROGRAMME_OFFICER}),
}
