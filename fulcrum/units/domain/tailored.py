"""The model as one unit follows it: its blueprint with the differences that were approved for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fulcrum.units.domain.blueprint import Blueprint, EvidenceKind, Stage, Team
from fulcrum.units.domain.codes import Size, TailoringKind


@dataclass(frozen=True, slots=True)
class Approved:
    """One approved difference. target: code of the post, step, criterion or service; value: days of a moved step."""

    kind: TailoringKind
    target: str
    value: int | None = None


_OPPOSITE = {
    TailoringKind.POST_LEFT_OUT: TailoringKind.POST_ADDED,
    TailoringKind.POST_ADDED: TailoringKind.POST_LEFT_OUT,
}


def tailored(blueprint: Blueprint, size: Size, approved: Iterable[Approved]) -> Blueprint:
    """The blueprint with these differences, the latest of a thing last: it is the one that counts.

    A step that is left out stays in it: the plan of the unit drops it.
    """
    by_kind: dict[TailoringKind, dict[str, int | None]] = {}
    for each in approved:
        by_kind.setdefault(each.kind, {})[each.target] = each.value
        if each.kind in _OPPOSITE:
            by_kind.get(_OPPOSITE[each.kind], {}).pop(each.target, None)
    if not by_kind:
        return blueprint
    moved = by_kind.get(TailoringKind.STEP_MOVED, {})
    criteria = by_kind.get(TailoringKind.CRITERION_LEFT_OUT, {})
    services = by_kind.get(TailoringKind.SERVICE_LEFT_OUT, {})
    return replace(
        blueprint,
        teams=tuple(_team(team, by_kind) if team.size is size else team for team in blueprint.teams),
        stages=tuple(_stage(stage, criteria) for stage in blueprint.stages),
        steps=tuple(replace(step, days=moved.get(step.code) or step.days) for step in blueprint.steps),
        services=tuple(service for service in blueprint.services if service.code not in services),
    )


def targets(blueprint: Blueprint, size: Size, kind: TailoringKind) -> tuple[str, ...]:
    """What a unit of this size may ask for, by code: of a blueprint that bears its approved differences already."""
    team = blueprint.team(size)
    match kind:
        case TailoringKind.POST_LEFT_OUT:
            return tuple(code for code in team.full if code != blueprint.lead.code)
        case TailoringKind.POST_ADDED:
            return tuple(post.code for post in blueprint.posts if post.code not in team.full)
        case TailoringKind.STEP_LEFT_OUT | TailoringKind.STEP_MOVED:
            return tuple(step.code for step in blueprint.steps)
        case TailoringKind.CRITERION_LEFT_OUT:
            return tuple(code for stage in blueprint.stages for code in _can_go(stage))
        case TailoringKind.SERVICE_LEFT_OUT:
            return tuple(service.code for service in blueprint.services)


def _can_go(stage: Stage) -> list[str]:
    """Criteria that a gate can do without: never its last one, never what the program counts itself."""
    if len(stage.criteria) < 2:
        return []
    return [each.code for each in stage.criteria if each.evidence is not EvidenceKind.COUNTED]


def _team(team: Team, by_kind: dict[TailoringKind, dict[str, int | None]]) -> Team:
    without = by_kind.get(TailoringKind.POST_LEFT_OUT, {})
    added = [code for code in by_kind.get(TailoringKind.POST_ADDED, {}) if code not in team.full]
    return replace(
        team,
        minimum=tuple(code for code in team.minimum if code not in without),
        full=(*(code for code in team.full if code not in without), *added),
    )


def _stage(stage: Stage, without: dict[str, int | None]) -> Stage:
    left = tuple(each for each in stage.criteria if each.code not in without)
    return stage if len(left) == len(stage.criteria) else replace(stage, criteria=left)
