"""The sentences of refusals, told by the apps when the program starts; one page shows those that no view caught."""

from collections.abc import Callable, Mapping

from fulcrum.kit.refusal import Refusal

Wordings = Mapping[str, Callable[[], str]]

_wordings: dict[str, Callable[[], str]] = {}


def register(wordings: Wordings) -> None:
    """Add an app's sentences by code; called in its ready(). Raises ValueError if a code is worded twice."""
    for code, wording in wordings.items():
        if _wordings.setdefault(code, wording) is not wording:
            raise ValueError(f"the refusal {code!r} is worded twice")


def word(refusal: Refusal) -> str:
    """What happened and what to do, in the reader's language. Raises KeyError for a code without wording."""
    return _wordings[refusal.code]() % refusal.facts


def codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_wordings)
