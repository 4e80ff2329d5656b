"""Reads the values that heads and the programme agreed on into the need model's facts, in one query."""

from collections import defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation

from fulcrum.allocation.domain.agreeing import Outcome
from fulcrum.allocation.domain.facts import Agreed, AgreedValue
from fulcrum.allocation.models import LineStatement
from fulcrum.registry.models.region import COUNTRY_PACK


def read(until: date | None, pack: str = COUNTRY_PACK) -> dict[str, Agreed]:
    """What stood agreed at the end of this day in one register, by slug and criterion; nothing without a day.

    A line on which the two sides had parted again by then is not agreed.
    """
    if until is None:
        return {}
    found: defaultdict[str, dict[str, AgreedValue]] = defaultdict(dict)
    rows = LineStatement.objects.filter(organisation__pack=pack).as_of(until)
    for slug, criterion, value, outcome, on in rows.values_list(
        "organisation__slug", "criterion", "value", "outcome", "on"
    ):
        if outcome == Outcome.AGREED:
            found[slug][criterion] = AgreedValue(_value(value), on)
    return {slug: dict(sorted(found[slug].items())) for slug in sorted(found)}


def _value(kept: str) -> Decimal | str:
    """A figure as a number, the name of a table row as it is."""
    try:
        return Decimal(kept)
    except InvalidOperation:
        return kept
