"""Real workers, killed, stopped and made to fail: no job is lost and none is done twice."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.jobs import kinds
from fulcrum.foundation.jobs.jobs import recover_stalled_jobs
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.services import control
from fulcrum.runtime import connections, env
from tests.runtime.conftest import PROJECT, wait_for
from tests.trial_worker import QUEUE, said

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 20


@pytest.fixture
def worker():
    """Start a worker on the database of the tests; all of them are gone afterwards, and the queue is empty."""
    running = []
    here = urlsplit(connections.app_url(env.read()))
    url = here._replace(path=f"/{connection.settings_dict['NAME']}").geturl()

    def start():
        environ = {**os.environ, "FULCRUM_DATABASE_URL": url, "FULCRUM_OWNER_DATABASE_URL": url}
        running.append(
            subprocess.Popen([sys.executable, "-m", "tests.trial_worker"], cwd=PROJECT, env=environ)
        )
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def asked(task, folder):
    """A job for the trial worker, as its record."""
    job_id = app.configure_task(task, queue=QUEUE).defer(folder=str(folder))
    return JobRun.objects.get(job_id=job_id)


def comes_to(run, state):
    def is_there():
        run.refresh_from_db()
        return run.state == state

    return wait_for(is_there, PATIENCE)


def as_if_seconds_went_by(seconds):
    """Let the heartbeats of all workers lie so far back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - %s",
            [timedelta(seconds=seconds)],
        )


def test_a_job_whose_worker_is_killed_is_taken_up_by_the_next_and_done_once(worker, tmp_path):
    run = asked("trial.hold", tmp_path)
    first = worker()
    assert wait_for(lambda: said(tmp_path) == ["begun"], PATIENCE)
    first.kill()
    first.wait()
    (tmp_path / "go").touch()
    as_if_seconds_went_by(60)

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)
    worker()

    assert comes_to(run, "succeeded")
    assert said(tmp_path) == ["begun", "begun", "ended"]
    assert run.starts == 2


def test_a_running_job_stops_at_its_next_report_when_somebody_asks(worker, tmp_path, officer, monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {"trial.hold": kinds.Kind("trial.hold", "Hold", stops=True)})
    run = asked("trial.hold", tmp_path)
    worker()
    assert wait_for(lambda: JobRun.objects.filter(pk=run.pk, done=1).exists(), PATIENCE)

    control.stop(run, by=officer, at=timezone.now())

    assert comes_to(run, "cancelled")
    assert said(tmp_path) == ["begun"]
    assert (run.fault_code, run.stop_asked_by) == ("", officer)


def test_a_job_that_fails_waits_ten_seconds_and_then_succeeds(worker, tmp_path):
    run = asked("trial.fail_once", tmp_path)
    worker()
    assert wait_for(lambda: JobRun.objects.filter(pk=run.pk, state="waiting", starts=1).exists(), PATIENCE)
    run.refresh_from_db()
    wait = run.not_before - run.started_at

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")

    assert timedelta(seconds=10) <= wait < timedelta(seconds=PATIENCE)
    assert comes_to(run, "succeeded")
    assert said(tmp_path) == ["begun", "begun", "ended"]
    assert run.fault_code == ""


def test_a_worker_told_to_end_finishes_its_job_first(worker, tmp_path):
    run = asked("trial.hold", tmp_path)
    process = worker()
    assert wait_for(lambda: said(tmp_path) == ["begun"], PATIENCE)

    process.send_signal(signal.SIGTERM)
    (tmp_path / "go").touch()

    assert process.wait(PATIENCE) == 0
    assert comes_to(run, "succeeded")
