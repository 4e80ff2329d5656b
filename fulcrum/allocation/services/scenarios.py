"""Ask the engine a question, and take it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import NeedModel, Plan, Scenario
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models.region import COUNTRY_PACK

Quota = dict[str, Any]


@transaction.atomic
def ask(
    name: str,
    *,
    units: int,
    quotas: Sequence[Quota],
    tie_seed: int,
    need_model: NeedModel,
    pack: str = COUNTRY_PACK,
    by: User,
    at: datetime,
) -> Plan:
    """Keep a scenario and queue the computation of its plan.

    quotas  each {"group", "value", "min", "max"}; min and max may be None
    pack    the register whose organisations are weighed; a plan is only a computation, so anybody who may ask may
            ask about either country
    Raises PermissionDenied.
    """
    access.require(by, "allocation.ask_scenario")
    scenario = Scenario.objects.create(
        name=name,
        pack=pack,
        units=units,
        quotas=list(quotas),
        tie_seed=tie_seed,
        need_model=need_model,
        by=by,
        at=at,
    )
    plan = Plan.objects.create(scenario=scenario, asked_at=at)
    audit.record("allocation.scenario_asked", scenario, by=by, at=at, plan=plan.pk, units=units, pack=pack)
    app.configure_task("allocation.run_plan").defer(
        plan_id=plan.pk
    )  # a row of this transaction: both or neither
    return plan


@transaction.atomic
def cancel(plan: Plan, *, by: User, at: datetime) -> None:
    """Stop a computation: at once if it still waits, at its next step if it runs.

    Raises PermissionDenied; Refusal plan_already_ended.
    """
    access.require(by, "allocation.ask_scenario")
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not plan.is_open:
        raise Refusal("plan_already_ended", name=plan.scenario.name)
    plan.cancel_asked = True
    if plan.state == State.WAITING:
        plan.state = State.CANCELLED
        plan.finished_at = at
    plan.save(update_fields=["cancel_asked", "state", "finished_at"])
    audit.record("allocation.plan_cancelled", plan, by=by, at=at)
