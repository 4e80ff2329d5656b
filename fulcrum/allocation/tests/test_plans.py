"""Computing a plan, keeping it, stopping it, checking it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import Plan, Scenario
from fulcrum.allocation.services import checks, plans, scenarios, scores, worked_example
from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal


def waiting(need_model, now, **changes):
    asked = {
        "name": "Try",
        "units": 3,
        "quotas": [],
        "tie_seed": 1,
        "need_model": need_model,
        "at": now,
        **changes,
    }
    return Plan.objects.create(scenario=Scenario.objects.create(**asked), asked_at=now)


def test_it_places_exactly_as_many_as_asked(plan):
    assert plan.places.filter(is_chosen=True).count() == 4
    assert plan.certain + plan.interchangeable + plan.by_lot == 4
    assert plan.objective == plan.bound


def test_it_always_holds_the_mandatory_and_never_the_ineligible(plan):
    chosen = set(plan.places.filter(is_chosen=True).values_list("organisation__slug", flat=True))
    weighed = set(plan.places.values_list("organisation__slug", flat=True))

    assert {"dsec-a", "dsec-b"} <= chosen
    assert "emb-1" not in weighed


def test_it_keeps_the_quota_of_at_most_one_hospital(plan):
    assert plan.places.filter(is_chosen=True, organisation__kind="hospital").count() == 1


def test_a_plan_that_ended_is_not_computed_again(plan, now):
    before = plan.finished_at

    plans.run(plan, at=now + timedelta(days=1))

    plan.refresh_from_db()
    assert plan.finished_at == before


def test_a_plan_whose_worker_died_is_computed_from_the_start(need_model, now):
    plan = waiting(need_model, now)
    Plan.objects.filter(pk=plan.pk).update(state=State.RUNNING, stage="explain", started_at=now)

    plans.run(plan, at=now)

    plan.refresh_from_db()
    assert (plan.state, plan.places.filter(is_chosen=True).count()) == (State.FINISHED, 3)


def test_quotas_that_collide_are_named_with_what_would_help(need_model, now):
    plan = waiting(
        need_model, now, quotas=[{"group": "kind", "value": "district_secretariat", "min": None, "max": 1}]
    )

    plans.run(plan, at=now)

    plan.refresh_from_db()
    named = {(quota["group"], quota["bound"]) for conflict in plan.conflicts for quota in conflict["quotas"]}
    assert plan.outcome == "infeasible"
    assert ("kind", "max") in named
    assert not plan.has_places


def test_a_waiting_plan_can_be_stopped_and_stays_stopped(need_model, officer, now):
    plan = waiting(need_model, now)

    scenarios.cancel(plan, by=officer, at=now)
    plans.run(plan, at=now)

    plan.refresh_from_db()
    assert plan.state == State.CANCELLED


def test_a_running_plan_stops_at_its_next_step(need_model, officer, now):
    plan = waiting(need_model, now)
    Plan.objects.filter(pk=plan.pk).update(state=State.RUNNING)

    scenarios.cancel(plan, by=officer, at=now)
    plans.run(plan, at=now)

    plan.refresh_from_db()
    assert plan.state == State.CANCELLED
    assert not plan.places.exists()


def test_an_ended_plan_cannot_be_stopped(plan, officer, now):
    with pytest.raises(Refusal, match="plan_already_ended"):
        scenarios.cancel(plan, by=officer, at=now)


def test_only_an_officer_may_ask(need_model, auditor, stranger, now):
    for person in (auditor, stranger):
        with pytest.raises(PermissionDenied):
            scenarios.ask("Mine", units=1, quotas=[], tie_seed=1, need_model=need_model, by=person, at=now)

    assert not Scenario.objects.exists()


def test_asking_queues_the_computation_after_commit(
    need_model, officer, now, django_capture_on_commit_callbacks
):
    from procrastinate.contrib.django.models import ProcrastinateJob

    with django_capture_on_commit_callbacks(execute=True):
        plan = scenarios.ask(
            "Mine", units=1, quotas=[], tie_seed=1, need_model=need_model, by=officer, at=now
        )

    job = ProcrastinateJob.objects.get(task_name="allocation.run_plan")
    assert job.args == {"plan_id": plan.pk}


def test_the_checker_finds_nothing_in_a_true_plan(plan, auditor, now):
    assert checks.check_again(plan, by=auditor, at=now) == ()
    assert Entry.objects.filter(action="allocation.plan_checked", object_id=str(plan.pk)).exists()


def test_the_checker_finds_a_place_that_was_taken_away(plan, auditor, now):
    plan.places.filter(is_chosen=True).first().delete()

    found = checks.check_again(plan, by=auditor, at=now)

    assert any("3 organisations are chosen" in line for line in found)


def test_there_is_one_worked_example(plan, need_model, now):
    other = waiting(need_model, now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=other.pk).update(is_worked_example=True)


def test_a_published_need_model_cannot_change_under_its_version(need_model, now):
    changed = worked_example.NEED_MODEL.read_text(encoding="utf-8") + "\n# changed\n"

    with pytest.raises(Refusal, match="need_model_changed"):
        scores.publish(changed, by=None, at=now)


def test_unchanged_facts_are_not_scored_twice(need_model, now):
    first = scores.run(need_model, by=None, at=now)

    assert scores.run(need_model, by=None, at=now + timedelta(days=1)) == first


def test_changed_facts_give_a_new_run_and_keep_the_old_one(need_model, register, now):
    first = scores.run(need_model, by=None, at=now)
    register["hosp-a"].kind = "department"
    register["hosp-a"].save(update_fields=["kind"])

    second = scores.run(need_model, by=None, at=now)

    assert second != first
    assert first.scores.count() == second.scores.count() == 9


def test_a_loaded_file_has_the_worked_example_computed_anew(
    plan, officer, now, django_capture_on_commit_callbacks
):
    from procrastinate.contrib.django.models import ProcrastinateJob

    from fulcrum.registry import events
    from fulcrum.registry.models import PackLoad

    with django_capture_on_commit_callbacks(execute=True):
        events.organisations_loaded.send(PackLoad, at=now, by=officer)

    assert ProcrastinateJob.objects.filter(task_name="allocation.renew_worked_example").count() == 1


def test_a_scenario_without_proof_is_kept_as_a_draft_without_reasons(
    need_model, officer, client, now, monkeypatch
):
    from dataclasses import replace

    from django.urls import reverse

    from fulcrum.allocation import reasons
    from fulcrum.allocation.domain import solve as engine
    from fulcrum.allocation.domain.result import Status

    def out_of_time(problem, **options):
        return replace(engine.solve(problem, **options), status=Status.TIME_LIMIT)

    monkeypatch.setattr(plans, "solve", out_of_time)
    monkeypatch.setattr(reasons, "solve", out_of_time)
    plan = waiting(need_model, now)
    plans.run(plan, at=now)
    plan.refresh_from_db()
    client.force_login(officer)

    page = client.get(reverse("allocation:scenario_why", args=[plan.pk, "dsec-a"])).content.decode()

    assert (plan.outcome, plan.by_lot, plan.certain) == ("time_limit", 0, 2)
    assert "This plan is a draft that is not proven best" in page
