"""A kept score as lines for a reader: what is known, how many points it gives, and where it was read."""

from dataclasses import dataclass

from django.utils.translation import get_language

from fulcrum.allocation import wording
from fulcrum.allocation.domain.criteria import Basis, State
from fulcrum.allocation.domain.need import Line
from fulcrum.allocation.domain.need_json import line_from_json
from fulcrum.allocation.models import Score
from fulcrum.registry.models import Region


@dataclass(frozen=True)
class ScoreLine:
    """One criterion. most: the points it gives at the most; mark: how the fact was come by, if not as published."""

    criterion: str
    name: str
    sentence: str
    mark: str
    points: int
    low: int
    high: int
    most: int
    source: str
    year: int | None


def lines(score: Score) -> list[ScoreLine]:
    """The lines that count, in the order of the model; criteria without weight are told on the model's page."""
    told = [line_from_json(line) for line in score.lines]
    places = _places(told)
    return [_line(line, places) for line in told if line.weight]


def look_alikes(score: Score) -> int:
    """How many other eligible bodies published facts cannot tell from this one."""
    if score.alike is None:
        return 0
    return Score.objects.filter(run=score.run_id, alike=score.alike).count() - 1


def ineligible(score: Score) -> str:
    """Why the organisation cannot receive a unit; empty if it can."""
    return wording.rule_reason(score.ineligible_rule) if score.ineligible_rule else ""


def _line(line: Line, places: dict[str, str]) -> ScoreLine:
    between = wording.describe_range(line)
    sentence = wording.describe_line(line, places)
    return ScoreLine(
        criterion=line.criterion,
        name=wording.criterion_name(line.criterion),
        sentence=f"{sentence} ({between})" if between else sentence,
        mark=_mark(line),
        points=line.points,
        low=line.low,
        high=line.high,
        most=line.weight * 10_000,
        source=line.source,
        year=line.year,
    )


def _mark(line: Line) -> str:
    if line.state is State.RANGE:
        return wording.state_label(State.RANGE)
    if line.basis is Basis.INFERRED:
        return wording.basis_label(line.basis)
    return ""


def _places(told: list[Line]) -> dict[str, str]:
    """Names, in the reader's language, of the regions that the lines speak of."""
    codes = {code for line in told for code in str(line.facts.get("codes", "")).split()}
    language = get_language() or "en"
    regions = Region.objects.filter(code__in=codes)
    return {region.code: getattr(region, f"name_{language}", "") or region.name_en for region in regions}
