"""A job tells how far it is, and hears that it should stop."""

import pytest
from django.db import connections, transaction
from django.utils import timezone

from fulcrum.foundation.jobs import wording
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.services.progress import Cancelled, Message, report
from fulcrum.foundation.jobs.tests.conftest import in_queue, queued

pytestmark = pytest.mark.usefixtures("empty_queue")


def test_others_see_it_while_the_work_is_still_one_open_transaction():
    run = in_queue(queued(), "doing")

    with transaction.atomic():
        report(run.job_id, 300, 1000)
        aside = connections.create_connection("default")
        try:
            with aside.cursor() as cursor:
                cursor.execute("SELECT done, total FROM jobs_jobrun WHERE id = %s", [run.pk])
                seen = cursor.fetchone()
        finally:
            aside.close()

    assert seen == (300, 1000)


def test_it_stays_when_the_work_is_taken_back():
    run = in_queue(queued(), "doing")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        report(run.job_id, 1, 4)
        1 / 0  # noqa: B018

    run.refresh_from_db()
    assert run.percent == 25


def test_a_message_stays_until_the_next_and_is_worded_for_the_reader(kind):
    kind(messages={"rows_read": lambda: "%(count)s rows are read"})
    run = in_queue(queued(), "doing")

    report(run.job_id, 1, 4, Message("rows_read", {"count": 7}))
    report(run.job_id, 2, 4)

    run.refresh_from_db()
    assert wording.message_of(run) == "7 rows are read"


def test_a_job_that_was_asked_to_stop_is_told_at_its_next_report():
    run = in_queue(queued(), "doing")
    JobRun.objects.update(stop_asked_at=timezone.now())

    with pytest.raises(Cancelled):
        report(run.job_id, 1, 4)


def test_a_job_that_starts_anew_begins_at_nothing():
    run = in_queue(queued(), "doing")
    report(run.job_id, 3, 4)

    in_queue(in_queue(run, "todo"), "doing")

    assert (run.done, run.percent) == (None, None)


@pytest.mark.parametrize("job_id", [None, 0])
def test_work_that_is_no_job_is_passed_over(job_id):
    report(job_id, 1, 4)

    assert not JobRun.objects.exists()


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(None, None, None), (1, None, None), (1, 3, 33), (4, 3, 100), (0, 0, None)]
)
def test_the_share_is_known_only_with_a_total(done, total, percent):
    assert JobRun(state="running", done=done, total=total).percent == percent
