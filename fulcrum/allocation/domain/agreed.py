"""What a criterion finds where the head of an organisation and the programme agreed on its value.

An agreed value takes the place of the published finding. A figure is then known, not a range; an agreed table row keeps
the range that the model gives the row. Source: docs/method/need-score.md.
"""

from dataclasses import dataclass
from decimal import Decimal

from fulcrum.allocation.domain.criteria import Basis, Finding, State, Subject, Table, unknown
from fulcrum.allocation.domain.facts import AgreedValue
from fulcrum.allocation.domain.value import ValueFunction


@dataclass(frozen=True, slots=True)
class AgreedOnly:
    """A criterion that nobody publishes: known where it was agreed, anything is possible elsewhere."""

    function: ValueFunction

    def find(self, subject: Subject) -> Finding:
        return unknown("not_agreed")


def agreed_finding(measure: object, agreed: AgreedValue) -> Finding | None:
    """The finding of an agreed value; None if this measure cannot use it (a row that a later model dropped)."""
    if isinstance(measure, Table):
        return _row(measure, agreed)
    if not isinstance(agreed.value, Decimal):
        return None
    function = getattr(measure, "function", None)
    micro = function.micro(agreed.value) if isinstance(function, ValueFunction) else 0
    return _finding(agreed, State.MEASURED, (micro, micro, micro))


def _row(table: Table, agreed: AgreedValue) -> Finding | None:
    row = next((row for row in table.rows if row.id == str(agreed.value)), None)
    if row is None:
        return None
    state = State.MEASURED if row.low == row.high else State.RANGE
    return _finding(agreed, state, (row.micro, row.low, row.high))


def _finding(agreed: AgreedValue, state: State, ends: tuple[int, int, int]) -> Finding:
    micro, low, high = ends
    return Finding(
        state=state,
        basis=Basis.AGREED,
        micro=micro,
        low=low,
        high=high,
        note="agreed",
        facts={"day": agreed.on.isoformat()},
        value=agreed.value,
        year=agreed.on.year,
    )
