"""Foundation's question to the floor above: may this person do this? Registry's access answers it.

Foundation names its actions; which roles may take them is declared in `registry/permissions.py`.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

Predicate = Callable[[Any, str], bool]

_predicate: Predicate | None = None


def answer_by(predicate: Predicate) -> None:
    """Have `predicate(user, action)` answer from now on; called once, in the upper app's ready()."""
    global _predicate
    _predicate = predicate


def may(user: Any, action: str) -> bool:
    """Whether `user` may take `action` now; nobody may while no floor answers."""
    return _predicate is not None and _predicate(user, action)


def require(user: Any, action: str) -> None:
    """Raise PermissionDenied unless `user` may take `action` now."""
    if not may(user, action):
        raise PermissionDenied(action)
