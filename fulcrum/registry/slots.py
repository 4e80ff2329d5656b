"""Places on this app's pages that higher floors fill in, so that the register need not know them.

organisation_slots.register(need_of, order=10)   # need_of(request, organisation) -> Slot | None
list_slots.register(places_of, order=10)         # places_of(request, organisations) -> ListColumn | None
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from fulcrum.registry.models import Organisation, Region

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Slot:
    """A part of a page: a template and the context it is rendered with (request and csrf token come by themselves)."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


class Slots(Generic[Thing]):
    """The makers of one place on a page, in their order. A maker returns None when it has nothing to say."""

    def __init__(self) -> None:
        self._makers: list[tuple[int, Callable[[HttpRequest, Thing], Slot | None]]] = []

    def register(self, maker: Callable[[HttpRequest, Thing], Slot | None], *, order: int = 100) -> None:
        """Add a maker; called in an app's ready(). Adding the same one again changes nothing."""
        if all(known is not maker for _, known in self._makers):
            self._makers.append((order, maker))
            self._makers.sort(key=lambda entry: entry[0])

    def render(self, request: HttpRequest, thing: Thing) -> list[SafeString]:
        """The parts of one page, as HTML."""
        filled = (maker(request, thing) for _, maker in self._makers)
        return [render_to_string(slot.template, slot.context, request) for slot in filled if slot is not None]


@dataclass(frozen=True)
class ListColumn:
    """One more column of the list of organisations: its heading in the reader's language, and cells by `key`.

    A body without a cell gets an empty one. The templates of cells are rendered without the request: a page has fifty.
    """

    title: str
    cells: Mapping[int, Slot]


@dataclass(frozen=True)
class ShownColumn:
    """A column as the page shows it; HTML by the organisation's `key`."""

    title: str
    cells: Mapping[int, SafeString]


ColumnMaker = Callable[[HttpRequest, Sequence[Organisation]], ListColumn | None]


class ListSlots:
    """The makers of columns of a list, in their order. Each is called once per page, with the bodies shown."""

    def __init__(self) -> None:
        self._makers: list[tuple[int, ColumnMaker]] = []

    def register(self, maker: ColumnMaker, *, order: int = 100) -> None:
        """Add a maker; called in an app's ready(). Adding the same one again changes nothing."""
        if all(known is not maker for _, known in self._makers):
            self._makers.append((order, maker))
            self._makers.sort(key=lambda entry: entry[0])

    def render(self, request: HttpRequest, organisations: Sequence[Organisation]) -> list[ShownColumn]:
        """The columns of one page; a maker that has nothing to say gives none."""
        columns = (maker(request, organisations) for _, maker in self._makers)
        return [
            ShownColumn(
                column.title,
                {key: render_to_string(slot.template, slot.context) for key, slot in column.cells.items()},
            )
            for column in columns
            if column is not None
        ]


organisation_slots: Slots[Organisation] = Slots()
organisation_foot_slots: Slots[Organisation] = Slots()
"""Parts below the facts: documents, history."""
district_slots: Slots[Region] = Slots()
list_slots = ListSlots()
