"""People stop jobs and run them again."""

import pytest
from django.core.exceptions import PermissionDenied
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fulcrum.foundation.jobs import events
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.services import control
from fulcrum.foundation.jobs.states import State
from fulcrum.foundation.jobs.tests.conftest import TASK, in_queue, queued, set_acting_person
from fulcrum.kit.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What higher floors hear."""
    told = []

    def hear(signal, run, by, at, **_):
        told.append((signal, run.pk, by, at))

    for signal in (events.job_stopped, events.job_retried):
        signal.connect(hear)
    yield told
    for signal in (events.job_stopped, events.job_retried):
        signal.disconnect(hear)


def status(run):
    return ProcrastinateJob.objects.get(pk=run.job_id).status


def test_a_waiting_job_leaves_the_queue(kind, officer, now, heard):
    kind()
    run = queued()

    control.stop(run, by=officer, at=now)

    run.refresh_from_db()
    assert (status(run), run.state, run.stop_asked_by) == ("cancelled", State.CANCELLED, officer)
    assert heard == [(events.job_stopped, run.pk, officer, now)]


def test_a_running_job_is_asked_to_stop(kind, officer, now):
    kind(stops=True)
    run = in_queue(queued(), "doing")

    control.stop(run, by=officer, at=now)

    run.refresh_from_db()
    job = ProcrastinateJob.objects.get(pk=run.job_id)
    assert (job.status, job.abort_requested, run.state, run.stop_asked_at) == ("doing", True, "running", now)


def test_a_running_job_that_never_looks_up_cannot_be_stopped(kind, officer, now, heard):
    kind(stops=False)
    run = in_queue(queued(), "doing")

    with pytest.raises(Refusal, match="job_cannot_stop"):
        control.stop(run, by=officer, at=now)
    assert heard == []


def test_a_job_that_ended_cannot_be_stopped(kind, officer, now):
    kind(stops=True)
    run = in_queue(in_queue(queued(), "doing"), "failed")

    with pytest.raises(Refusal, match="job_has_ended"):
        control.stop(run, by=officer, at=now)


def test_the_app_of_a_job_is_told_and_its_refusal_keeps_the_job(kind, officer, now):
    told = []

    def refuse(**facts):
        told.append(facts)
        raise Refusal("not_now")

    kind(stop=refuse)
    run = queued(plan_id=9)

    with pytest.raises(Refusal, match="not_now"):
        control.stop(run, by=officer, at=now)
    assert told == [{"by": officer, "at": now, "plan_id": 9}]
    assert status(run) == "todo"


def test_a_person_stops_what_they_asked_for_and_nothing_else(kind, stranger, now):
    kind()
    of_others = queued()
    set_acting_person(stranger.pk)
    own = queued()

    control.stop(own, by=stranger, at=now)
    with pytest.raises(PermissionDenied):
        control.stop(of_others, by=stranger, at=now)

    assert (status(own), status(of_others)) == ("cancelled", "todo")


def test_an_auditor_looks_and_does_not_touch(kind, auditor, now):
    kind()
    with pytest.raises(PermissionDenied):
        control.stop(queued(), by=auditor, at=now)
    with pytest.raises(PermissionDenied):
        control.retry(in_queue(in_queue(queued(), "doing"), "failed"), by=auditor, at=now)


def test_a_failed_job_is_run_again(kind, officer, now, heard):
    kind()
    run = in_queue(in_queue(queued(), "doing"), "failed")

    control.retry(run, by=officer, at=now)

    run.refresh_from_db()
    assert (status(run), run.state, run.ended_at) == ("todo", State.WAITING, None)
    assert heard == [(events.job_retried, run.pk, officer, now)]


def test_only_a_failed_job_is_run_again(kind, officer, now):
    kind()
    with pytest.raises(Refusal, match="job_not_failed"):
        control.retry(queued(), by=officer, at=now)


def test_a_job_that_would_find_nothing_to_do_is_not_run_again(kind, officer, now):
    kind(repeatable=False)
    run = in_queue(in_queue(queued(), "doing"), "failed")

    with pytest.raises(Refusal, match="job_not_repeatable"):
        control.retry(run, by=officer, at=now)


def test_a_failed_job_gives_way_to_another_that_waits_to_do_the_same(kind, officer, now):
    kind()
    one_at_a_time = app.configure_task(TASK, queueing_lock="only one waits")
    failed = queued_by(one_at_a_time)
    in_queue(in_queue(failed, "doing"), "failed")
    queued_by(one_at_a_time)

    with pytest.raises(Refusal, match="job_waits_already"):
        control.retry(failed, by=officer, at=now)


def queued_by(deferrer):
    return JobRun.objects.get(job_id=deferrer.defer(plan_id=1))


@pytest.mark.parametrize(
    ("state", "stops", "offered"),
    [("todo", False, True), ("doing", False, False), ("doing", True, True), ("failed", True, False)],
)
def test_stopping_is_offered_where_it_can_be_done(state, stops, offered, kind, officer, auditor):
    kind(stops=stops)
    run = queued()
    if state != "todo":
        run = in_queue(run, "doing")
    run = in_queue(run, state) if state == "failed" else run

    assert control.may_stop(run, officer) is offered
    assert control.may_stop(run, auditor) is False
