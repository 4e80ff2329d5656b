"""Columns of an organisation in the reader's words: what they are called, and what their values say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fulcrum.foundation.web.templatetags.wording import day
from fulcrum.kit.naming import own_name
from fulcrum.registry import labels
from fulcrum.registry.models import Organisation, OrganisationEvent, Region

GROUPS = {
    "kind": "kind",
    "subkind": "subkind",
    "tier": "tier",
    "sector": "sector",
    "si_basis": "name_basis",
    "ta_basis": "name_basis",
    "parent_basis": "fact_basis",
    "district_basis": "fact_basis",
}
REGIONS, ORGANISATIONS, DAYS = ("district_id", "region_id"), ("parent_id",), ("opened_on", "closed_on")

ORDER = list(labels.FACT)

Told = tuple[str, Any, Any]
"""A column with its value before and after, as columns or JSON hold them."""


@dataclass(frozen=True)
class FactLine:
    """One column before and after, in words."""

    label: str
    before: str
    after: str
    lang: str = ""


def of_event(event: OrganisationEvent) -> list[Told]:
    """What an event changed, as columns with both values."""
    return [(column, *both) for column, both in event.changes.items()]


def _lang(column: str) -> str:
    return column[-2:] if column.startswith("name_") else ""


class FactWords:
    """Words for columns of organisations. The regions and organisations that values point to are read once.

    told   every column that is going to be worded
    """

    def __init__(self, told: Iterable[Told], language: str) -> None:
        told = list(told)

        def values(columns: tuple[str, ...]) -> set[Any]:
            return {value for column, *both in told if column in columns for value in both if value}

        regions, bodies = values(REGIONS), values(ORGANISATIONS)
        found = Region.objects.in_bulk(regions) if regions else {}
        self._names = {code: own_name(region, language) for code, region in found.items()}
        above = Organisation.objects.in_bulk({int(key) for key in bodies}) if bodies else {}
        self._names |= {str(key): own_name(body, language) for key, body in above.items()}

    def lines(self, told: Iterable[Told]) -> tuple[FactLine, ...]:
        """The columns that have a name on pages, in the order in which pages show them."""
        known = sorted((each for each in told if each[0] in ORDER), key=lambda each: ORDER.index(each[0]))
        return tuple(
            FactLine(str(labels.FACT[column]), self.of(column, before), self.of(column, after), _lang(column))
            for column, before, after in known
        )

    def of(self, column: str, value: Any) -> str:
        """One value; nothing for one that is not known."""
        if value in (None, ""):
            return ""
        if column in GROUPS:
            return labels.of(GROUPS[column], value)
        if column in (*REGIONS, *ORGANISATIONS):
            return self._names.get(str(value), str(value))
        if column in DAYS:
            return day(date.fromisoformat(str(value)))
        return str(value)
