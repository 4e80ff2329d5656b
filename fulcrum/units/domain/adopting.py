"""What it means for one unit to take over another version of its model: what was done stays, what is open follows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from fulcrum.units.domain.blueprint import Blueprint, Step
from fulcrum.units.domain.codes import Size, StepState


@dataclass(frozen=True)
class UnitState:
    """Where a unit stands.

    passed   codes of the stages whose gates it passed
    steps    state of each step of its plan by code
    posts    whether each of its open posts is filled, by code
    """

    size: Size
    stage: str
    passed: frozenset[str]
    steps: Mapping[str, str]
    posts: Mapping[str, bool]


@dataclass(frozen=True)
class Adjustment:
    """What taking over another version does to one unit; codes in the order of the model.

    stage_before, stage     where it stands before and after
    gates_behind            stages that are new or moved behind the unit; their gates are not asked of it
    steps_kept              how many steps are done and stay so
    steps_dropped           open steps that the version no longer asks
    steps_planned           steps that it asks and the unit does not have
    steps_reopened          steps that an earlier version had dropped and this one asks again
    steps_behind            steps that it asks for stages that the unit has behind it; left out
    steps_changed           open steps with another length, owner, stage or other steps before them
    posts_opened, posts_closed, posts_kept    kept: those that the version lacks and somebody holds
    now_minimum, no_longer_minimum            posts that stay and count otherwise for the minimum team
    """

    stage_before: str
    stage: str
    passed_kept: int
    gates_behind: tuple[str, ...]
    steps_kept: int
    steps_dropped: tuple[str, ...]
    steps_planned: tuple[str, ...]
    steps_reopened: tuple[str, ...]
    steps_behind: tuple[str, ...]
    steps_changed: tuple[str, ...]
    posts_opened: tuple[str, ...]
    posts_closed: tuple[str, ...]
    posts_kept: tuple[str, ...]
    now_minimum: tuple[str, ...]
    no_longer_minimum: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Shows whether the unit, or the version, is still as it was when somebody read this."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def as_lines(self) -> list[dict[str, str]]:
        """Every change as a kind and a code, for the record of the adoption."""
        lines = [{"kind": "stage", "code": self.stage, "before": self.stage_before}]
        if self.stage == self.stage_before:
            lines = []
        for kind in _LISTS:
            lines += [{"kind": kind, "code": code} for code in getattr(self, kind)]
        return lines


_LISTS = (
    "gates_behind", "steps_dropped", "steps_planned", "steps_reopened", "steps_behind", "steps_changed",
    "posts_opened", "posts_closed", "posts_kept", "now_minimum", "no_longer_minimum",
)  # fmt: skip


def adjust(unit: UnitState, before: Blueprint, after: Blueprint) -> Adjustment:
    """What changes for the unit when `after` follows `before`, both with its approved differences.

    Raises ValueError if `after` has no team for the size of the unit.
    """
    stage = carried(unit, after)
    reached = after.position(stage)
    old, new = {step.code: step for step in before.steps}, {step.code: step for step in after.steps}
    lacking = [step for step in after.steps if step.code not in unit.steps]
    again = [
        step
        for step in after.steps
        if unit.steps.get(step.code) == StepState.DROPPED
        and step.code not in old
        and _lies_ahead(step, after, reached)
    ]
    open_steps = [code for code, state in unit.steps.items() if state == StepState.OPEN]
    team, was = after.team(unit.size), before.team(unit.size)
    beyond = [code for code in unit.posts if code not in team.full]
    stay = [code for code in team.full if code in unit.posts]
    return Adjustment(
        stage_before=unit.stage,
        stage=stage,
        passed_kept=len(unit.passed),
        gates_behind=tuple(each.code for each in after.stages[: reached + 1] if each.code not in unit.passed),
        steps_kept=sum(state == StepState.DONE for state in unit.steps.values()),
        steps_dropped=tuple(code for code in open_steps if code not in new),
        steps_planned=tuple(step.code for step in lacking if _lies_ahead(step, after, reached)),
        steps_reopened=tuple(step.code for step in again),
        steps_behind=tuple(step.code for step in lacking if not _lies_ahead(step, after, reached)),
        steps_changed=tuple(
            code
            for code in open_steps
            if code in new and code in old and _plan(old[code]) != _plan(new[code])
        ),
        posts_opened=tuple(code for code in team.full if code not in unit.posts),
        posts_closed=tuple(code for code in beyond if not unit.posts[code]),
        posts_kept=tuple(code for code in beyond if unit.posts[code]),
        now_minimum=tuple(code for code in stay if code in team.minimum and code not in was.minimum),
        no_longer_minimum=tuple(code for code in stay if code not in team.minimum and code in was.minimum),
    )


def carried(unit: UnitState, after: Blueprint) -> str:
    """The stage at which the unit stands in this version: of those it passed, the last one there; "" if none is there."""
    passed = unit.passed | ({unit.stage} if unit.stage else frozenset())
    there = [stage.code for stage in after.stages if stage.code in passed]
    return there[-1] if there else ""


def _lies_ahead(step: Step, blueprint: Blueprint, reached: int) -> bool:
    return blueprint.position(step.stage) > reached


def _plan(step: Step) -> tuple[object, ...]:
    return step.stage, step.owner, step.days, frozenset(step.after)
