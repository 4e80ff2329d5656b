"""The menu of the frame, filled by the apps when the program starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Shown = Callable[[HttpRequest], bool]


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    order: int
    label: Promise
    url_name: str
    is_shown: Shown | None = None


@dataclass(frozen=True)
class Line:
    """An entry as one reader's page shows it."""

    label: Promise
    href: str
    is_current: bool


_entries: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add entries to the menu; called in an app's ready()."""
    known = {entry.url_name for entry in _entries}
    _entries.extend(entry for entry in entries if entry.url_name not in known)
    _entries.sort(key=lambda entry: entry.order)


def entries_for(request: HttpRequest) -> list[Line]:
    """The entries that this reader may open, in order."""
    shown = [entry for entry in _entries if entry.is_shown is None or entry.is_shown(request)]
    lines = [(entry, reverse(entry.url_name)) for entry in shown]
    here = max((href for _, href in lines if _holds(href, request.path)), key=len, default="")
    return [Line(entry.label, href, href == here) for entry, href in lines]


def _holds(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))
