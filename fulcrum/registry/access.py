"""The one place that answers: may this person do this?

Apps declare their actions with the roles that may take them (`permissions.py`); a person's roles are those of
their appointments in force today. What nobody declared, nobody may do.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from fulcrum.registry.models.appointment import Appointment, Role

_roles_for: dict[str, frozenset[Role]] = {}


def register(actions: Mapping[str, frozenset[Role]]) -> None:
    """Declare actions; called in an app's ready(). Raises ValueError if one is declared twice differently."""
    for action, roles in actions.items():
        if _roles_for.setdefault(action, roles) != roles:
            raise ValueError(f"action {action!r} is declared twice")


def roles_of(user: Any) -> frozenset[Role]:
    """The roles this person holds today; read once per request and person."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    held = getattr(user, "_roles_today", None)
    if held is None:
        in_force = Appointment.objects.in_force(timezone.localdate()).filter(user=user)
        held = frozenset(Role(role) for role in in_force.values_list("role", flat=True))
        user._roles_today = held
    return held


def may(user: Any, action: str) -> bool:
    """Whether `user` may take `action` today. Raises ValueError for an action that no app declared."""
    if action not in _roles_for:
        raise ValueError(f"no app declares the action {action!r}")
    return bool(roles_of(user) & _roles_for[action])


def require(user: Any, action: str) -> None:
    """Raise PermissionDenied unless `user` may take `action` today."""
    if not may(user, action):
        raise PermissionDenied(action)
