"""A failure is kept for people, and the app of a job hears of its last one."""

import errno

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.foundation.jobs import given_up, wording
from fulcrum.foundation.jobs.retrying import BACK_OFF
from fulcrum.foundation.jobs.services.progress import Cancelled
from fulcrum.foundation.jobs.tests.conftest import TASK, in_queue, queued
from fulcrum.foundation.jobs.watching import watched
from fulcrum.kit.refusal import Refusal

pytestmark = pytest.mark.usefixtures("empty_queue")


@pytest.fixture
def told(monkeypatch):
    """What the app of the job hears."""
    heard = []
    monkeypatch.setattr(given_up, "_answers", {TASK: lambda **facts: heard.append(facts)})
    return heard


def failed_with(error, run):
    """The record of a job whose work raised this error in the worker."""
    job = ProcrastinateJob.objects.get(pk=run.job_id).procrastinate_job
    context = JobContext(app=app, job=job, start_timestamp=0.0, abort_reason=lambda: None)

    async def work():
        raise error

    with pytest.raises(type(error)):
        async_to_sync(watched)(work, context, None)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("server closed the connection"), "The database did not answer;"),
        (MemoryError(), "The machine ran out of memory;"),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full;"),
        (ConnectionRefusedError("nobody there"), "Another system did not answer;"),
        (ZeroDivisionError("broken on purpose"), "The program met a fault that it does not know."),
    ],
    ids=lambda each: type(each).__name__,
)
def test_why_a_job_failed_is_told_in_plain_words_with_the_report_beside(error, words, told):
    run = failed_with(error, in_queue(queued(), "doing"))

    assert wording.fault_of(run).startswith(words)
    assert type(error).__name__ in run.fault_details


def test_a_refusal_is_told_in_the_words_of_its_app(kind, told):
    kind(word=lambda refusal: f"Not today, but on {refusal.facts['day']}.")

    run = failed_with(Refusal("not_now", day="Friday"), in_queue(queued(), "doing"))

    assert wording.fault_of(run) == "Not today, but on Friday."


def test_the_app_is_told_once_no_attempt_is_left(told):
    failed_with(ZeroDivisionError(), in_queue(queued(plan_id=4), "doing"))

    assert told == [{"plan_id": 4}]


def test_before_its_last_attempt_the_app_is_not_told(told, monkeypatch):
    monkeypatch.setattr(app.tasks[TASK], "retry_strategy", BACK_OFF)

    run = failed_with(ZeroDivisionError(), in_queue(queued(), "doing"))

    assert told == []
    assert run.fault_code == "unknown"


def test_stopping_as_asked_is_no_failure(told):
    run = failed_with(Cancelled(), in_queue(queued(), "doing"))

    assert (run.fault_code, told) == ("", [])


def test_a_fault_of_the_app_does_not_hide_why_the_job_failed(monkeypatch, caplog):
    def fail(**_):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(given_up, "_answers", {TASK: fail})

    run = failed_with(MemoryError(), in_queue(queued(), "doing"))

    assert run.fault_code == "memory"
    assert "could not be kept" in caplog.text


def test_a_job_that_waits_for_another_attempt_says_so(told):
    run = in_queue(failed_with(MemoryError(), in_queue(queued(), "doing")), "todo")

    assert wording.state_of(run) == "Waiting for another attempt"
