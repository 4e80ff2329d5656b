"""How the head of an organisation and a programme officer come to one value of a criterion, or to a recorded disagreement.

Either side states a value with its reason, as often as it wants; what both have said last decides how the line stands.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from fulcrum.allocation.domain.criteria import Table
from fulcrum.allocation.domain.need import Criterion
from fulcrum.kit.refusal import Refusal

PER_CENT = "per cent"
WHOLE_UNITS = frozenset(
    {"persons", "bodies", "services a year", "posts", "tickets a month", "programmes", "rank"}
)
MOST_WITHOUT_ANCHORS = Decimal(1_000_000_000)
TIMES_THE_LAST_ANCHOR = 10
"""A figure beyond ten times the last anchor of its scale is a slip of the pen: no more points follow from it."""
MOST_DECIMALS = 4


class Side(StrEnum):
    HEAD = "head"
    OFFICER = "officer"

    @property
    def other(self) -> "Side":
        return Side.OFFICER if self is Side.HEAD else Side.HEAD


class Outcome(StrEnum):
    """How a line stands after a statement."""

    OPEN = "open"  # one side has spoken
    DIFFERENT = "different"  # both have, and the other side has not yet said whether it stays with its value
    AGREED = "agreed"
    DISAGREED = "disagreed"  # both stay with their values


@dataclass(frozen=True)
class Said:
    """The last value of each side, canonical; empty where a side has not spoken. newest: who spoke last."""

    own: str = ""
    other: str = ""
    newest: Side | None = None


def outcome_of(value: str, side: Side, said: Said) -> Outcome:
    """How the line stands once `side` states `value`.

    Raises Refusal `said_already` for a value that this side stated last and nobody answered since.
    """
    if said.own == value and said.newest is side:
        raise Refusal("said_already")
    if not said.other:
        return Outcome.OPEN
    if said.other == value:
        return Outcome.AGREED
    return Outcome.DISAGREED if said.own == value else Outcome.DIFFERENT


def checked(criterion: Criterion, typed: str) -> str:
    """A value of this criterion in its one way of writing: a figure without needless zeros, or the name of a row.

    Raises Refusal `row_unknown`, `figure_unreadable`, `figure_not_whole`, `figure_out_of_range`.
    """
    if isinstance(criterion.measure, Table):
        if typed not in {row.id for row in criterion.measure.rows}:
            raise Refusal("row_unknown", value=typed)
        return typed
    figure = _figure(typed)
    if criterion.unit in WHOLE_UNITS and figure != figure.to_integral_value():
        raise Refusal("figure_not_whole", value=typed, unit=criterion.unit)
    most = most_of(criterion)
    if not 0 <= figure <= most:
        raise Refusal("figure_out_of_range", value=typed, most=f"{most:,f}")
    return plain(figure)


def most_of(criterion: Criterion) -> Decimal:
    """The largest figure that is taken for this criterion."""
    if criterion.unit.startswith(PER_CENT):
        return Decimal(100)
    function = getattr(criterion.measure, "function", None)
    return function.anchors[-1][0] * TIMES_THE_LAST_ANCHOR if function else MOST_WITHOUT_ANCHORS


def plain(figure: Decimal) -> str:
    """A figure as it is kept and compared: 12.50 and 12.5 are one value."""
    return f"{figure.normalize():f}" if figure else "0"


def value_of(criterion: Criterion, kept: str) -> Decimal | str:
    """A kept value as the need model takes it."""
    return kept if isinstance(criterion.measure, Table) else Decimal(kept)


def _figure(typed: str) -> Decimal:
    """A figure as people write it: commas and spaces may divide the thousands."""
    text = typed.strip().replace(",", "").replace(" ", "").replace("\u00a0", "")
    try:
        figure = Decimal(text) if text.replace(".", "", 1).isdecimal() and text.isascii() else None
    except InvalidOperation:
        figure = None
    if figure is None or not figure.is_finite() or len(text) > 30:
        raise Refusal("figure_unreadable", value=typed)
    if -int(figure.as_tuple().exponent) > MOST_DECIMALS:
        raise Refusal("figure_unreadable", value=typed)
    return figure
