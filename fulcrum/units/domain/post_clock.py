"""Since when a post has nobody in it, and since when it lacks a holder of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fulcrum.registry.domain.offices import A_DAY, Span
from fulcrum.registry.domain.roles import Manner


@dataclass(frozen=True, slots=True)
class PostClock:
    """The two clocks of one post on a day; None while they stand still.

    vacant_since    first day without anybody: acting and covering stop this clock, because somebody answers
    unowned_since   first day without a holder of its own: acting and covering do not stop this one
    """

    vacant_since: date | None
    unowned_since: date | None


def clock_on(opened_on: date, spans: Iterable[Span], on: date) -> PostClock:
    """The clocks of a post that stands since `opened_on`, from everybody who was in it so far.

    Unlike an office of the register, a post that nobody ever held is empty since it was opened.
    """
    begun = [span for span in spans if span.begins_on <= on]
    own = [span for span in begun if span.manner is Manner.SUBSTANTIVE]
    return PostClock(_empty_since(opened_on, begun, on), _empty_since(opened_on, own, on))


def _empty_since(opened_on: date, spans: Sequence[Span], on: date) -> date | None:
    lasts = [span.last for span in spans if span.last is not None]
    if len(lasts) < len(spans) or any(last >= on for last in lasts):
        return None
    return max([opened_on, *(last + A_DAY for last in lasts)])
