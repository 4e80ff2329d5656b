"""Two people at once on one line, one organisation or one need model: the second waits, and finds what the first left."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fulcrum.allocation.models import LineStatement, NeedModel, UnitRequest
from fulcrum.allocation.services import next_model
from fulcrum.allocation.tests.agreeing import ask, say
from fulcrum.kit.refusal import Refusal
from tests.cast import somebody

pytestmark = pytest.mark.django_db(transaction=True)
LONGEST_WAIT = 20


def wait_for_a_waiter():
    """Until another connection to this database waits for a lock. Raises TimeoutError if none does."""
    deadline = time.monotonic() + LONGEST_WAIT
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT pg_stat_clear_snapshot(), count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[1]:
                return
    raise TimeoutError("nobody waits for a lock")


def while_it_is_not_finished(first, second):
    """Do `first`, begin `second` before the first is committed; returns what the second was told."""
    told = []

    def attempt():
        try:
            second()
            told.append("done")
        except Refusal as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    thread = threading.Thread(target=attempt)
    with transaction.atomic():
        first()
        thread.start()
        wait_for_a_waiter()
    thread.join()
    return told[0]


def test_head_and_officer_at_once_on_one_line_do_not_speak_past_each_other(
    head, officer, register, need_model
):
    body, now = register["hosp-a"], timezone.now()

    told = while_it_is_not_finished(
        lambda: say(body, "2", by=head, at=now), lambda: say(body, "5", by=officer, at=now)
    )

    assert told == "line_moved_on"
    assert list(LineStatement.objects.values_list("value", flat=True)) == ["2"]


def test_two_forms_sent_at_once_make_one_request(head, register):
    body, now = register["hosp-a"], timezone.now()

    told = while_it_is_not_finished(lambda: ask(body, by=head, at=now), lambda: ask(body, by=head, at=now))

    assert told == "request_is_open"
    assert UnitRequest.objects.count() == 1


def test_two_officers_at_once_publish_one_version(head, officer, register, need_model):
    body, now = register["hosp-a"], timezone.now()
    say(body, "2", by=officer, at=now, after=say(body, "2", by=head, at=now))
    other = somebody("Vindya", "programme_officer")
    seen = next_model.preview(now).fingerprint

    told = while_it_is_not_finished(
        lambda: next_model.publish(seen, by=officer, at=now),
        lambda: next_model.publish(seen, by=other, at=now),
    )

    assert told == "agreed_meanwhile"
    assert list(NeedModel.objects.values_list("version", flat=True)) == [2, 1]
