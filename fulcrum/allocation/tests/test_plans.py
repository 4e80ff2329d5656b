"""Computing a plan, keeping it, stopping it, checking it again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import Plan, Scenario
from fulcrum.allocation.services import checks, computation, plans, scenarios, scores, worked_example
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


def stop_during(stage_function, plan, officer, now, monkeypatch):
    """Have somebody press stop while `stage_function` of the computation works."""
    original = getattr(computation, stage_function)

    def pressed(*arguments, **options):
        scenarios.cancel(plan, by=officer, at=now)
        return original(*arguments, **options)

    monkeypatch.setattr(computation, stage_function, pressed)


@pytest.mark.parametrize("stage_function", ["solve", "certainty"])
def test_a_running_plan_stops_at_its_next_step(stage_function, need_model, officer, now, monkeypatch):
    plan = waiting(need_model, now)
    stop_during(stage_function, plan, officer, now, monkeypatch)

    plans.run(plan, at=now)

    plan.refresh_from_db()
    assert (plan.state, plan.cancel_asked) == (State.CANCELLED, True)
    assert not plan.places.exists()


def test_who_presses_stop_while_places_are_saved_is_still_heard(need_model, officer, now, monkeypatch):
    plan = waiting(need_model, now)

    def pressed_at_the_last_step(plan, stage):
        if stage == "save":
            scenarios.cancel(plan, by=officer, at=now)

    monkeypatch.setattr(plans, "_enter", pressed_at_the_last_step)

    plans.run(plan, at=now)

    plan.refresh_from_db()
    assert plan.state == State.CANCELLED


def test_a_run_that_is_overtaken_leaves_the_finished_plan_alone(plan, now):
    with pytest.raises(plans.StoppedError):
        plans._enter(plan, "solve")

    plans._carry_out(plan)

    plan.refresh_from_db()
    assert plan.state == State.FINISHED
    assert plan.places.filter(is_chosen=True).count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_compute_one_plan(need_model, now):
    import threading

    from django.db import connection

    from fulcrum.allocation.services import locks

    plan = waiting(need_model, now)
    started, leave = threading.Event(), threading.Event()

    def other_worker():
        with locks.tried(locks.PLANS, plan.pk) as is_ours:
            assert is_ours
            started.set()
            leave.wait(10)
        connection.close()

    thread = threading.Thread(target=other_worker)
    thread.start()
    started.wait(10)
    plans.run(plan, at=now)
    leave.set()
    thread.join()

    plan.refresh_from_db()
    assert plan.state == State.WAITING


def test_a_start_that_was_broken_off_takes_its_plan_up_again(need_model, now):
    first = worked_example._shipped(need_model, now)
    left = Plan.objects.create(scenario=first, asked_at=now, state=State.RUNNING, stage="solve")

    assert worked_example.left_open(first) == left


def test_an_ended_plan_cannot_be_stopped(plan, officer, now):
    with pytest.raises(Refusal, match="plan_already_ended"):
        scenarios.cancel(plan, by=officer, at=now)


def test_only_an_officer_may_ask(need_model, auditor, stranger, now):
    for person in (auditor, stranger):
        with pytest.raises(PermissionDenied):
            scenarios.ask("Mine", units=1, quotas=[], tie_seed=1, need_model=need_model, by=person, at=now)

    assert not Scenario.objects.exists()


def test_asking_and_queueing_are_one_transaction(need_model, officer, now):
    from procrastinate.contrib.django.models import ProcrastinateJob

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        scenarios.ask("Gone", units=1, quotas=[], tie_seed=1, need_model=need_model, by=officer, at=now)
        raise ZeroDivisionError
    plan = scenarios.ask("Mine", units=1, quotas=[], tie_seed=1, need_model=need_model, by=officer, at=now)

    job = ProcrastinateJob.objects.get(task_name="allocation.run_plan")
    assert job.args == {"plan_id": plan.pk}


def test_the_checker_finds_nothing_in_a_true_plan(plan, auditor, now):
    assert checks.check_again(plan, by=auditor, at=now).is_good
    assert Entry.objects.filter(action="allocation.plan_checked", object_id=str(plan.pk)).exists()


def test_the_checker_finds_a_place_that_was_taken_away(plan, auditor, now):
    plan.places.filter(is_chosen=True).first().delete()

    found = checks.check_again(plan, by=auditor, at=now)

    assert "units" in {violation.rule for violation in found.violations}


def test_the_checker_finds_an_input_that_was_changed_afterwards(plan, auditor, now):
    score = plan.places.first().points
    plan.problem = plan.problem.replace(f'"score":{score}', f'"score":{score - 1}', 1)
    plan.save(update_fields=["problem"])

    assert checks.check_again(plan, by=auditor, at=now).is_input_changed


def test_every_rule_that_a_plan_can_break_has_its_words():
    from fulcrum.allocation.domain.certify import Broken
    from fulcrum.allocation.violations import WORDINGS

    assert set(WORDINGS) == set(Broken)


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

    events.organisations_loaded.send(PackLoad, at=now, by=officer)

    assert ProcrastinateJob.objects.filter(task_name="allocation.renew_worked_example").count() == 1


def test_a_scenario_without_proof_is_kept_as_a_draft_without_reasons(
    need_model, officer, client, now, monkeypatch
):
    from dataclasses import replace

    from django.urls import reverse

    from fulcrum.allocation.domain import solve as engine
    from fulcrum.allocation.domain.result import Status

    def out_of_time(problem, **options):
        return replace(engine.solve(problem, **options), status=Status.TIME_LIMIT)

    monkeypatch.setattr(computation, "solve", out_of_time)
    plan = waiting(need_model, now)
    plans.run(plan, at=now)
    plan.refresh_from_db()
    client.force_login(officer)

    page = client.get(reverse("allocation:scenario_why", args=[plan.pk, "dsec-a"])).content.decode()

    assert (plan.outcome, plan.by_lot, plan.certain) == ("time_limit", 0, 2)
    assert "This plan is a draft that is not proven best" in page


def test_a_plan_whose_job_is_given_up_is_marked_as_failed(need_model, now):
    from fulcrum.foundation.jobs import given_up

    plan = waiting(need_model, now)

    given_up.answer("allocation.run_plan", {"plan_id": plan.pk})

    plan.refresh_from_db()
    assert plan.state == State.FAILED
