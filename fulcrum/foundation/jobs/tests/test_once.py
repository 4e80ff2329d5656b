"""The same wish is not carried out twice."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.services.queue import defer_once
from fulcrum.foundation.jobs.tests.conftest import TASK, in_queue


def wish(key="one file", **more):
    return defer_once(TASK, key, at=timezone.now(), arguments={"plan_id": 1}, **more)


def run_of(queued):
    return JobRun.objects.get(job_id=queued.job_id)


@pytest.mark.django_db
def test_what_waits_is_not_queued_again():
    first, second = wish(), wish()

    assert (first.is_new, second.is_new) == (True, False)
    assert first.job_id == second.job_id


@pytest.mark.django_db
def test_what_runs_is_not_queued_again():
    first = wish()
    in_queue(run_of(first), "doing")

    assert wish() == (first.job_id, False)


@pytest.mark.django_db
def test_another_key_is_another_wish():
    assert wish("one file").job_id != wish("another file").job_id


@pytest.mark.django_db
def test_what_was_done_recently_is_not_done_again_and_what_was_done_long_ago_is():
    first = wish()
    in_queue(in_queue(run_of(first), "doing"), "succeeded")

    assert wish(within=timedelta(hours=1)) == (first.job_id, False)
    assert wish(within=timedelta(0)).is_new


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["failed", "aborted"])
def test_what_failed_or_was_cancelled_may_be_asked_for_again(end):
    in_queue(in_queue(run_of(wish()), "doing"), end)

    assert wish().is_new


@pytest.mark.django_db
def test_it_is_known_who_asked_outside_a_request(officer):
    assert run_of(wish(by=officer)).by == officer


@pytest.mark.django_db
def test_a_wish_of_a_transaction_that_is_taken_back_was_never_made():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        wish()
        1 / 0  # noqa: B018

    assert not JobRun.objects.exists()


def test_of_two_who_ask_at_once_one_is_heard(empty_queue):
    heard, together = [], threading.Barrier(2, timeout=20)

    def ask():
        try:
            together.wait()
            heard.append(wish())
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(queued.is_new for queued in heard) == [False, True]
    assert len({queued.job_id for queued in heard}) == 1
