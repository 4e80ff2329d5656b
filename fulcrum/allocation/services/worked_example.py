"""The plan that everybody sees of a register, computed from the shipped need model and its shipped scenario."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fulcrum.allocation.domain.scenario_content import load_scenario
from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import NeedModel, Plan, Scenario
from fulcrum.allocation.services import locks, plans, scores
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED

CONTENT = Path(__file__).resolve().parents[1] / "content"
NEED_MODEL = CONTENT / "need-v1.yaml"
SCENARIO = CONTENT / "scenario-v1.yaml"
SIMULATED_SCENARIO = CONTENT / "scenario-demo-v1.yaml"
SCENARIOS = {COUNTRY_PACK: SCENARIO, SIMULATED: SIMULATED_SCENARIO}

Say = Callable[[str], None]


def renew(*, pack: str = COUNTRY_PACK, at: datetime, say: Say) -> Plan:
    """Compute the shown plan of a register if there is none or its input has changed since; one process at a time.

    Raises Refusal worked_example_failed when the shipped scenario gives no plan.
    """
    with locks.held(locks.WORKED_EXAMPLE):
        return _renewed(pack, at, say)


def _renewed(pack: str, at: datetime, say: Say) -> Plan:
    need_model = shipped_model(at)
    shown = Plan.objects.shown(pack).select_related("scenario").first()
    scenario = _shipped(need_model, at, pack)
    scored = scores.run(need_model, pack=pack, by=None, at=at)
    if shown and shown.scenario_id == scenario.pk and shown.score_run_id == scored.pk and shown.has_places:
        return shown
    say(f"computing the plan on the {'simulated' if scenario.is_simulated else 'published'} facts")
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


def shipped_model(at: datetime) -> NeedModel:
    """The need model that comes with the program; published if it is not yet."""
    return scores.publish(NEED_MODEL.read_text(encoding="utf-8"), by=None, at=at)


def left_open(scenario: Scenario) -> Plan | None:
    """A plan that a start which was broken off left behind, to be taken up again."""
    return Plan.objects.filter(scenario=scenario, state__in=[State.WAITING, State.RUNNING]).first()


def _shipped(need_model: NeedModel, at: datetime, pack: str = COUNTRY_PACK) -> Scenario:
    """The shipped scenario of a register as a row; a changed file gives a new one."""
    content = load_scenario(SCENARIOS[pack].read_text(encoding="utf-8"))
    asked = {
        "name": content.name,
        "pack": pack,
        "units": content.units,
        "quotas": [{**quota.as_json(), "reason": quota.reason} for quota in content.quotas],
        "tie_seed": content.tie_seed,
        "need_model": need_model,
        "by": None,
    }
    known = Scenario.objects.filter(**asked).first()
    return known or Scenario.objects.create(at=at, **asked)
