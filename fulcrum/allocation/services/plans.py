"""Compute a plan step by step, say how far it is, and keep the whole answer."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime

import numpy as np
from django.db import transaction
from django.utils import timezone

from fulcrum.allocation.domain import certify, lottery
from fulcrum.allocation.domain.certainty import Certainty, certainty, unexplained
from fulcrum.allocation.domain.explain import explain_all
from fulcrum.allocation.domain.margins import NEVER
from fulcrum.allocation.domain.problem import BoolArray, IntArray
from fulcrum.allocation.domain.result import Result, Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.domain.states import Stage, State, Sureness
from fulcrum.allocation.models import Place, Plan
from fulcrum.allocation.services import problems, scores
from fulcrum.allocation.services.problems import Asked
from fulcrum.foundation.audit import services as audit

log = logging.getLogger(__name__)

SECONDS = 120.0


class StoppedError(Exception):
    """Somebody asked for this computation to stop."""


@dataclass(frozen=True, eq=False)
class Worked:
    """An answer with everything that is worked out from it."""

    asked: Asked
    result: Result
    margins: IntArray
    tied: BoolArray
    certainty: Certainty


def run(plan: Plan, *, at: datetime) -> None:
    """Compute `plan` unless it has ended. Whatever fails is kept with the plan, so that a person sees it."""
    taken = Plan.objects.filter(pk=plan.pk, state__in=[State.WAITING, State.RUNNING]).update(
        state=State.RUNNING, started_at=at
    )
    if not taken:
        return
    plan.refresh_from_db()
    try:
        _compute(plan)
    except StoppedError:
        Plan.objects.filter(pk=plan.pk).update(state=State.CANCELLED, finished_at=timezone.now())
    except Exception:
        log.exception("plan could not be computed", extra={"plan": plan.pk})
        Plan.objects.filter(pk=plan.pk).update(state=State.FAILED, finished_at=timezone.now())
        raise


def _compute(plan: Plan) -> None:
    _enter(plan, Stage.COLLECT)
    scored = scores.run(plan.scenario.need_model, by=None, at=timezone.now())
    plan.score_run = scored
    asked = problems.build(plan.scenario, scored)
    _enter(plan, Stage.SOLVE)
    result = solve(asked.problem, seconds=SECONDS)
    if result.objective is None:
        _keep_without_places(plan, asked, result)
        return
    worked = _work_out(plan, asked, result)
    _enter(plan, Stage.CHECK)
    violations = certify.check(asked.problem, result.chosen, result.objective)
    if violations:
        raise AssertionError(f"the checker refuses the engine's plan: {violations}")
    _enter(plan, Stage.SAVE)
    _keep(plan, worked)


def _work_out(plan: Plan, asked: Asked, result: Result) -> Worked:
    """Margins, ties and sureness of a proven plan; a draft, or one for which time runs out, goes without."""
    nothing = np.zeros(asked.problem.size, dtype=np.bool_)
    without = np.full(asked.problem.size, NEVER, dtype=np.int64)
    if result.status is Status.OPTIMAL:
        try:
            _enter(plan, Stage.EXPLAIN)
            margins = explain_all(asked.problem, result, seconds=SECONDS)
            by_lot = lottery.decided_by_lot(asked.problem, result, seconds=SECONDS)
            tied = by_lot | lottery.lost_by_lot(asked.problem, result, seconds=SECONDS)
            _enter(plan, Stage.CERTAINTY)
            sure = certainty(
                asked.problem, result, low=asked.low, high=asked.high, by_lot=by_lot, seconds=SECONDS
            )
            return Worked(asked, result, margins, tied, sure)
        except TimeoutError:
            log.warning("no time to explain the plan", extra={"plan": plan.pk})
    return Worked(asked, result, without, nothing, unexplained(asked.problem, result))


def _enter(plan: Plan, stage: Stage) -> None:
    """Say which step begins, outside any transaction so that the page sees it; stop if somebody asked to."""
    going_on = Plan.objects.filter(pk=plan.pk, state=State.RUNNING, cancel_asked=False).update(stage=stage)
    if not going_on:
        raise StoppedError


@transaction.atomic
def _keep_without_places(plan: Plan, asked: Asked, result: Result) -> None:
    _fill(plan, asked, result)
    plan.conflicts = [
        {"quotas": [asdict(quota) for quota in conflict.quotas], "relax_by": list(conflict.relax_by)}
        for conflict in result.conflicts
    ]
    plan.save()
    audit.record("allocation.plan_finished", plan, by=None, at=timezone.now(), outcome=plan.outcome)


@transaction.atomic
def _keep(plan: Plan, worked: Worked) -> None:
    _fill(plan, worked.asked, worked.result)
    plan.certain = worked.certainty.count(Sureness.CERTAIN)
    plan.interchangeable = worked.certainty.count(Sureness.INTERCHANGEABLE)
    plan.by_lot = worked.certainty.count(Sureness.LOT)
    plan.rows = [
        {**asdict(use.quota), "placed": use.placed, "slack": use.slack, "price": use.shadow_price}
        for use in worked.result.quotas
    ]
    plan.save()
    plan.places.all().delete()
    Place.objects.bulk_create(_places(plan, worked), batch_size=1000)
    audit.record(
        "allocation.plan_finished",
        plan,
        by=None,
        at=timezone.now(),
        outcome=plan.outcome,
        input_hash=plan.input_hash,
    )


def _fill(plan: Plan, asked: Asked, result: Result) -> None:
    plan.state = State.FINISHED
    plan.finished_at = timezone.now()
    plan.outcome = result.status
    plan.objective = result.objective
    plan.bound = result.bound
    plan.gap = result.gap
    plan.seconds = result.seconds
    plan.method = result.method or ""
    plan.versions = dict(result.versions)
    plan.problem = asked.text
    plan.input_hash = result.input_hash
    plan.weighed = asked.problem.size


def _places(plan: Plan, worked: Worked) -> list[Place]:
    problem, chosen = worked.asked.problem, worked.result.chosen
    return [
        Place(
            plan=plan,
            organisation_id=int(problem.key[i]),
            is_chosen=bool(chosen[i]),
            is_mandatory=bool(problem.mandatory[i]),
            is_tied=bool(worked.tied[i]),
            sureness=worked.certainty.sureness[i] or "",
            points=int(problem.score[i]),
            low=int(worked.asked.low[i]),
            high=int(worked.asked.high[i]),
            margin=_margin(int(worked.margins[i])),
        )
        for i in range(problem.size)
    ]


def _margin(micro: int) -> int | None:
    return None if micro == NEVER else micro


@transaction.atomic
def show_as_worked_example(plan: Plan, *, at: datetime) -> None:
    """Make `plan` the one the public sees, in place of the one before."""
    Plan.objects.worked_example().exclude(pk=plan.pk).update(is_worked_example=False)
    Plan.objects.filter(pk=plan.pk).update(is_worked_example=True)
    audit.record("allocation.worked_example_shown", plan, by=None, at=at, input_hash=plan.input_hash)


def is_current(plan: Plan) -> bool:
    """Whether the question of `plan` would still be asked with the very same input."""
    if not plan.has_places:
        return False
    scored = scores.run(plan.scenario.need_model, by=None, at=timezone.now())
    return plan.score_run_id == scored.pk
