"""Jobs of a worker that died are taken up again."""

from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.foundation.jobs.jobs import recover_stalled_jobs


@pytest.fixture(autouse=True)
def empty_queue(transactional_db):
    """Django does not empty tables that are not its own between tests."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def job_of_a_worker_last_seen(ago):
    """A job that some worker began, whose last sign of life was `ago`."""
    app.configure_task("allocation.run_plan").defer(plan_id=1)
    job = ProcrastinateJob.objects.get()
    seen = datetime.now(UTC) - ago
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id", [seen])
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, job.pk]
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
