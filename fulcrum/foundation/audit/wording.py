"""What actions and kinds of objects are called in words, told by the apps when the program starts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

_actions: dict[str, Promise] = {
    "read": _("was shown"),
    "audit.exported": _("downloaded entries of the audit log"),
}
_kinds: dict[str, Promise] = {"users.user": _("Account")}


def register(actions: Words, kinds: Words | None = None) -> None:
    """Add an app's words, as what somebody did: `{"registry.appointed": _("appointed somebody")}`.

    Called in its ready(). Raises ValueError if something is worded twice differently.
    """
    for known, told in ((_actions, actions), (_kinds, kinds or {})):
        for code, words in told.items():
            if known.setdefault(code, words) != words:
                raise ValueError(f"{code!r} is worded twice")


def action(code: str) -> str:
    """An action in words; its code if no app words it."""
    return str(_actions.get(code, code))


def kind(code: str) -> str:
    """A kind of object in words; its code if no app words it."""
    return str(_kinds.get(code, code))


def actions() -> list[tuple[str, str]]:
    """Every worded action, by its words in the reader's language."""
    return sorted(((code, str(words)) for code, words in _actions.items()), key=lambda pair: pair[1])


def kinds() -> list[tuple[str, str]]:
    """Every worded kind, by its words in the reader's language."""
    return sorted(((code, str(words)) for code, words in _kinds.items()), key=lambda pair: pair[1])
