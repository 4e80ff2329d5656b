"""The menu of the frame, filled by the apps when the program starts.

menu.register(menu.Entry(60, _("Scenarios"), "allocation:scenarios", _may_see_scenarios, group="plan"))
menu.register_group(menu.Group(10, "plan", _("Plan")))

A reader with few entries sees them side by side. A reader with more sees the groups as areas, and below them the entries
of the area that the page lies in. An entry without a group is an area of its own. The group OWN is the person's corner.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Shown = Callable[[HttpRequest], bool]

OWN = "own"
"""The group of a person's own corner: profile, sessions, settings. It is folded under their name."""
MOST_IN_A_ROW = 7
"""So many entries are shown without areas."""


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    order: int
    label: Promise
    url_name: str
    is_shown: Shown | None = None
    group: str = ""


@dataclass(frozen=True)
class Group:
    """A named area of the menu."""

    order: int
    key: str
    label: Promise


@dataclass(frozen=True)
class Line:
    """An entry as one reader's page shows it."""

    label: Promise
    href: str
    is_current: bool


@dataclass(frozen=True)
class Area:
    """A group as one reader's page shows it: it leads to its first line."""

    label: Promise
    lines: tuple[Line, ...]

    @property
    def href(self) -> str:
        return self.lines[0].href

    @property
    def is_current(self) -> bool:
        return any(line.is_current for line in self.lines)

    @property
    def is_single(self) -> bool:
        return len(self.lines) == 1


@dataclass(frozen=True)
class Menu:
    """What one reader may open: areas in order, and the lines of their own corner."""

    areas: tuple[Area, ...]
    own: tuple[Line, ...]

    @property
    def here(self) -> Area | None:
        """The area that this page lies in, if it has more than one line."""
        return next((area for area in self.areas if area.is_current and not area.is_single), None)


_entries: list[Entry] = []
_groups: dict[str, Group] = {}


def register(*entries: Entry) -> None:
    """Add entries to the menu; called in an app's ready()."""
    known = {entry.url_name for entry in _entries}
    _entries.extend(entry for entry in entries if entry.url_name not in known)
    _entries.sort(key=lambda entry: entry.order)


def register_group(*groups: Group) -> None:
    """Add areas; called in an app's ready(). A group without entries for a reader is not shown to them."""
    _groups.update({group.key: group for group in groups})


def shown_to(request: HttpRequest) -> Menu:
    """The menu of this reader on this page."""
    shown = [entry for entry in _entries if entry.is_shown is None or entry.is_shown(request)]
    hrefs = {entry: reverse(entry.url_name) for entry in shown}
    here = max((href for href in hrefs.values() if _holds(href, request.path)), key=len, default="")
    lines = {entry: Line(entry.label, href, href == here) for entry, href in hrefs.items()}
    own = tuple(line for entry, line in lines.items() if entry.group == OWN)
    rest = {entry: line for entry, line in lines.items() if entry.group != OWN}
    if len(rest) <= MOST_IN_A_ROW:
        return Menu(tuple(Area(line.label, (line,)) for line in rest.values()), own)
    return Menu(tuple(_areas(rest)), own)


def _areas(lines: dict[Entry, Line]) -> list[Area]:
    areas: list[tuple[int, Area]] = []
    for key, group in _groups.items():
        held = tuple(line for entry, line in lines.items() if entry.group == key)
        if held:
            areas.append((group.order, Area(group.label, held)))
    alone = [(entry, line) for entry, line in lines.items() if entry.group not in _groups]
    areas += [(entry.order, Area(line.label, (line,))) for entry, line in alone]
    return [area for _order, area in sorted(areas, key=lambda pair: pair[0])]


def _holds(href: str, path: str) -> bool:
    return path == href or (href != "/" and path.startswith(href))
