"""A kept score as lines for a reader: what is known, how many points it gives, and where it was read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.allocation import line_marks, published, wording
from fulcrum.allocation.domain.criteria import Basis, State
from fulcrum.allocation.domain.need import Line
from fulcrum.allocation.domain.need_json import line_from_json
from fulcrum.allocation.models import NeedModel, Score
from fulcrum.kit.naming import own_name
from fulcrum.registry.models import Region
from fulcrum.registry.queries import source_titles


@dataclass(frozen=True)
class ScoreLine:
    """One criterion. most: the points it gives at the most; between: the range of the figure, if it is only known so;
    mark: how the fact was come by, if not as published; is_judged: a judgement of the model by kind, level or field;
    standing: whether the head and the programme agreed on another value since, or differ.
    """

    criterion: str
    name: str
    sentence: str
    between: str
    mark: str
    standing: str
    points: int
    low: int
    high: int
    most: int
    is_judged: bool
    source: str
    source_title: str
    year: int | None


def lines(score: Score) -> list[ScoreLine]:
    """The lines that count, in the order of the model; criteria without weight are told on the model's page."""
    told = [line_from_json(line) for line in score.lines]
    places, titles = places_of(told), source_titles()
    standing = line_marks.marks_of(score.organisation_id)
    return [_line(line, places, titles, standing) for line in told if line.weight]


def look_alikes(score: Score) -> int:
    """How many other eligible bodies published facts cannot tell from this one."""
    if score.alike is None:
        return 0
    return Score.objects.filter(run=score.run_id, alike=score.alike).count() - 1


def ineligible(score: Score) -> str:
    """Why the organisation cannot receive a unit; empty if it can."""
    return rule_reason(score.ineligible_rule, score.run.need_model) if score.ineligible_rule else ""


def rule_reason(rule: str, need_model: NeedModel) -> str:
    """The reason of a rule in the reader's language, or marked as English where only the model itself has one."""
    told = wording.rule_reason(rule)
    if told:
        return told
    model = published.need_model(need_model)
    own = next((each.reason for each in (*model.eligibility, *model.mandatory) if each.id == rule), rule)
    return format_html('<span lang="en">{}</span>', own)


def _line(line: Line, places: dict[str, str], titles: dict[str, str], standing: dict[str, str]) -> ScoreLine:
    return ScoreLine(
        criterion=line.criterion,
        name=wording.criterion_name(line.criterion),
        sentence=wording.describe_line(line, places),
        between=wording.describe_range(line),
        mark=_mark(line),
        standing="" if line.basis is Basis.AGREED else standing.get(line.criterion, ""),
        points=line.points,
        low=line.low,
        high=line.high,
        most=line.weight * 10_000,
        is_judged=_is_judged(line),
        source=line.source,
        source_title=titles.get(line.source, line.source),
        year=line.year,
    )


def _is_judged(line: Line) -> bool:
    """Whether the value is a judgement of the model, for which a publication only gave the kind or sector."""
    return line.note == "table_row"


def _mark(line: Line) -> str:
    if line.basis is Basis.AGREED:
        return wording.basis_label(line.basis)
    if _is_judged(line):
        return _("Judged by kind")
    if line.state is State.RANGE:
        return wording.state_label(State.RANGE)
    if line.basis is Basis.INFERRED:
        return wording.basis_label(line.basis)
    return ""


def places_of(told: Iterable[Line]) -> dict[str, str]:
    """Names, in the reader's language, of the regions that the lines speak of."""
    codes = {code for line in told for code in str(line.facts.get("codes", "")).split()}
    regions = Region.objects.filter(code__in=codes)
    return {region.code: own_name(region, get_language()) for region in regions}
