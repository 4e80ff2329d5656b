"""Narrow the list of a plan's places; the state is in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from fulcrum.allocation.domain.states import Sureness
from fulcrum.allocation.labels import GROUPS, SURENESS, value_label
from fulcrum.allocation.models import Place
from fulcrum.allocation.queries import FIELDS
from fulcrum.allocation.services.problems import NO_SEAT
from fulcrum.registry.domain.codes import Kind, Sector, Tier
from fulcrum.registry.models import Region
from fulcrum.registry.search import holds_words

CODES: Mapping[str, set[str]] = {"kind": set(Kind), "sector": set(Sector), "tier": set(Tier)}
ALL = "all"
NOT_CHOSEN = "not"


@dataclass(frozen=True)
class Option:
    """One line of a filter's choice."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Chip:
    """A filter that holds, and the address without it."""

    label: str
    href: str


class PlanFilters:
    """Filters as asked; values that make no sense are left out."""

    def __init__(self, asked: QueryDict, regions: Mapping[str, Region]) -> None:
        self.asked = asked
        self.regions = regions
        self.text = asked.get("search", "").replace("\x00", "").strip()[:120]
        known = {**CODES, "province": {*regions, NO_SEAT}, "district": {*regions, NO_SEAT}}
        self.groups = {group: str(asked[group]) for group in GROUPS if asked.get(group) in known[group]}
        self.sureness = asked.get("sureness", "") if asked.get("sureness") in list(Sureness) else ""
        self.which = asked.get("which", "")

    def narrow(self, places: QuerySet[Place]) -> QuerySet[Place]:
        """The places that pass every filter; the chosen ones unless others are asked for."""
        if self.which == NOT_CHOSEN:
            places = places.filter(is_chosen=False)
        elif self.which != ALL:
            places = places.filter(is_chosen=True)
        if self.sureness:
            places = places.filter(sureness=self.sureness)
        for group, value in self.groups.items():
            field = FIELDS[group]
            places = places.filter(**{f"{field}__isnull": True} if value == NO_SEAT else {field: value})
        return places.filter(holds_words(self.text, "organisation__search_text"))

    def choices(self, group: str, values: list[str]) -> list[Option]:
        """The options of one group's choice, by name."""
        options = [
            Option(value, value_label(group, value, self.regions), self.groups.get(group) == value)
            for value in values
        ]
        return sorted(options, key=lambda option: option.label)

    def sureness_choices(self) -> list[Option]:
        """The options of the sureness choice."""
        return [Option(each.value, str(name), self.sureness == each.value) for each, name in SURENESS.items()]

    def chips(self) -> list[Chip]:
        """What holds now, each with the way out of it."""
        chips = [
            Chip(value_label(group, value, self.regions), self._without(group))
            for group, value in self.groups.items()
        ]
        chips += [
            Chip(option.label, self._without("sureness"))
            for option in self.sureness_choices()
            if option.is_chosen
        ]
        if self.text:
            chips.append(Chip(_("Text: %(text)s") % {"text": self.text}, self._without("search")))
        return chips

    def _without(self, name: str) -> str:
        left = self.asked.copy()
        left.pop(name, None)
        left.pop("page", None)
        return f"?{left.urlencode()}"

    def page_address(self, number: int) -> str:
        """The address of another page of the same list."""
        left = self.asked.copy()
        left["page"] = str(number)
        return f"?{left.urlencode()}"

    def export_query(self) -> str:
        """The filters for an export's address."""
        left: Any = self.asked.copy()
        left.pop("page", None)
        return str(left.urlencode())
