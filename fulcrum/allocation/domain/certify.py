"""The independent checker: recomputes everything about a plan from the raw arrays.

It shares no code with the layers that choose, so a mistake there cannot hide here. It never asks a solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fulcrum.allocation.domain.problem import BoolArray, NamedQuota, Problem


class Broken(StrEnum):
    """What a plan can break."""

    LENGTH = "length"
    UNITS = "units"
    MANDATORY = "mandatory"
    EXCLUDED = "excluded"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    OBJECTIVE = "objective"


@dataclass(frozen=True)
class Violation:
    """One broken rule: what was found against what was expected; `subject` is an id or a quota."""

    rule: Broken
    found: int
    expected: int
    subject: str | NamedQuota | None = None

    def __str__(self) -> str:
        return _WORDS[self.rule].format(
            found=self.found, expected=self.expected, subject=_named(self.subject)
        )


_WORDS = {
    Broken.LENGTH: "the plan speaks of {found} organisations, the problem of {expected}",
    Broken.UNITS: "{found} organisations are chosen, expected exactly {expected}",
    Broken.MANDATORY: "{subject} is mandatory and not chosen",
    Broken.EXCLUDED: "{subject} is excluded and chosen",
    Broken.MINIMUM: "{subject} has {found} chosen, at least {expected} are due",
    Broken.MAXIMUM: "{subject} has {found} chosen, at most {expected} are allowed",
    Broken.OBJECTIVE: "the chosen scores add up to {expected} micro-points, the plan says {found}",
}


def check(problem: Problem, chosen: BoolArray, objective: int) -> tuple[Violation, ...]:
    """Every rule that a plan breaks; empty for a valid plan."""
    if len(chosen) != problem.size:
        return (Violation(Broken.LENGTH, len(chosen), problem.size),)
    hosts = [i for i in range(problem.size) if chosen[i]]
    broken = []
    if len(hosts) != problem.units:
        broken.append(Violation(Broken.UNITS, len(hosts), problem.units))
    for i in range(problem.size):
        if problem.mandatory[i] and not chosen[i]:
            broken.append(Violation(Broken.MANDATORY, 0, 1, problem.ids[i]))
        if problem.excluded[i] and chosen[i]:
            broken.append(Violation(Broken.EXCLUDED, 1, 0, problem.ids[i]))
    broken.extend(_quotas(problem, hosts))
    total = sum(int(problem.score[i]) for i in hosts)
    if total != objective:
        broken.append(Violation(Broken.OBJECTIVE, int(objective), total))
    return tuple(broken)


def _quotas(problem: Problem, hosts: list[int]) -> list[Violation]:
    broken = []
    for family in problem.families:
        placed = [0] * len(family.values)
        for i in hosts:
            if family.labels[i] >= 0:
                placed[int(family.labels[i])] += 1
        for g, quota in family.quotas():
            if quota.bound == "min" and placed[g] < quota.limit:
                broken.append(Violation(Broken.MINIMUM, placed[g], quota.limit, quota))
            if quota.bound == "max" and placed[g] > quota.limit:
                broken.append(Violation(Broken.MAXIMUM, placed[g], quota.limit, quota))
    return broken


def _named(subject: str | NamedQuota | None) -> str:
    if isinstance(subject, NamedQuota):
        return f"{subject.group} = {subject.value}"
    return str(subject)
