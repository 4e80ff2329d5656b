"""Collisions that counting alone shows, in words: instant, and before anything is solved.

A problem that passes may still have no plan, when quotas of two families cross; `infeasible` finds those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from fulcrum.allocation.domain.problem import Family, NamedQuota, Problem


class Shortfall(StrEnum):
    """What does not add up."""

    TOO_FEW_ELIGIBLE = "too_few_eligible"
    TOO_MANY_MANDATORY = "too_many_mandatory"
    MINIMUM_ABOVE_MAXIMUM = "minimum_above_maximum"
    MINIMUM_ABOVE_ELIGIBLE = "minimum_above_eligible"
    MANDATORY_ABOVE_MAXIMUM = "mandatory_above_maximum"
    MINIMUMS_ABOVE_UNITS = "minimums_above_units"
    MAXIMUMS_BELOW_UNITS = "maximums_below_units"


_WORDS = {
    Shortfall.TOO_FEW_ELIGIBLE: "{due} units are to be placed, only {there} organisations are eligible",
    Shortfall.TOO_MANY_MANDATORY: "{there} organisations are mandatory, only {due} units are to be placed",
    Shortfall.MINIMUM_ABOVE_MAXIMUM: "{subject}: the minimum is {due}, the maximum {there}",
    Shortfall.MINIMUM_ABOVE_ELIGIBLE: "{subject}: the minimum is {due}, only {there} organisations are eligible",
    Shortfall.MANDATORY_ABOVE_MAXIMUM: "{subject}: {there} organisations are mandatory, the maximum is {due}",
    Shortfall.MINIMUMS_ABOVE_UNITS: "{subject}: the minimums ask for {there} places, {due} units are to be placed",
    Shortfall.MAXIMUMS_BELOW_UNITS: "{subject}: the maximums leave {there} places, {due} units are to be placed",
}


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up. `value` is None for a whole group or, with `group` None, the nation."""

    shortfall: Shortfall
    group: str | None
    value: str | None
    due: int
    there: int
    quotas: tuple[NamedQuota, ...]

    def __str__(self) -> str:
        subject = f"{self.group} = {self.value}" if self.value is not None else str(self.group)
        return _WORDS[self.shortfall].format(subject=subject, due=self.due, there=self.there)


def check(problem: Problem) -> tuple[Finding, ...]:
    """Everything that counting shows to be impossible; empty proves nothing."""
    return tuple(_findings(problem))


def _findings(problem: Problem) -> Iterator[Finding]:
    eligible = int((~problem.excluded).sum())
    mandatory = int(problem.mandatory.sum())
    if eligible < problem.units:
        yield Finding(Shortfall.TOO_FEW_ELIGIBLE, None, None, problem.units, eligible, ())
    if mandatory > problem.units:
        yield Finding(Shortfall.TOO_MANY_MANDATORY, None, None, problem.units, mandatory, ())
    for family in problem.families:
        yield from _in_groups(problem, family)
        yield from _in_sum(problem, family)


def _in_groups(problem: Problem, family: Family) -> Iterator[Finding]:
    stated: dict[int, dict[str, NamedQuota]] = {}
    for g, quota in family.quotas():
        stated.setdefault(g, {})[quota.bound] = quota
    for g, sides in stated.items():
        members = family.labels == g
        eligible = int((members & ~problem.excluded).sum())
        mandatory = int((members & problem.mandatory).sum())
        least, most = sides.get("min"), sides.get("max")

        def finding(shortfall: Shortfall, due: int, there: int, *quotas: NamedQuota, at: int = g) -> Finding:
            return Finding(shortfall, family.name, family.values[at], due, there, quotas)

        if least and most and least.limit > most.limit:
            yield finding(Shortfall.MINIMUM_ABOVE_MAXIMUM, least.limit, most.limit, least, most)
        if least and least.limit > eligible:
            yield finding(Shortfall.MINIMUM_ABOVE_ELIGIBLE, least.limit, eligible, least)
        if most and mandatory > most.limit:
            yield finding(Shortfall.MANDATORY_ABOVE_MAXIMUM, most.limit, mandatory, most)


def _in_sum(problem: Problem, family: Family) -> Iterator[Finding]:
    """A family's groups together, an organisation without a value being a group without quotas."""
    groups = len(family.values)
    eligible = np.bincount(family.labels[~problem.excluded] + 1, minlength=groups + 1)
    mandatory = np.bincount(family.labels[problem.mandatory] + 1, minlength=groups + 1)
    least = int(np.maximum(np.append(0, family.lo), mandatory).sum())
    most = int(eligible[0]) + int(np.minimum(family.hi, eligible[1:]).sum())
    quotas = [quota for _, quota in family.quotas()]
    minimums = tuple(quota for quota in quotas if quota.bound == "min")
    maximums = tuple(quota for quota in quotas if quota.bound == "max")
    if minimums and least > problem.units:
        yield Finding(Shortfall.MINIMUMS_ABOVE_UNITS, family.name, None, problem.units, least, minimums)
    if maximums and most < problem.units:
        yield Finding(Shortfall.MAXIMUMS_BELOW_UNITS, family.name, None, problem.units, most, maximums)
