"""Imports in real workers that are killed and stopped in the middle: nothing is half-done, and it can be done again."""

import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from django.utils import timezone

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.jobs.jobs import recover_stalled_jobs
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.registry.models import Appointment, ImportRun, Person
from fulcrum.registry.services import imports
from fulcrum.registry.tests.importing import dry_run
from fulcrum.runtime import connections, env
from tests.runtime.conftest import PROJECT, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 40
WORKER = "from fulcrum.config.worker import main; main()"
WAITS = "SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted"


def database():
    """Address of the database of the tests."""
    here = urlsplit(connections.app_url(env.read()))
    return here._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture
def worker():
    """Start a worker on the database of the tests; all of them are gone afterwards, and the queue is empty."""
    running = []

    def start():
        environ = {**os.environ, "FULCRUM_DATABASE_URL": database(), "FULCRUM_OWNER_DATABASE_URL": database()}
        running.append(subprocess.Popen([sys.executable, "-c", WORKER], cwd=PROJECT, env=environ))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def checked_file(officer, register):
    """A file of three people with an office each, checked and ready to be carried out."""
    rows = [
        ["name", "email", "role", "organisation", "from"],
        *([f"Invented Officer {word}", f"{word}@example.lk", "head", slug, "2026-01-01"]
          for word, slug in (("a", "dept-1"), ("b", "dept-2"), ("c", "emb-1"))),
    ]  # fmt: skip
    return dry_run(officer, rows, kind="people")


def comes_to(run, state):
    def is_there():
        run.refresh_from_db()
        return run.state == state

    return wait_for(is_there, PATIENCE)


def as_if_a_minute_went_by():
    """Let the heartbeats of all workers lie so far back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - %s", [timedelta(seconds=60)]
        )


def held_at(gate, table):
    """Whether somebody waits for this table."""
    return wait_for(lambda: gate.execute(WAITS, [table]).fetchone() is not None, PATIENCE)


def test_a_worker_killed_before_the_last_row_leaves_nothing_and_the_next_one_does_it_all(
    worker, checked_file, officer
):
    before = Person.objects.count()
    imports.ask_commit(checked_file, by=officer)
    with psycopg.connect(database()) as gate:
        gate.execute(
            "LOCK TABLE audit_entry IN EXCLUSIVE MODE"
        )  # people and appointments are written by then
        first = worker()
        assert held_at(gate, "audit_entry")
        first.kill()
        first.wait()
    as_if_a_minute_went_by()
    assert (Person.objects.count(), Appointment.objects.filter(role="head").count()) == (before, 0)
    assert ImportRun.objects.get(pk=checked_file.pk).state == "committing"

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)
    worker()

    assert comes_to(checked_file, "done")
    assert (Person.objects.count(), Appointment.objects.filter(role="head").count()) == (before + 3, 3)
    assert Entry.objects.filter(action="registry.import_carried_out").count() == 1


def test_an_import_that_is_stopped_while_it_is_written_leaves_the_register_as_it_was(
    worker, checked_file, officer
):
    before = Person.objects.count()
    job_id = imports.ask_commit(checked_file, by=officer)
    checked_file.refresh_from_db()
    with psycopg.connect(database()) as gate:
        gate.execute("LOCK TABLE registry_appointment IN EXCLUSIVE MODE")
        worker()
        assert held_at(gate, "registry_appointment")
        imports.stop(checked_file, by=officer, at=timezone.now())

    assert wait_for(lambda: JobRun.objects.get(job_id=job_id).state == "cancelled", PATIENCE)
    checked_file.refresh_from_db()
    assert (checked_file.state, Person.objects.count()) == ("checked", before)
    assert not Entry.objects.filter(action="registry.import_carried_out").exists()


def test_a_check_whose_worker_is_killed_is_done_by_the_next(worker, checked_file, officer):
    imports.ask_check(checked_file, by=officer)
    with psycopg.connect(database()) as gate:
        gate.execute("LOCK TABLE registry_importrow IN EXCLUSIVE MODE")
        first = worker()
        assert held_at(gate, "registry_importrow")
        first.kill()
        first.wait()
    as_if_a_minute_went_by()

    async_to_sync(recover_stalled_jobs.func)(timestamp=0)
    worker()

    assert comes_to(checked_file, "checked")
    assert checked_file.counts["person"]["new"] == 3
    assert checked_file.staged.count() == 6
