"""Every job is on record with who asked and how it went, whatever way it was queued or ended."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.states import State
from fulcrum.foundation.jobs.tests.conftest import TASK, in_queue, queued, set_acting_person

pytestmark = pytest.mark.django_db


def test_a_job_is_on_record_with_the_person_whose_request_queued_it(officer):
    set_acting_person(officer.pk)

    run = queued(plan_id=7)

    assert (run.task, run.arguments, run.state, run.by) == (TASK, {"plan_id": 7}, State.WAITING, officer)


def test_a_job_that_the_program_queued_has_nobody_who_asked():
    assert queued().by is None


def test_a_job_that_runs_has_a_start_and_its_starts_are_counted():
    run = in_queue(queued(), "doing")
    in_queue(run, "todo")
    in_queue(run, "doing")

    assert (run.state, run.starts, run.ended_at) == (State.RUNNING, 2, None)
    assert run.started_at >= run.queued_at


def test_a_job_that_succeeded_stays_on_record_when_the_queue_forgets_it():
    run = in_queue(queued(), "doing")
    JobRun.objects.update(fault_code="database", total=10, done=9)

    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'succeeded', true)", [run.job_id])

    run.refresh_from_db()
    assert (run.state, run.done, run.fault_code) == (State.SUCCEEDED, 10, "")
    assert run.ended_at >= run.started_at


@pytest.mark.parametrize(
    ("status", "state"),
    [("failed", State.FAILED), ("aborted", State.CANCELLED), ("succeeded", State.SUCCEEDED)],
)
def test_a_job_that_ended_has_its_end(status, state):
    run = in_queue(in_queue(queued(), "doing"), status)

    assert (run.state, run.ended_at is not None) == (state, True)


def test_a_job_that_is_tried_again_waits_anew():
    run = in_queue(in_queue(queued(), "doing"), "failed")

    app.job_manager.retry_job_by_id(run.job_id, retry_at=run.queued_at)

    run.refresh_from_db()
    assert (run.state, run.ended_at, run.not_before) == (State.WAITING, None, run.queued_at)


def test_a_waiting_job_that_is_removed_counts_as_cancelled():
    run = queued()

    app.job_manager.cancel_job_by_id(run.job_id, delete_job=True)

    run.refresh_from_db()
    assert run.state == State.CANCELLED


def test_letting_go_of_a_failed_job_in_the_queue_does_not_touch_its_record():
    run = in_queue(in_queue(queued(), "doing"), "failed")
    ended = run.ended_at

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [run.job_id])

    run.refresh_from_db()
    assert (run.state, run.ended_at) == (State.FAILED, ended)
