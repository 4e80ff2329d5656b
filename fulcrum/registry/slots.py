"""Places on this app's pages that higher floors fill in, so that the register need not know them.

organisation_slots.register(need_of, order=10)   # need_of(request, organisation) -> Slot | None
"""

from collections.abc import Callable
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


organisation_slots: Slots[Organisation] = Slots()
district_slots: Slots[Region] = Slots()
