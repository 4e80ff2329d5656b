"""Whose attachments they are: the apps tell who may see and add those of their objects.

owners.register("registry.organisation", may_see=..., may_add=..., address=...)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fulcrum.kit.classification import Classification

May = Callable[[Any, str, Classification], bool]


@dataclass(frozen=True)
class Owner:
    """One kind of objects with attachments. Each question is asked with the user, the object's id and the class.

    may_see  whether this person may be shown attachments of this class of this object
    may_add  whether they may add and remove them
    address  the page of an object, by its id
    """

    kind: str
    may_see: May
    may_add: May
    address: Callable[[str], str]


_owners: dict[str, Owner] = {}


def register(kind: str, *, may_see: May, may_add: May, address: Callable[[str], str]) -> None:
    """Let objects of `kind` have attachments; called in an app's ready(). Raises ValueError for a second answer."""
    owner = Owner(kind, may_see, may_add, address)
    if _owners.setdefault(kind, owner) != owner:
        raise ValueError(f"attachments of {kind!r} have an owner already")


def classes_seen(user: Any, kind: str, about_id: str) -> list[Classification]:
    """The classes of which this person is shown attachments; none for a kind that nobody owns."""
    owner = _owners.get(kind)
    return [each for each in Classification if owner is not None and owner.may_see(user, about_id, each)]


def may_see(user: Any, kind: str, about_id: str, classification: Classification) -> bool:
    """Whether this person may be shown an attachment; nobody may where nobody owns the kind."""
    return kind in _owners and _owners[kind].may_see(user, about_id, classification)


def may_add(user: Any, kind: str, about_id: str, classification: Classification) -> bool:
    """Whether this person may add or remove an attachment; nobody may where nobody owns the kind."""
    return kind in _owners and _owners[kind].may_add(user, about_id, classification)


def address(kind: str, about_id: str) -> str:
    """The page of the object that an attachment is about."""
    return _owners[kind].address(about_id)
