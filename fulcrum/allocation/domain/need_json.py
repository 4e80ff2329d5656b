"""Scores and look-alike groups to JSON and back, without losing a digit."""

from decimal import Decimal
from typing import Any

from fulcrum.allocation.domain.criteria import Basis, State
from fulcrum.allocation.domain.likeness import Group
from fulcrum.allocation.domain.need import Line, Score

Json = dict[str, Any]


def score_to_json(score: Score) -> Json:
    return {
        "points": score.points,
        "low": score.low,
        "high": score.high,
        "lines": [line_to_json(line) for line in score.lines],
    }


def score_from_json(data: Json) -> Score:
    lines = tuple(line_from_json(line) for line in data["lines"])
    return Score(points=data["points"], low=data["low"], high=data["high"], lines=lines)


def line_to_json(line: Line) -> Json:
    return {
        "criterion": line.criterion,
        "weight": line.weight,
        "state": line.state.value,
        "value": _plain(line.value),
        "value_low": _plain(line.value_low),
        "value_high": _plain(line.value_high),
        "unit": line.unit,
        "year": line.year,
        "source": line.source,
        "basis": line.basis.value,
        "points": line.points,
        "low": line.low,
        "high": line.high,
        "note": line.note,
        "facts": dict(line.facts),
    }


def line_from_json(data: Json) -> Line:
    return Line(
        criterion=data["criterion"],
        weight=data["weight"],
        state=State(data["state"]),
        value=_value(data["value"]),
        value_low=_number(data["value_low"]),
        value_high=_number(data["value_high"]),
        unit=data["unit"],
        year=data["year"],
        source=data["source"],
        basis=Basis(data["basis"]),
        points=data["points"],
        low=data["low"],
        high=data["high"],
        note=data["note"],
        facts=dict(data["facts"]),
    )


def group_to_json(group: Group) -> Json:
    return {
        "members": list(group.members),
        "size": group.size,
        "points": group.points,
        "kind": group.kind,
        "subkind": group.subkind,
        "tier": group.tier,
        "sector": group.sector,
        "region": group.region,
    }


def group_from_json(data: Json) -> Group:
    names = ("points", "kind", "subkind", "tier", "sector", "region")
    return Group(members=tuple(data["members"]), **{name: data[name] for name in names})


def _plain(value: Decimal | str | None) -> int | float | str | None:
    """Figures as JSON numbers (they have few digits), table rows as strings."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _value(value: float | str | None) -> Decimal | str | None:
    return value if isinstance(value, str) else _number(value)


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
