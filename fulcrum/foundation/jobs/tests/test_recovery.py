"""Jobs of a worker that died are taken up again."""

from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.foundation.jobs import given_up
from fulcrum.foundation.jobs.jobs import recover_stalled_jobs
from fulcrum.foundation.jobs.models import JobRun


@pytest.fixture(autouse=True)
def empty_queue(transactional_db):
    """Django does not empty tables that are not its own between tests."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def answered(monkeypatch):
    """What the app of the job was told."""
    told = []
    monkeypatch.setattr(given_up, "_answers", {"allocation.run_plan": lambda **facts: told.append(facts)})
    return told


def job_of_a_worker_last_seen(ago, *, starts=1):
    """A job that was started so many times, last by a worker whose last sign of life was `ago`."""
    app.configure_task("allocation.run_plan").defer(plan_id=1)
    job = ProcrastinateJob.objects.get()
    seen = datetime.now(UTC) - ago
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [seen])
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
            [worker, starts - 1, job.pk],
        )
    return job.pk


def test_a_job_whose_worker_is_dead_waits_for_another_one():
    pk = job_of_a_worker_last_seen(timedelta(minutes=5))

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)

    assert ProcrastinateJob.objects.get(pk=pk).status == "todo"


def test_a_job_whose_worker_lives_is_left_alone():
    pk = job_of_a_worker_last_seen(timedelta(seconds=1))

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)

    assert ProcrastinateJob.objects.get(pk=pk).status == "doing"


def test_a_job_that_takes_its_worker_along_is_given_up_after_five_starts_and_its_app_is_told(
    answered, caplog
):
    pk = job_of_a_worker_last_seen(timedelta(minutes=5), starts=5)

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)

    assert ProcrastinateJob.objects.get(pk=pk).status == "failed"
    assert answered == [{"plan_id": 1}]
    assert "stalled job given up" in caplog.messages


def test_before_the_fifth_start_nobody_is_told(answered):
    pk = job_of_a_worker_last_seen(timedelta(minutes=5), starts=4)

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)

    job = ProcrastinateJob.objects.get(pk=pk)
    assert (job.status, job.attempts, answered) == ("todo", 4, [])


def test_a_job_whose_app_cannot_answer_is_asked_again_later(monkeypatch, caplog):
    def fail(**_):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(given_up, "_answers", {"allocation.run_plan": fail})
    pk = job_of_a_worker_last_seen(timedelta(minutes=5), starts=5)

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)

    assert ProcrastinateJob.objects.get(pk=pk).status == "doing"
    assert "could not answer" in caplog.text


def test_a_task_has_one_answer(monkeypatch):
    monkeypatch.setattr(given_up, "_answers", {})
    given_up.register("some.task", print)
    given_up.register("some.task", print)

    with pytest.raises(ValueError, match="has an answer already"):
        given_up.register("some.task", repr)


def test_a_job_that_was_asked_to_stop_is_not_started_again():
    pk = job_of_a_worker_last_seen(timedelta(minutes=5))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET abort_requested = true")

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)

    assert ProcrastinateJob.objects.get(pk=pk).status == "aborted"


def test_a_stalled_job_gives_way_to_a_newer_one_that_will_do_its_work():
    pk = job_of_a_worker_last_seen(timedelta(minutes=5))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET queueing_lock = 'only one waits'")
    newer = app.configure_task("allocation.run_plan", queueing_lock="only one waits").defer(plan_id=1)

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)

    states = dict(ProcrastinateJob.objects.values_list("pk", "status"))
    assert states == {pk: "aborted", newer: "todo"}


def test_the_record_tells_that_the_worker_was_lost(answered):
    job_of_a_worker_last_seen(timedelta(minutes=5), starts=5)

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)

    run = JobRun.objects.get()
    assert (run.state, run.fault_code, run.fault_facts) == ("failed", "worker_lost", {"starts": 5})
