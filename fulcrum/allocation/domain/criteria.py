"""The kinds of criterion a need model is made of, and what each finds out about one organisation.

A finding is either measured (one value), a range (what is published leaves it open: low and high are shown and a
documented point between them counts) or not yet measured. Source: docs/method/need-score.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from fulcrum.allocation.domain.areas import Area, AreaRule, Stand, area_of, stand_in
from fulcrum.allocation.domain.facts import Atlas, OrganisationFacts
from fulcrum.allocation.domain.matching import Condition
from fulcrum.allocation.domain.value import MICRO, ValueFunction

Divisions = Mapping[str, tuple[str, ...]]  # local authority slug -> codes of the divisions it surely serves
Fact = str | int


class State(StrEnum):
    MEASURED = "measured"
    RANGE = "range"
    NOT_YET_MEASURED = "not_yet_measured"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    SOURCE = "source"
    INFERRED = "inferred"
    RANGE = "range"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one criterion says about one organisation, before weighting.

    value            raw figure or the name of a table row; None where only a range is known
    micro, low, high value 0..1_000_000 that counts, and the least and most it could be
    note, facts      code of the explanation and what it mentions (worded in allocation/wording.py)
    """

    state: State
    basis: Basis
    micro: int
    low: int
    high: int
    note: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    value: Decimal | str | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    year: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One organisation with everything needed to judge it."""

    organisation: OrganisationFacts
    atlas: Atlas
    divisions: Divisions
    areas: tuple[AreaRule, ...]

    def area(self) -> Area:
        return area_of(self.organisation, self.divisions, self.areas, self.atlas.country)


@dataclass(frozen=True, slots=True)
class AreaFigure:
    """A published figure about the area an organisation serves (poverty, education, computers)."""

    indicator: str
    year: int
    function: ValueFunction

    def find(self, subject: Subject) -> Finding:
        stand = stand_in(subject.area(), self.indicator, self.year, subject.atlas)
        if stand is None:
            return unknown("no_figure")
        ends = [self.function.micro(edge) for edge in (stand.low, stand.value, stand.high)]
        is_open = stand.low != stand.high
        return Finding(
            state=State.RANGE if is_open else State.MEASURED,
            basis=Basis.SOURCE if stand.note == "figure_of_region" else Basis.INFERRED,
            micro=ends[1],
            low=min(ends),
            high=max(ends),
            note=stand.note,
            facts=_stand_facts(stand),
            value=stand.value,
            value_low=stand.low if is_open else None,
            value_high=stand.high if is_open else None,
            year=self.year,
            source=stand.source,
        )


def _stand_facts(stand: Stand) -> Mapping[str, Fact]:
    return {"codes": " ".join(stand.codes), "regions": stand.names, "level": stand.level}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One class of organisations with its fixed value; low and high where the class is known to be mixed."""

    id: str
    match: Condition
    micro: int
    low: int
    high: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """Fixed values by kind, subkind, tier, sector or portfolio; the first row that matches counts."""

    rows: tuple[TableRow, ...]
    basis: Basis

    def find(self, subject: Subject) -> Finding:
        row = next(row for row in self.rows if row.match.holds_for(subject.organisation))
        return Finding(
            state=State.MEASURED if row.low == row.high else State.RANGE,
            basis=self.basis,
            micro=row.micro,
            low=row.low,
            high=row.high,
            note="table_row",
            facts={"row": row.id},
            value=row.id,
            year=subject.organisation.source_year,
            source=subject.organisation.source,
        )


@dataclass(frozen=True, slots=True)
class BodiesBelow:
    """How many organisations of the register stand below this one in the tree."""

    function: ValueFunction

    def find(self, subject: Subject) -> Finding:
        count = subject.organisation.supervised
        micro = self.function.micro(Decimal(count))
        return Finding(
            state=State.MEASURED,
            basis=Basis.INFERRED,
            micro=micro,
            low=micro,
            high=micro,
            note="bodies_below",
            facts={"count": count},
            value=Decimal(count),
            year=subject.organisation.source_year,
            source=subject.organisation.source,
        )


@dataclass(frozen=True, slots=True)
class NotYetMeasured:
    """A criterion the model names and cannot count, because nothing is published; its weight is 0."""

    def find(self, subject: Subject) -> Finding:
        return Finding(State.NOT_YET_MEASURED, Basis.RANGE, 0, 0, 0, "not_yet_measured")


def unknown(note: str) -> Finding:
    """Nothing is published: anything is possible, and the middle counts."""
    return Finding(State.RANGE, Basis.RANGE, MICRO // 2, 0, MICRO, note)
