"""The lines of the need score as the two sides see them: what is published, what each said, how the line stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fulcrum.allocation import published, request_words, score_lines, wording
from fulcrum.allocation.domain.agreeing import Outcome, Side
from fulcrum.allocation.domain.criteria import NotYetMeasured, State
from fulcrum.allocation.domain.need import Criterion, Line
from fulcrum.allocation.domain.need_json import line_from_json
from fulcrum.allocation.models import LineStatement, NeedModel, Score
from fulcrum.allocation.need_units import unit_label
from fulcrum.allocation.services.sides import AGREE, STATE_OWN
from fulcrum.registry import access
from fulcrum.registry.models import Organisation

UNSETTLED = (Outcome.OPEN, Outcome.DIFFERENT)
"""After these the other side has something to answer."""
PARTED = (Outcome.DIFFERENT, Outcome.DISAGREED)


@dataclass(frozen=True)
class Told:
    """A statement as a reader sees it."""

    row: LineStatement
    side: str
    value: str
    outcome: str


@dataclass(frozen=True)
class LineView:
    """One criterion of one organisation.

    published, between   what published facts give, in a sentence, and the range of the figure
    asks_the_head        whether the organisation may know more than is published: not measured, or only a range
    head, officer        what each side said last
    waits_for            the side that has to answer; None if neither
    """

    criterion: Criterion
    name: str
    help: str
    unit: str
    published: str
    between: str
    asks_the_head: bool
    head: Told | None
    officer: Told | None
    newest: LineStatement | None
    waits_for: Side | None
    statements: list[Told] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """How the line stands, in words; empty where nobody has spoken."""
        return str(request_words.OUTCOME[Outcome(self.newest.outcome)]) if self.newest else ""

    @property
    def tone(self) -> str:
        """The kind of pill that the standing is shown with."""
        return tone_of(self.newest.outcome) if self.newest else ""


def tone_of(outcome: str) -> str:
    if outcome == Outcome.AGREED:
        return ""
    return "pill-danger" if outcome == Outcome.DISAGREED else "pill-warm"


def newest_model() -> NeedModel | None:
    """The model whose lines are agreed on."""
    return NeedModel.objects.first()


def lines_of(body: Organisation, model: NeedModel) -> list[LineView]:
    """Every line of the newest model for one organisation, in three statements; those that ask the head first."""
    criteria = published.need_model(model).criteria
    score = Score.objects.filter(organisation=body, run__need_model=model).order_by("-run__seen_at").first()
    scored = {each["criterion"]: line_from_json(each) for each in score.lines} if score else {}
    places = score_lines.places_of(scored.values())
    said: defaultdict[str, list[LineStatement]] = defaultdict(list)
    for row in LineStatement.objects.filter(organisation=body).select_related("by"):
        said[row.criterion].append(row)
    views = [_view(each, scored.get(each.id), places, said[each.id]) for each in criteria]
    return sorted(views, key=lambda view: not view.asks_the_head)


def _view(
    criterion: Criterion, line: Line | None, places: dict[str, str], rows: Sequence[LineStatement]
) -> LineView:
    told = [_told(criterion, row) for row in rows]
    newest = rows[0] if rows else None
    return LineView(
        criterion=criterion,
        name=wording.criterion_name(criterion.id),
        help=wording.criterion_help(criterion.id),
        unit=unit_label(criterion.unit),
        published=_published(criterion, line, places),
        between=wording.describe_range(line) if line else "",
        asks_the_head=isinstance(criterion.measure, NotYetMeasured)
        or (line is not None and line.state is State.RANGE and line.note != "table_row"),
        head=next((each for each in told if each.row.side == Side.HEAD), None),
        officer=next((each for each in told if each.row.side == Side.OFFICER), None),
        newest=newest,
        waits_for=Side(newest.side).other if newest and newest.outcome in UNSETTLED else None,
        statements=told,
    )


def _published(criterion: Criterion, line: Line | None, places: dict[str, str]) -> str:
    if line is not None:
        return wording.describe_line(line, places)
    if isinstance(criterion.measure, NotYetMeasured):
        return _("Nothing is published about this yet.")
    return _("This organisation has not been scored yet.")


def _told(criterion: Criterion, row: LineStatement) -> Told:
    return Told(
        row,
        str(request_words.SIDE[Side(row.side)]),
        request_words.value_label(criterion, row.value),
        str(request_words.OUTCOME[Outcome(row.outcome)]),
    )


def waiting_for(user: Any) -> QuerySet[LineStatement]:
    """Lines that wait for this person: the other side spoke last, and there is something to answer."""
    own = access.organisations_in(access.scope(user, STATE_OWN), "organisation__")
    agreed_with = access.organisations_in(access.scope(user, AGREE), "organisation__")
    for_head = Q(side=Side.OFFICER) & own
    for_officer = Q(side=Side.HEAD) & agreed_with
    return LineStatement.objects.newest().filter(for_head | for_officer, outcome__in=UNSETTLED)


def standing_lines(user: Any, outcomes: Sequence[Outcome]) -> QuerySet[LineStatement]:
    """Lines that stand so, of the organisations in one's reach, the newest first."""
    rows = LineStatement.objects.visible_to(user).newest().filter(outcome__in=outcomes)
    return rows.select_related("organisation", "by", "other_by")
