"""Write the history of a unit."""

from datetime import date, datetime
from typing import Any

from fulcrum.foundation.users.models import User
from fulcrum.units.domain.codes import EventKind
from fulcrum.units.models import Unit, UnitEvent

LONGEST_REASON = 500


def note(
    kind: EventKind, unit: Unit, *, on: date, by: User | None, at: datetime, reason: str = "", **facts: Any
) -> UnitEvent:
    """Add one line; facts are what JSON can hold, days as text."""
    return UnitEvent.objects.create(
        unit=unit, kind=kind, on=on, by=by, at=at, reason=reason[:LONGEST_REASON], facts=facts
    )
