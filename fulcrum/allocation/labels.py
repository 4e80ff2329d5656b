"""Names of groups and of their values, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from fulcrum.allocation.domain.states import Sureness
from fulcrum.allocation.models import Scenario
from fulcrum.allocation.services.problems import NO_SEAT
from fulcrum.kit.naming import own_name
from fulcrum.registry import labels as registry_labels
from fulcrum.registry.models import Region

GROUPS = {
    "province": _("Province"),
    "district": _("District"),
    "tier": _("Level"),
    "kind": _("Kind"),
    "sector": _("Field of work"),
}


def value_label(group: str, value: str, regions: Mapping[str, Region] | None = None) -> str:
    """The name of one value of a group; regions are needed for provinces and districts."""
    if value in ("", NO_SEAT):
        return gettext("Seat not stated")
    if group in ("province", "district"):
        region = (regions or {}).get(value)
        return region_name(region) if region else value
    return str(registry_labels.of(group, value))


def scenario_name(scenario: Scenario) -> str:
    """A scenario's name; that of the shipped one in the reader's language."""
    return gettext(scenario.name) if scenario.by_id is None else scenario.name


def marked_name(scenario: Scenario) -> str:
    """The same, with its mark if it asks about the simulated country: for lines that cannot carry one otherwise."""
    name = scenario_name(scenario)
    return gettext("%(name)s (simulated)") % {"name": name} if scenario.is_simulated else name


SHIPPED_SCENARIO = gettext_noop("500 units, published need")
SIMULATED_SCENARIO = gettext_noop("Ilmara, 40 units")
"""The names of the shipped scenarios, so that the catalogues carry them."""


def region_name(region: Any) -> str:
    """A region's or organisation's name in the reader's language, English where there is none."""
    return own_name(region, get_language())


SURENESS = {
    Sureness.CERTAIN: _("Certain"),
    Sureness.INTERCHANGEABLE: _("Interchangeable"),
    Sureness.LOT: _("By lot"),
}


def group_and_value(group: str, value: str, regions: Mapping[str, Region] | None = None) -> str:
    """A value with its group before it, for places where the value alone could be mistaken."""
    return gettext("%(group)s: %(value)s") % {
        "group": GROUPS[group],
        "value": value_label(group, value, regions),
    }
