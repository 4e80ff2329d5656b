"""Entries as a page shows them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fulcrum.foundation.audit import links, wording
from fulcrum.foundation.audit.links import Link
from fulcrum.foundation.audit.models import Entry


@dataclass(frozen=True)
class Change:
    """One field that changed, as text."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Fact:
    """What else is needed to understand the entry."""

    label: str
    value: str


@dataclass(frozen=True)
class Line:
    """One entry in words; `is_folded` if its facts are shown only on the page of its object."""

    entry: Entry
    action: str
    kind: str
    link: Link
    history_href: str
    changes: tuple[Change, ...]
    facts: tuple["Fact", ...]
    is_folded: bool

    @property
    def has_details(self) -> bool:
        return bool(self.changes or self.facts or self.entry.request)


def of(entries: Iterable[Entry], *, user: Any, fold_confidential: bool = True) -> list[Line]:
    """The lines of these entries; their objects are looked up in one query per kind."""
    told = list(entries)
    found = links.of({(entry.object_kind, entry.object_id) for entry in told}, user)
    return [_line(entry, found, fold_confidential) for entry in told]


def _line(entry: Entry, found: Mapping[tuple[str, str], Link], fold_confidential: bool) -> Line:
    is_folded = fold_confidential and entry.is_confidential and not entry.is_reading
    key = (entry.object_kind, entry.object_id)
    return Line(
        entry=entry,
        action=wording.action(entry.action),
        kind=wording.kind(entry.object_kind),
        link=found.get(key, Link(_("number %(id)s") % {"id": entry.object_id})),
        history_href=reverse("audit:of_object", args=key) if all(key) else "",
        changes=() if is_folded else changes(entry.before, entry.after),
        facts=() if is_folded else tuple(Fact(name, text(value)) for name, value in _facts(entry)),
        is_folded=is_folded,
    )


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[Change, ...]:
    """What differs, field by field."""
    old, new = before or {}, after or {}
    return tuple(Change(name, text(old.get(name)), text(new.get(name))) for name in {**old, **new})


def text(value: Any) -> str:
    """A value of a JSON field as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _facts(entry: Entry) -> Iterable[tuple[str, Any]]:
    return entry.facts.items() if isinstance(entry.facts, dict) else [("", entry.facts)]
