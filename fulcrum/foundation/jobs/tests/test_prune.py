"""Old records are let go; the last run of what runs by itself stays."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.foundation.jobs.jobs import prune_records
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.services import records
from fulcrum.foundation.jobs.tests.conftest import TASK, in_queue, queued


def ended(now, ago, *, task=TASK, state="succeeded"):
    """A job that ended so long before now."""
    at = now - ago
    number = JobRun.objects.count() + 1
    return JobRun.objects.create(
        job_id=-number, task=task, state=state, queued_at=at, ended_at=at, started_at=at
    )


def left():
    return set(JobRun.objects.all())


@pytest.mark.django_db
def test_a_record_is_kept_for_ninety_days(now):
    ended(now, timedelta(days=90, seconds=1))
    young = ended(now, timedelta(days=90))

    assert records.prune(at=now, routine=[]) == 1
    assert left() == {young}


@pytest.mark.django_db
def test_routine_that_went_well_is_kept_for_two_days_and_its_failures_for_ninety(now):
    ended(now, timedelta(days=3), task="tick")
    failed = ended(now, timedelta(days=3), task="tick", state="failed")
    young = ended(now, timedelta(days=1), task="tick")

    records.prune(at=now, routine=["tick"])

    assert left() == {failed, young}


@pytest.mark.django_db
def test_the_last_run_of_what_runs_by_itself_stays_however_old(now):
    last = ended(now, timedelta(days=400), task="tick")

    records.prune(at=now, routine=["tick"])

    assert left() == {last}


@pytest.mark.django_db
def test_a_job_that_never_ended_stays(now):
    waiting = JobRun.objects.create(
        job_id=-1, task=TASK, state="waiting", queued_at=now - timedelta(days=400)
    )

    records.prune(at=now, routine=[])

    assert left() == {waiting}


def test_the_queue_lets_go_of_what_failed_as_long_ago(empty_queue):
    old, young = (in_queue(in_queue(queued(), "doing"), "failed") for _ in range(2))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '91 days' WHERE job_id = %s", [old.job_id]
        )

    async_to_sync(prune_records.func)(timestamp=0)

    assert list(ProcrastinateJob.objects.values_list("pk", flat=True)) == [young.job_id]
