"""Blueprints for tests: a small one, and every way to change it a little."""

from dataclasses import replace

from fulcrum.units.domain.blueprint import (
    Blueprint,
    Cause,
    Counted,
    Criterion,
    DocumentTemplate,
    EvidenceKind,
    Item,
    Milestone,
    Names,
    OwnerRole,
    Post,
    Rule,
    Stage,
    Step,
    Team,
)
from fulcrum.units.domain.codes import Size, Standing


def names(text):
    return Names(text, "සිංහල", "தமிழ்")


def criterion(code, evidence=EvidenceKind.DOCUMENT, counted=None):
    return Criterion(code, names(f"Condition {code}"), evidence, counted)


def stage(code, *criteria, milestone=None):
    return Stage(code, names(f"Stage {code}"), criteria or (criterion(f"c-{code}"),), milestone, 30)


def step(code, at, days=5, after=(), owner=OwnerRole.LEAD):
    return Step(code, names(f"Step {code}"), at, owner, days, after)


def item(code):
    return Item(code, names(f"Item {code}"), ("A",), "%", "100")


TEAM_FILLED = criterion("team", EvidenceKind.COUNTED, Counted.MINIMUM_TEAM)
BASE = Blueprint(
    code="small",
    version=1,
    names=names("Small model"),
    source="Invented for tests",
    sha256="",
    posts=(
        Post("A", names("Lead"), names("Leads"), leads=True),
        Post("B", names("Builder"), names("Builds")),
        Post("C", names("Counter"), names("Counts")),
    ),
    combinable=(frozenset("AB"),),
    teams=(
        Team(Size.SMALL, 0, ("A",), ("A", "B")),
        Team(Size.LARGE, 100, ("A", "B"), ("A", "B", "C")),
    ),
    stages=(
        stage("agreed", milestone=Milestone.AGREED),
        stage("formed", TEAM_FILLED, criterion("letter"), milestone=Milestone.FORMED),
        stage("running", milestone=Milestone.OPERATIONAL),
        stage("reviewed"),
    ),
    steps=(
        step("sign", "agreed"),
        step("gather", "formed", after=("sign",)),
        step("open", "running", after=("gather",)),
        step("review", "reviewed", after=("open",)),
    ),
    rules=(
        Rule(Standing.AT_RISK, Cause.LEAD_VACANT, 30),
        Rule(Standing.DORMANT, Cause.AT_RISK_SINCE, 180),
    ),
    review_months=12,
    duties=(item("d1"), item("d2")),
    services=(item("s1"), item("s2")),
    indicators=(item("i1"),),
    hand_over=(item("h1"),),
    documents=(DocumentTemplate("letter", names("Letter"), names("Dear {person}")),),
)


def with_(part, code, **changes):
    """BASE with one thing of a list changed."""
    return replace(
        BASE,
        **{
            part: tuple(
                replace(each, **changes) if each.code == code else each for each in getattr(BASE, part)
            )
        },
    )


def less(part, code):
    return replace(BASE, **{part: tuple(each for each in getattr(BASE, part) if each.code != code)})


def more(part, thing):
    return replace(BASE, **{part: (*getattr(BASE, part), thing)})


def other_team(size, **changes):
    return replace(
        BASE, teams=tuple(replace(team, **changes) if team.size is size else team for team in BASE.teams)
    )


CHANGED = {
    "names": replace(BASE, names=names("Other")),
    "source": replace(BASE, source="Elsewhere"),
    "notes": replace(BASE, notes=names("Note")),
    "review": replace(BASE, review_months=6),
    "post renamed": with_("posts", "B", names=names("Maker")),
    "post translated": with_("posts", "B", names=Names("Builder", "වෙනත්", "தமிழ்")),
    "post purpose": with_("posts", "B", purpose=names("Makes")),
    "post added": more("posts", Post("D", names("Doer"), names("Does"))),
    "team gains": other_team(Size.SMALL, full=("A", "B", "C")),
    "team loses": other_team(Size.SMALL, full=("A",)),
    "team order": other_team(Size.SMALL, full=("B", "A")),
    "minimum gains": other_team(Size.SMALL, minimum=("A", "B")),
    "minimum loses": other_team(Size.LARGE, minimum=("A",)),
    "size from": other_team(Size.LARGE, staff_from=200),
    "size removed": replace(BASE, teams=BASE.teams[:1]),
    "size added": replace(BASE, teams=(*BASE.teams, Team(Size.MEDIUM, 50, ("A",), ("A", "B")))),
    "combinable added": replace(BASE, combinable=(frozenset("AB"), frozenset("BC"))),
    "combinable removed": replace(BASE, combinable=()),
    "stage renamed": with_("stages", "formed", names=names("Made")),
    "stage added": more("stages", stage("ended")),
    "stage removed": less("stages", "reviewed"),
    "stage order": replace(BASE, stages=(BASE.stages[1], BASE.stages[0], *BASE.stages[2:])),
    "milestone": with_("stages", "reviewed", milestone=Milestone.OPERATIONAL),
    "amber": with_("stages", "reviewed", amber_days=7),
    "criterion added": with_("stages", "reviewed", criteria=(criterion("c-reviewed"), criterion("new"))),
    "criterion removed": with_("stages", "formed", criteria=(TEAM_FILLED,)),
    "criterion order": with_("stages", "formed", criteria=(criterion("letter"), TEAM_FILLED)),
    "evidence": with_("stages", "reviewed", criteria=(criterion("c-reviewed", EvidenceKind.STATEMENT),)),
    "counted": with_(
        "stages",
        "formed",
        criteria=(criterion("team", EvidenceKind.COUNTED, Counted.LEAD_IN_POST), criterion("letter")),
    ),
    "step renamed": with_("steps", "open", names=names("Begin")),
    "step days": with_("steps", "open", days=9),
    "step owner": with_("steps", "open", owner=OwnerRole.HEAD),
    "step stage": with_("steps", "open", stage="formed"),
    "step waits": with_("steps", "open", after=("gather", "sign")),
    "step waits no more": with_("steps", "open", after=()),
    "step added": more("steps", step("again", "reviewed")),
    "step removed": less("steps", "review"),
    "step order": replace(BASE, steps=BASE.steps[::-1]),
    "duty added": more("duties", item("d3")),
    "service removed": less("services", "s2"),
    "indicator target": with_("indicators", "i1", target="50"),
    "duty posts": with_("duties", "d1", posts=()),
    "hand-over renamed": with_("hand_over", "h1", names=names("Keys")),
    "rule added": replace(BASE, rules=(*BASE.rules, Rule(Standing.AT_RISK, Cause.NO_REPORT, 2))),
    "rule removed": replace(BASE, rules=BASE.rules[:1]),
    "rule limit": replace(BASE, rules=(Rule(Standing.AT_RISK, Cause.LEAD_VACANT, 40), BASE.rules[1])),
    "document text": with_("documents", "letter", body=names("Good day")),
    "document removed": replace(BASE, documents=()),
}
