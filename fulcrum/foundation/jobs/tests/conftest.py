"""A queue that is empty before and after, and ways to bring a job into a state without a worker."""

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from fulcrum.foundation.jobs import kinds
from fulcrum.foundation.jobs.models import JobRun

TASK = "allocation.run_plan"
"""Any task that exists; the tests with real workers bring tasks of their own."""


def set_acting_person(pk):
    """As in the transaction of a request of this person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('fulcrum.person', %s, true)", [str(pk or "")])


def queued(**arguments):
    """A job that waits, as its record."""
    job_id = app.configure_task(TASK).defer(**(arguments or {"plan_id": 1}))
    return JobRun.objects.get(job_id=job_id)


def in_queue(run, status):
    """Have the queue move a job, as a worker does; the record as it is then."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, run.job_id])
    run.refresh_from_db()
    return run


@pytest.fixture
def empty_queue(transactional_db):
    """Django does not empty tables that are not its own between tests."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def kind(monkeypatch):
    """Make the trial task of this kind, for one test."""

    def become(**told):
        made = kinds.Kind(TASK, "Count to ten", **told)
        monkeypatch.setattr(kinds, "_kinds", {TASK: made})
        return made

    return become
