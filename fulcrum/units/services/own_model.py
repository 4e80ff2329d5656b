"""The model that one unit follows."""

from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.domain.codes import Size, TailoringKind, TailoringState
from fulcrum.units.domain.tailored import Approved, tailored
from fulcrum.units.models import Tailoring, Unit
from fulcrum.units.services import blueprints


def of(unit: Unit) -> Blueprint:
    """The version that the unit was set up from or took over since, with the differences that were approved for it."""
    return tailored(blueprints.read(unit.blueprint), Size(unit.size), approved(unit))


def approved(unit: Unit) -> list[Approved]:
    """The approved differences of a unit, the earliest first; no query where its `tailorings` were fetched before."""
    rows = [row for row in unit.tailorings.all() if row.state == TailoringState.APPROVED]
    return [_fact(row) for row in sorted(rows, key=lambda row: (str(row.decided_at), row.pk))]


def _fact(row: Tailoring) -> Approved:
    return Approved(TailoringKind(row.kind), row.target, row.value)
