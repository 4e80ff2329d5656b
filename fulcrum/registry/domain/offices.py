"""Whether an office is held, filled for the time being, or empty, and since when: the vacancy clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fulcrum.registry.domain.roles import Manner

A_DAY = timedelta(days=1)


class OfficeState(StrEnum):
    HELD = "held"
    FILLED_FOR_NOW = "filled_for_now"
    VACANT = "vacant"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Span:
    """One appointment to the office: its first day, and its last day with rights (None: none yet)."""

    manner: Manner
    begins_on: date
    last: date | None


@dataclass(frozen=True)
class Office:
    """The state of an office on a day.

    since    the first day without a holder of its own; None while one holds it or none ever did
    days     whole days since then
    """

    state: OfficeState
    since: date | None = None
    days: int = 0


def office_on(spans: Iterable[Span], on: date) -> Office:
    """The state of one office on a day, from all its appointments so far.

    An office that nobody was ever appointed to is unknown, not vacant: the register does not know when it became
    empty. Its clock runs from the end of the last substantive appointment, whoever acts or covers meanwhile; if there
    never was one, from the day on which somebody first acted or covered.
    """
    begun = [span for span in spans if span.begins_on <= on]
    if not begun:
        return Office(OfficeState.UNKNOWN)
    current = [span for span in begun if span.last is None or span.last >= on]
    if any(span.manner is Manner.SUBSTANTIVE for span in current):
        return Office(OfficeState.HELD)
    ends = [span.last for span in begun if span.manner is Manner.SUBSTANTIVE and span.last is not None]
    since = max(ends) + A_DAY if ends else min(span.begins_on for span in begun)
    state = OfficeState.FILLED_FOR_NOW if current else OfficeState.VACANT
    return Office(state, since, (on - since).days)
