"""A plan's job, stopped from the page of jobs."""

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.allocation.domain.states import State
from fulcrum.allocation.models import Plan
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.services import control
from fulcrum.kit.refusal import Refusal


@pytest.fixture
def waiting(plan, now):
    """A plan that waits, with the record of its job."""
    made = Plan.objects.create(scenario=plan.scenario, asked_at=now)
    job_id = app.configure_task("allocation.run_plan").defer(plan_id=made.pk)
    return made, JobRun.objects.get(job_id=job_id)


def test_stopping_the_job_stops_the_plan_and_both_are_on_record(waiting, officer, now):
    plan, run = waiting

    control.stop(run, by=officer, at=now)

    plan.refresh_from_db()
    assert plan.state == State.CANCELLED
    assert ProcrastinateJob.objects.get(pk=run.job_id).status == "cancelled"
    assert set(Entry.objects.filter(by=officer).values_list("action", flat=True)) == {
        "jobs.job_stopped",
        "allocation.plan_cancelled",
    }


def test_the_job_of_a_plan_that_ended_is_not_stopped_and_the_reason_is_the_plan_s(waiting, officer, now):
    plan, run = waiting
    Plan.objects.filter(pk=plan.pk).update(state=State.FAILED, finished_at=now)

    with pytest.raises(Refusal, match="plan_already_ended"):
        control.stop(run, by=officer, at=now)


def test_the_page_of_the_job_leads_to_the_plan(waiting, client, officer):
    plan, run = waiting
    client.force_login(officer)

    page = client.get(f"/jobs/{run.pk}/").content.decode()

    assert f"/scenarios/{plan.pk}/" in page
    assert "Compute a plan" in page
