"""The plan that the public sees, computed from the shipped need model and the shipped scenario."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fulcrum.allocation.domain.scenario_content import load_scenario
from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import NeedModel, Plan, Scenario
from fulcrum.allocation.services import locks, plans, scores
from fulcrum.kit.refusal import Refusal

CONTENT = Path(__file__).resolve().parents[1] / "content"
NEED_MODEL = CONTENT / "need-v1.yaml"
SCENARIO = CONTENT / "scenario-v1.yaml"

Say = Callable[[str], None]


def renew(*, at: datetime, say: Say) -> Plan:
    """Compute the worked example if there is none or if its input has changed since; one process at a time.

    Raises Refusal worked_example_failed when the shipped scenario gives no plan.
    """
    with locks.held(locks.WORKED_EXAMPLE):
        return _renewed(at, say)


def _renewed(at: datetime, say: Say) -> Plan:
    need_model = scores.publish(NEED_MODEL.read_text(encoding="utf-8"), by=None, at=at)
    shown = Plan.objects.worked_example().select_related("scenario").first()
    scenario = _shipped(need_model, at)
    scored = scores.run(need_model, by=None, at=at)
    if shown and shown.scenario_id == scenario.pk and shown.score_run_id == scored.pk and shown.has_places:
        return shown
    say("computing the plan on the published facts")
    plan = left_open(scenario) or Plan.objects.create(scenario=scenario, asked_at=at)
    plans.run(plan, at=at)
    plan.refresh_from_db()
    if not plan.has_places:
        raise Refusal("worked_example_failed", outcome=plan.outcome)
    plans.show_as_worked_example(plan, at=at)
    say(
        f"{plan.scenario.units} places among {plan.weighed} organisations, proven best in {plan.seconds:.1f} s"
    )
    return plan


def left_open(scenario: Scenario) -> Plan | None:
    """A plan that a start which was broken off left behind, to be taken up again."""
    return Plan.objects.filter(scenario=scenario, state__in=[State.WAITING, State.RUNNING]).first()


def _shipped(need_model: NeedModel, at: datetime) -> Scenario:
    """The shipped scenario as a row; a changed file gives a new one."""
    content = load_scenario(SCENARIO.read_text(encoding="utf-8"))
    asked = {
        "name": content.name,
        "units": content.units,
        "quotas": [{**quota.as_json(), "reason": quota.reason} for quota in content.quotas],
        "tie_seed": content.tie_seed,
        "need_model": need_model,
        "by": None,
    }
    known = Scenario.objects.filter(**asked).first()
    return known or Scenario.objects.create(at=at, **asked)
