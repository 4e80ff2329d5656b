"""Where the objects of entries have their pages, told by the apps when the program starts."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ORGANISATION = "registry.organisation"
"""The kind under which entries are filtered by organisation; the app above that has organisations finds them."""


@dataclass(frozen=True)
class Link:
    """What an object is called now, and its page; no page if it has none of its own."""

    name: str
    href: str = ""


Find = Callable[[Collection[str], Any], Mapping[str, Link]]

_finders: dict[str, Find] = {}


def register(kind: str, find: Find) -> None:
    """Have `find(ids, user)` name the objects of `kind` that `user` may see, in one query; called in ready().

    Raises ValueError if another finder is registered for the kind.
    """
    if _finders.setdefault(kind, find) is not find:
        raise ValueError(f"there is a finder for {kind!r} already")


def of(objects: Iterable[tuple[str, str]], user: Any) -> dict[tuple[str, str], Link]:
    """The links of objects given as kind and id; one query per kind. What is gone or unknown is left out."""
    by_kind: dict[str, set[str]] = {}
    for kind, object_id in objects:
        by_kind.setdefault(kind, set()).add(object_id)
    return {
        (kind, object_id): link
        for kind, ids in by_kind.items()
        if kind in _finders
        for object_id, link in _finders[kind](ids, user).items()
    }


def numbers(ids: Collection[str]) -> list[int]:
    """The ids that can be numbers of rows; those of an address typed by hand may be anything."""
    return [int(each) for each in ids if each.isascii() and each.isdecimal() and len(each) <= 18]


def organisation(key: int, user: Any) -> Link | None:
    """The organisation with this key."""
    return of([(ORGANISATION, str(key))], user).get((ORGANISATION, str(key)))
