"""The need score of every organisation, line by line, from published facts and a dated model.

A score is the sum of its rounded lines, so what the page adds up is what the optimiser uses. One organisation's
score depends on its own facts and the model's fixed anchors only, never on who else is in the list.
Source: docs/method/need-score.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol

from fulcrum.allocation.domain.agreed import agreed_finding
from fulcrum.allocation.domain.areas import AreaRule
from fulcrum.allocation.domain.criteria import Basis, Divisions, Fact, Finding, State, Subject
from fulcrum.allocation.domain.eligibility import Eligible, Ineligible, Rule, first_match, judge
from fulcrum.allocation.domain.facts import Agreed, Atlas, Facts, OrganisationFacts


class Measure(Protocol):
    def find(self, subject: Subject) -> Finding: ...


@dataclass(frozen=True, slots=True)
class Criterion:
    """weight   per cent of the score; 0 for a criterion that is not yet measured"""

    id: str
    weight: int
    unit: str
    measure: Measure
    reason: str
    reference: str


@dataclass(frozen=True, slots=True)
class NeedModel:
    """A published, never changed version of how need is scored.

    sha256         of the content file's text, as hexadecimal digits
    agreed_until   values agreed on or before this day replace published findings; None: the model takes none
    """

    version: int
    published_on: date
    sha256: str
    criteria: tuple[Criterion, ...]
    areas: tuple[AreaRule, ...]
    divisions: Divisions
    eligibility: tuple[Rule, ...]
    mandatory: tuple[Rule, ...]
    agreed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion's part of a score.

    weight             per cent
    value              raw figure, or the name of a table row; None where only a range is known
    points, low, high  micro-points of the whole score: 10_000 for each per cent of weight at most
    note, facts        code of the explanation and what it mentions
    """

    criterion: str
    weight: int
    state: State
    value: Decimal | str | None
    value_low: Decimal | None
    value_high: Decimal | None
    unit: str
    year: int | None
    source: str
    basis: Basis
    points: int
    low: int
    high: int
    note: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """points    micro-points 0..1_000_000, the exact sum of the lines
    low, high    the least and most it could be, given what is not published"""

    points: int
    low: int
    high: int
    lines: tuple[Line, ...]


def score(model: NeedModel, facts: Facts) -> dict[str, Score]:
    """The score of every eligible organisation by slug, in the order given."""
    return {
        organisation.slug: score_one(model, organisation, facts.atlas, facts.agreed.get(organisation.slug))
        for organisation in facts.organisations
        if isinstance(eligible(model, organisation), Eligible)
    }


def score_one(
    model: NeedModel, organisation: OrganisationFacts, atlas: Atlas, agreed: Agreed | None = None
) -> Score:
    """agreed   what was agreed about this organisation, by criterion; counts only in a model that takes it"""
    subject = Subject(organisation, atlas, model.divisions, model.areas)
    known = _taken(model, agreed or {})
    lines = tuple(_line(criterion, _finding(criterion, subject, known)) for criterion in model.criteria)
    return Score(
        points=sum(line.points for line in lines),
        low=sum(line.low for line in lines),
        high=sum(line.high for line in lines),
        lines=lines,
    )


def eligible(model: NeedModel, organisation: OrganisationFacts) -> Eligible | Ineligible:
    """Whether a unit may be offered, and by which rule not."""
    return judge(model.eligibility, organisation)


def mandatory(model: NeedModel, organisation: OrganisationFacts) -> Rule | None:
    """The rule by which an eligible organisation is in every plan, if there is one."""
    if isinstance(eligible(model, organisation), Ineligible):
        return None
    return first_match(model.mandatory, organisation)


def _taken(model: NeedModel, agreed: Agreed) -> Agreed:
    until = model.agreed_until
    return {name: each for name, each in agreed.items() if until is not None and each.on <= until}


def _finding(criterion: Criterion, subject: Subject, agreed: Agreed) -> Finding:
    """The agreed value, where there is one that the criterion can use; else what is published."""
    told = agreed.get(criterion.id)
    found = agreed_finding(criterion.measure, told) if told else None
    return found or criterion.measure.find(subject)


def _line(criterion: Criterion, finding: Finding) -> Line:
    return Line(
        criterion=criterion.id,
        weight=criterion.weight,
        state=finding.state,
        value=finding.value,
        value_low=finding.value_low,
        value_high=finding.value_high,
        unit=criterion.unit,
        year=finding.year,
        source=finding.source,
        basis=finding.basis,
        points=_points(criterion.weight, finding.micro),
        low=_points(criterion.weight, finding.low),
        high=_points(criterion.weight, finding.high),
        note=finding.note,
        facts=finding.facts,
    )


def _points(weight: int, micro: int) -> int:
    """Micro-points of a value in millionths, rounded half up."""
    return (weight * micro + 50) // 100
