"""Counts of a plan as bars with names and links."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fulcrum.allocation.labels import value_label
from fulcrum.allocation.models import Plan
from fulcrum.allocation.queries import Bar, Counts, counts_by, without_seat
from fulcrum.allocation.services.problems import NO_SEAT
from fulcrum.registry.models import Region


@dataclass(frozen=True)
class Chart:
    """A table with bars: caption, heads of the two columns, lines."""

    caption: str
    columns: tuple[str, str]
    rows: list[Bar]


def chart(plan: Plan, group: str, address: str, regions: dict[str, Region] | Any = None) -> Chart:
    """Chosen organisations by `group`, each linking to the list at `address`."""
    captions = {
        "kind": (_("By kind of organisation"), _("Kind")),
        "sector": (_("By field of work"), _("Field of work")),
        "district": (_("By district"), _("District")),
        "province": (_("By province"), _("Province")),
    }
    caption, head = captions[group]
    counts = [count for count in counts_by(plan, group) if count.chosen]
    most = max((count.chosen for count in counts if count.value), default=1)
    counts.sort(key=lambda count: count.value == "")
    rows = [_bar(count, group, address, most, regions, plan.scenario.is_simulated) for count in counts]
    return Chart(caption, (head, _("Chosen")), rows)


@dataclass(frozen=True)
class Seatless:
    """Chosen bodies that the map cannot show: their number, the address of their list, and lines by kind."""

    number: int
    href: str
    rows: list[Bar]


def seatless(plan: Plan, address: str) -> Seatless:
    """The block beside the map, linking to the list at `address`."""
    counts = without_seat(plan)
    rows = [
        Bar(
            value_label("kind", count.value),
            f"{address}?{urlencode({'district': NO_SEAT, 'kind': count.value})}",
            count.chosen,
            0,
        )
        for count in counts
    ]
    return Seatless(
        sum(count.chosen for count in counts), f"{address}?{urlencode({'district': NO_SEAT})}", rows
    )


def _bar(count: Counts, group: str, address: str, most: int, regions: Any, is_simulated: bool) -> Bar:
    """A line; a district links to its own page, which those of the simulated country do not have."""
    value = count.value or NO_SEAT
    href = f"{address}{'&' if '?' in address else '?'}{urlencode({group: value})}"
    if group == "district" and count.value and not is_simulated:
        href = reverse("registry:district", args=[count.value])
    note = _("of %(weighed)d") % {"weighed": count.weighed}
    return Bar(
        value_label(group, count.value, regions),
        href,
        count.chosen,
        min(100, round(100 * count.chosen / most)),
        note,
    )
