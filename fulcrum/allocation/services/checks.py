"""Check a kept plan again with the checker that shares no code with the engine."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction

from fulcrum.allocation.domain import certify, problem_file
from fulcrum.allocation.domain.fingerprint import input_hash
from fulcrum.allocation.models import Plan
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access


@dataclass(frozen=True)
class Checked:
    """What a second look found: a changed input, and rules that the places break. Nothing found is a good answer."""

    is_input_changed: bool
    violations: tuple[certify.Violation, ...]

    @property
    def is_good(self) -> bool:
        return not self.is_input_changed and not self.violations


@transaction.atomic
def check_again(plan: Plan, *, by: User, at: datetime) -> Checked:
    """Compare the kept input with its fingerprint and its scores with the places, and recount the plan.

    Raises PermissionDenied; Refusal plan_not_ready.
    """
    access.require(by, "allocation.check_plan")
    if not plan.has_places:
        raise Refusal("plan_not_ready", name=plan.scenario.name)
    checked = recount(plan)
    told = [str(violation) for violation in checked.violations]
    audit.record(
        "allocation.plan_checked", plan, by=by, at=at, violations=told, input_changed=checked.is_input_changed
    )
    return checked


def recount(plan: Plan) -> Checked:
    """Look a second time at a plan that has places, and keep nothing. Raises ValueError for one that has none."""
    if plan.objective is None:
        raise ValueError(f"{plan} has no places")
    problem = problem_file.read(plan.problem)
    points = dict(plan.places.values_list("organisation_id", "points"))
    placed = set(plan.places.filter(is_chosen=True).values_list("organisation_id", flat=True))
    scores = dict(zip(problem.key.tolist(), problem.score.tolist(), strict=True))
    chosen = np.array([int(key) in placed for key in problem.key], dtype=np.bool_)
    return Checked(
        is_input_changed=input_hash(problem) != plan.input_hash or points != scores,
        violations=certify.check(problem, chosen, plan.objective),
    )
