"""A blueprint as its pages show it, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from fulcrum.units import model_labels
from fulcrum.units.domain.blueprint import Blueprint, Criterion, EvidenceKind, Item, Names, Step


@dataclass(frozen=True)
class Stop:
    """One stage on the rail."""

    label: str
    state: str
    href: str
    note: str


@dataclass(frozen=True)
class Seat:
    """A post in the team of one size: minimum, full, or none."""

    size: str
    state: str


@dataclass(frozen=True)
class StepLine:
    """A step with the words for who does it and what it waits for."""

    step: Step
    owner: str
    after: tuple[Names, ...]


@dataclass(frozen=True)
class CriterionLine:
    """A condition with what shows that it is met."""

    criterion: Criterion
    shown_by: str


@dataclass(frozen=True)
class StagePart:
    """A stage with its conditions and the steps that serve it."""

    code: str
    names: Names
    milestone: str
    amber_days: int
    criteria: tuple[CriterionLine, ...]
    steps: tuple[StepLine, ...]


@dataclass(frozen=True)
class ItemLine:
    """A duty, service, indicator or line of a hand-over list."""

    item: Item
    posts: tuple[Names, ...]


def rail(blueprint: Blueprint) -> list[Stop]:
    """The stages in their order, each leading to its part of the page."""
    return [
        Stop(model_labels.own(stage.names), "ahead", f"#stage-{stage.code}", _milestone(stage.milestone))
        for stage in blueprint.stages
    ]


def teams(blueprint: Blueprint) -> list[tuple[str, int]]:
    """The sizes with the number of staff from which each holds."""
    return [(str(model_labels.SIZE[team.size]), team.staff_from) for team in blueprint.teams]


def seats(blueprint: Blueprint) -> list[tuple[object, list[Seat]]]:
    """Each post with what it is in the team of each size."""
    found: list[tuple[object, list[Seat]]] = []
    for post in blueprint.posts:
        row = []
        for team in blueprint.teams:
            state = "minimum" if post.code in team.minimum else "full" if post.code in team.full else ""
            row.append(Seat(str(model_labels.SIZE[team.size]), state))
        found.append((post, row))
    return found


def combinable(blueprint: Blueprint) -> list[str]:
    """The groups of posts that one person may hold, in words."""
    return [
        model_labels.listed(model_labels.own(blueprint.post(code).names) for code in sorted(together))
        for together in blueprint.combinable
    ]


def stages(blueprint: Blueprint) -> list[StagePart]:
    """The stages with everything that belongs to them."""
    names = {step.code: step.names for step in blueprint.steps}
    return [
        StagePart(
            code=stage.code,
            names=stage.names,
            milestone=_milestone(stage.milestone),
            amber_days=stage.amber_days,
            criteria=tuple(CriterionLine(each, _shown_by(each)) for each in stage.criteria),
            steps=tuple(
                StepLine(step, str(model_labels.OWNER[step.owner]), tuple(names[code] for code in step.after))
                for step in blueprint.steps
                if step.stage == stage.code
            ),
        )
        for stage in blueprint.stages
    ]


def items(blueprint: Blueprint, some: Sequence[Item]) -> list[ItemLine]:
    """Items with the names of the posts that they belong to."""
    return [ItemLine(item, tuple(blueprint.post(code).names for code in item.posts)) for item in some]


def rules(blueprint: Blueprint) -> list[str]:
    """The rules as sentences."""
    return [model_labels.rule(each) for each in blueprint.rules]


def _milestone(milestone: object) -> str:
    return str(model_labels.MILESTONE[str(milestone)]) if milestone else ""


def _shown_by(criterion: Criterion) -> str:
    if criterion.evidence is EvidenceKind.COUNTED and criterion.counted:
        return str(model_labels.COUNTED[criterion.counted])
    return str(model_labels.EVIDENCE[criterion.evidence])
