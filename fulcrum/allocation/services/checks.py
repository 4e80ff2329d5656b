"""Check a kept plan again with the checker that shares no code with the engine."""

from datetime import datetime

import numpy as np

from fulcrum.allocation.domain import certify, problem_file
from fulcrum.allocation.models import Plan
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access


def check_again(plan: Plan, *, by: User, at: datetime) -> tuple[str, ...]:
    """What is wrong with the kept plan; empty if nothing is.

    Raises PermissionDenied; Refusal plan_not_ready.
    """
    access.require(by, "allocation.check_plan")
    if not plan.has_places or plan.objective is None:
        raise Refusal("plan_not_ready", name=plan.scenario.name)
    problem = problem_file.read(plan.problem)
    placed = set(plan.places.filter(is_chosen=True).values_list("organisation_id", flat=True))
    chosen = np.array([int(key) in placed for key in problem.key], dtype=np.bool_)
    found = tuple(str(violation) for violation in certify.check(problem, chosen, plan.objective))
    audit.record("allocation.plan_checked", plan, by=by, at=at, violations=list(found))
    return found
