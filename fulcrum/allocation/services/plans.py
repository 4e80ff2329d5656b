"""Compute a plan step by step, say how far it is, and keep the whole answer."""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation.domain.margins import NEVER
from fulcrum.allocation.domain.states import Stage, State, Sureness
from fulcrum.allocation.models import Place, Plan, ScoreRun
from fulcrum.allocation.services import locks, problems, scores
from fulcrum.allocation.services.computation import Worked, compute
from fulcrum.foundation.audit import services as audit

log = logging.getLogger(__name__)


class StoppedError(Exception):
    """Somebody asked for this computation to stop, or another worker ended it."""


def run(plan: Plan, *, at: datetime) -> None:
    """Compute `plan` unless it has ended or another worker is at it. A failure is kept for a person to see.

    A plan left running by a worker that died is computed from its beginning.
    """
    with locks.tried(locks.PLANS, plan.pk) as is_ours:
        if is_ours and _begin(plan, at):
            _carry_out(plan)


def _begin(plan: Plan, at: datetime) -> bool:
    open_states = [State.WAITING, State.RUNNING]
    begun = Plan.objects.filter(pk=plan.pk, state__in=open_states).update(state=State.RUNNING, started_at=at)
    plan.refresh_from_db()
    return bool(begun)


def _carry_out(plan: Plan) -> None:
    try:
        _enter(plan, Stage.COLLECT)
        plan.score_run = _scored(plan)
        asked = problems.build(plan.scenario, plan.score_run)
        worked = compute(asked, lambda stage: _enter(plan, stage))
        _enter(plan, Stage.SAVE)
        _keep(plan, worked)
    except StoppedError:
        stopped = Plan.objects.filter(pk=plan.pk, state=State.RUNNING, cancel_asked=True)
        stopped.update(state=State.CANCELLED, finished_at=timezone.now())
    except Exception:
        log.exception("plan could not be computed", extra={"plan": plan.pk})
        fail(plan.pk)
        raise


def _scored(plan: Plan) -> ScoreRun:
    """The scores of the register that the scenario asks about, as it is now."""
    scenario = plan.scenario
    return scores.run(scenario.need_model, pack=scenario.pack, by=None, at=timezone.now())


def fail(plan_id: int) -> None:
    """Say of an open plan that its computation failed."""
    still_open = Plan.objects.filter(pk=plan_id, state__in=[State.WAITING, State.RUNNING])
    still_open.update(state=State.FAILED, finished_at=timezone.now())


def _enter(plan: Plan, stage: Stage) -> None:
    """Say which step begins, outside any transaction so that the page sees it; stop if somebody asked to."""
    going_on = Plan.objects.filter(pk=plan.pk, state=State.RUNNING, cancel_asked=False).update(stage=stage)
    if not going_on:
        raise StoppedError


@transaction.atomic
def _keep(plan: Plan, worked: Worked) -> None:
    """Keep answer and places; whoever asked to stop while they were prepared is still heard."""
    now = Plan.objects.select_for_update().get(pk=plan.pk)
    if now.state != State.RUNNING or now.cancel_asked:
        raise StoppedError
    filled = _filled(plan, worked)
    Plan.objects.filter(pk=plan.pk).update(**filled)
    plan.places.all().delete()
    Place.objects.bulk_create(_places(plan, worked), batch_size=1000)
    facts = {"outcome": str(filled["outcome"]), "input_hash": filled["input_hash"]}
    audit.record("allocation.plan_finished", plan, by=None, at=filled["finished_at"], **facts)


def _filled(plan: Plan, worked: Worked) -> dict[str, Any]:
    """The columns of a finished plan."""
    result, sure = worked.result, worked.certainty
    return {
        "state": State.FINISHED,
        "finished_at": timezone.now(),
        "score_run": plan.score_run,
        "outcome": result.status,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "seconds": result.seconds,
        "method": result.method or "",
        "versions": dict(result.versions),
        "problem": worked.asked.text,
        "input_hash": result.input_hash,
        "weighed": worked.asked.problem.size,
        "certain": sure.count(Sureness.CERTAIN) if sure else 0,
        "interchangeable": sure.count(Sureness.INTERCHANGEABLE) if sure else 0,
        "by_lot": sure.count(Sureness.LOT) if sure else 0,
        "rows": [
            {**asdict(use.quota), "placed": use.placed, "slack": use.slack, "price": use.shadow_price}
            for use in result.quotas
        ],
        "conflicts": [
            {"quotas": [asdict(quota) for quota in conflict.quotas], "relax_by": list(conflict.relax_by)}
            for conflict in result.conflicts
        ],
    }


def _places(plan: Plan, worked: Worked) -> list[Place]:
    if worked.margins is None or worked.tied is None or worked.certainty is None:
        return []
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
            margin=None if worked.margins[i] == NEVER else int(worked.margins[i]),
        )
        for i in range(problem.size)
    ]


@transaction.atomic
def show_as_worked_example(plan: Plan, *, at: datetime) -> None:
    """Make `plan` the one that everybody sees of its register, in place of the one before."""
    mark = "is_simulated_example" if plan.scenario.is_simulated else "is_worked_example"
    Plan.objects.shown(plan.scenario.pack).exclude(pk=plan.pk).update(**{mark: False})
    Plan.objects.filter(pk=plan.pk).update(**{mark: True})
    audit.record("allocation.worked_example_shown", plan, by=None, at=at, input_hash=plan.input_hash)
