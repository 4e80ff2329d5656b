"""In what a unit is otherwise than its model says, and what explains it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fulcrum.units.domain.adopting import UnitState
from fulcrum.units.domain.blueprint import Blueprint, Names
from fulcrum.units.domain.codes import StepState, TailoringKind


class Kind(StrEnum):
    """What differs."""

    VERSION_BEHIND = "version_behind"
    POST_MISSING = "post_missing"
    POST_BEYOND = "post_beyond"
    STEP_DROPPED = "step_dropped"
    STEP_LENGTH = "step_length"
    GATE_NOT_PASSED = "gate_not_passed"
    CRITERION_OPEN = "criterion_open"
    CRITERION_LEFT_OUT = "criterion_left_out"
    SERVICE_LEFT_OUT = "service_left_out"


class Because(StrEnum):
    """What explains a difference that no tailoring covers; `nothing`: nobody approved it."""

    NOTHING = "nothing"
    NEWER_VERSION = "newer_version"
    STILL_HELD = "still_held"
    VERSION_TAKEN_OVER = "version_taken_over"
    LEFT_OUT_BY_OFFICER = "left_out_by_officer"
    SHOWN_LATER = "shown_later"


@dataclass(frozen=True)
class Approval:
    """An approved difference. key: its row, where who approved it and why is kept."""

    kind: TailoringKind
    target: str
    value: int | None
    key: int


@dataclass(frozen=True)
class Difference:
    """One difference. thing: what it is about; detail: days, a version, or what was noted; approval: its row if any."""

    kind: Kind
    code: str
    thing: Names
    because: Because
    detail: str = ""
    approval: int | None = None

    @property
    def is_drift(self) -> bool:
        """Whether nobody approved it: neither by a tailoring, nor by leaving out a step."""
        return self.approval is None and self.because is not Because.LEFT_OUT_BY_OFFICER


@dataclass(frozen=True)
class Facts:
    """What a unit shows beside its state.

    newest      the newest published version of its blueprint
    notes       what was noted at steps that were left out, by code
    versions    how versions are written in such notes where taking one over left the step out
    left_open   criteria that a gate let pass to be shown later and that were not shown yet, by code
    """

    newest: int
    notes: Mapping[str, str]
    versions: frozenset[str]
    left_open: tuple[str, ...]


def drift(
    unit: UnitState, blueprint: Blueprint, facts: Facts, approvals: Iterable[Approval]
) -> tuple[Difference, ...]:
    """Every difference between a unit and the blueprint that it stands by; approvals: the earliest first."""
    by = {(each.kind, each.target): each for each in approvals}
    return (
        *_version(blueprint, facts),
        *_posts(unit, blueprint, by),
        *_steps(unit, blueprint, facts, by),
        *_gates(unit, blueprint, facts),
        *_left_out(blueprint, by),
    )


Approvals = Mapping[tuple[TailoringKind, str], Approval]


def _version(blueprint: Blueprint, facts: Facts) -> Iterable[Difference]:
    if facts.newest > blueprint.version:
        number = str(facts.newest)
        yield Difference(Kind.VERSION_BEHIND, number, blueprint.names, Because.NEWER_VERSION, number)


def _posts(unit: UnitState, blueprint: Blueprint, by: Approvals) -> Iterable[Difference]:
    team = blueprint.team(unit.size).full
    names = {post.code: post.names for post in blueprint.posts}
    for code in team:
        if code not in unit.posts:
            approval = by.get((TailoringKind.POST_LEFT_OUT, code))
            yield _told(Kind.POST_MISSING, code, names[code], Because.NOTHING, approval)
    for code, is_filled in unit.posts.items():
        if code not in team:
            because = Because.STILL_HELD if is_filled else Because.NOTHING
            approval = by.get((TailoringKind.POST_ADDED, code))
            yield _told(Kind.POST_BEYOND, code, names.get(code, Names(code)), because, approval)


def _steps(unit: UnitState, blueprint: Blueprint, facts: Facts, by: Approvals) -> Iterable[Difference]:
    for step in blueprint.steps:
        note = facts.notes.get(step.code, "")
        if unit.steps.get(step.code) == StepState.DROPPED:
            is_ours = note not in facts.versions
            because = Because.LEFT_OUT_BY_OFFICER if is_ours and note else Because.VERSION_TAKEN_OVER
            approval = by.get((TailoringKind.STEP_LEFT_OUT, step.code))
            yield _told(Kind.STEP_DROPPED, step.code, step.names, because, approval, note)
        moved = by.get((TailoringKind.STEP_MOVED, step.code))
        if moved is not None and moved.value != step.days:
            yield _told(Kind.STEP_LENGTH, step.code, step.names, Because.NOTHING, moved, str(moved.value))


def _gates(unit: UnitState, blueprint: Blueprint, facts: Facts) -> Iterable[Difference]:
    for stage in blueprint.stages[: blueprint.position(unit.stage) + 1]:
        if stage.code not in unit.passed:
            yield Difference(Kind.GATE_NOT_PASSED, stage.code, stage.names, Because.VERSION_TAKEN_OVER)
    names = {each.code: each.names for stage in blueprint.stages for each in stage.criteria}
    for code in facts.left_open:
        yield Difference(Kind.CRITERION_OPEN, code, names.get(code, Names(code)), Because.SHOWN_LATER)


def _left_out(blueprint: Blueprint, by: Approvals) -> Iterable[Difference]:
    criteria = {each.code: each.names for stage in blueprint.stages for each in stage.criteria}
    services = {each.code: each.names for each in blueprint.services}
    for (kind, code), approval in by.items():
        if kind is TailoringKind.CRITERION_LEFT_OUT and code in criteria:
            yield _told(Kind.CRITERION_LEFT_OUT, code, criteria[code], Because.NOTHING, approval)
        if kind is TailoringKind.SERVICE_LEFT_OUT and code in services:
            yield _told(Kind.SERVICE_LEFT_OUT, code, services[code], Because.NOTHING, approval)


def _told(
    kind: Kind, code: str, thing: Names, because: Because, approval: Approval | None, detail: str = ""
) -> Difference:
    return Difference(kind, code, thing, because, detail, approval.key if approval else None)
