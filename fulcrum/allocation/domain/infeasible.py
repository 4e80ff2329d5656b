"""Which quotas collide when no plan can keep them all."""

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.problem import Problem
from fulcrum.allocation.domain.result import Conflict


def conflicts(problem: Problem, deadline: Deadline) -> tuple[Conflict, ...]:
    """No collision is named yet."""
    return ()
