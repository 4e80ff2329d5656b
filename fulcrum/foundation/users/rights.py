"""Foundation's questions to the floor above: may this person do this, and where? Registry's access answers them.

Foundation names its actions; which roles may take them is declared in `registry/permissions.py`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied

Predicate = Callable[[Any, str], bool]

Where = Callable[[Any, str], Iterable[int] | None]

_predicate: Predicate | None = None
_where: Where | None = None


def answer_by(predicate: Predicate, where: Where | None = None) -> None:
    """Have these answer `may` and `organisations` from now on; called once, in the upper app's ready()."""
    global _predicate, _where
    _predicate, _where = predicate, where


def may(user: Any, action: str) -> bool:
    """Whether `user` may take `action` now; nobody may while no floor answers."""
    return _predicate is not None and _predicate(user, action)


def require(user: Any, action: str) -> None:
    """Raise PermissionDenied unless `user` may take `action` now."""
    if not may(user, action):
        raise PermissionDenied(action)


def organisations(user: Any, action: str) -> Iterable[int] | None:
    """Keys of the organisations at which `user` may take `action` now, or None if that is everywhere.

    They come as a query where there may be many. While no floor answers there is none.
    """
    return _where(user, action) if _where is not None else ()
