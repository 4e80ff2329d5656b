"""What a new plan must keep of the plan before it, and whom it leaves out: it offers only the difference."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fulcrum.allocation.domain.consent import Offered, OfferState


class Kept(StrEnum):
    """Why an organisation is in the new plan whatever its need."""

    UNIT = "unit"
    ACCEPTED = "accepted"
    OPEN = "open"
    WAITING = "waiting"
    """Its proposal to share or its appeal waits for the programme."""


class LeftOut(StrEnum):
    """Why an organisation is not weighed."""

    DECLINED = "declined"
    DEFERRED = "deferred"
    LAPSED = "lapsed"
    SHARING = "sharing"
    CLOSED = "closed"


ASKED_AGAIN = (LeftOut.DECLINED, LeftOut.LAPSED, LeftOut.SHARING)
"""Those that an officer may have weighed again."""


@dataclass(frozen=True)
class Settled:
    """What the last offer to one organisation came to."""

    offer: int
    offered: Offered
    deferred_to: int | None = None


@dataclass(frozen=True)
class Line:
    """One organisation and why it is kept or left out; `offer` is a number, `until` a year."""

    organisation: int
    why: Kept | LeftOut
    offer: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Basis:
    """From what a new plan starts: organisations that it keeps and those that it leaves out, by their keys."""

    kept: Mapping[int, Line]
    left_out: Mapping[int, Line]


def basis(
    settled: Mapping[int, Settled],
    units: Collection[int],
    closed: Collection[int],
    *,
    year: int,
    again: Iterable[LeftOut] = (),
) -> Basis:
    """Who keeps a place and who is left out in a plan for `year`.

    settled     the last offer to each organisation, by its key
    units       keys of organisations with a unit that stands; closed: of those that have ended
    again       reasons that no longer count: these organisations are weighed like any other
    Raises ValueError for a reason that is not for an officer to set aside.
    """
    forgiven = frozenset(again)
    if wrong := sorted(forgiven - frozenset(ASKED_AGAIN)):
        raise ValueError(f"nobody may set aside: {', '.join(wrong)}")
    kept: dict[int, Line] = {}
    left_out: dict[int, Line] = {}
    for key in sorted({*settled, *units}):
        last = settled.get(key)
        line = _line(key, last, has_unit=key in units, is_closed=key in closed, year=year)
        if line is None or line.why in forgiven:
            continue
        (kept if isinstance(line.why, Kept) else left_out)[key] = line
    return Basis(kept, left_out)


def _line(key: int, last: Settled | None, *, has_unit: bool, is_closed: bool, year: int) -> Line | None:
    number = last.offer if last else None
    if is_closed:
        return Line(key, LeftOut.CLOSED, number)
    if has_unit:
        accepted = last is not None and last.offered.state is OfferState.ACCEPTED
        return Line(key, Kept.ACCEPTED if accepted else Kept.UNIT, number)
    if last is None or last.offered.state is OfferState.ACCEPTED:
        return None  # an accepted offer whose unit was closed since: weighed like any other
    if last.offered.holds_its_place:
        return Line(key, Kept.OPEN if last.offered.state is OfferState.OPEN else Kept.WAITING, number)
    return _ended(key, last, year)


_ENDED = {
    OfferState.DECLINED: LeftOut.DECLINED,
    OfferState.LAPSED: LeftOut.LAPSED,
    OfferState.SHARING_PROPOSED: LeftOut.SHARING,
}


def _ended(key: int, last: Settled, year: int) -> Line | None:
    state = last.offered.state
    if state is OfferState.DEFERRED:
        is_later = last.deferred_to is not None and last.deferred_to > year
        return Line(key, LeftOut.DEFERRED, last.offer, last.deferred_to) if is_later else None
    return Line(key, _ENDED[state], last.offer) if state in _ENDED else None
