"""When periodic work runs, in words and by the country's clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from fulcrum.foundation.jobs.schedule import in_words, periodic_tasks

NEXT = datetime(2026, 11, 24, 2, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("* * * * *", "Every minute"),
        ("*/5 * * * *", "Every 5 minutes"),
        ("*/1 * * * *", "Every minute"),
        ("35 * * * *", "Every hour, at minute 05"),
        ("35 20 * * *", "Every day at 02:05"),
        ("35 20 * * 1", "By the schedule 35 20 * * 1"),
        ("0,30 * * * *", "Every 30 minutes"),
        ("50,10,30 * * * *", "Every 20 minutes"),
        ("0,20 * * * *", "By the schedule 0,20 * * * *"),
        ("0-10 * * * *", "By the schedule 0-10 * * * *"),
    ],
)
def test_a_schedule_reads_as_a_sentence(cron, words):
    assert in_words(cron, NEXT) == words


def test_the_next_run_is_reckoned_in_utc_and_told_by_the_clock_of_the_country():
    [prune] = [entry for entry in periodic_tasks() if entry.task == "jobs.prune"]
    now = datetime(2026, 11, 23, 20, 35, 0, tzinfo=UTC)

    assert prune.next_at(now) == now + timedelta(days=1)
    assert prune.next_at(now - timedelta(seconds=1)) == now
    assert prune.in_words(now) == "Every day at 02:05"
