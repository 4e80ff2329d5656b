"""Two people at once on one post: the second waits for the first, and then finds things as the first left them."""

import threading
import time

import pytest
from django.db import IntegrityError, connection, transaction

from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.models import Appointment
from fulcrum.registry.services import appointments
from fulcrum.units.models import Holding
from fulcrum.units.services import members, nominations
from fulcrum.units.tests.members import member, newcomer, nominate, person
from tests.cast import NOW, TODAY, somebody

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


@pytest.fixture
def officers(officer):
    return [officer, somebody("Vindya", "programme_officer")]


def test_two_officers_accept_one_nomination_and_one_is_told(unit, head, officers):
    row = nominate(unit, newcomer(), by=head)

    told = while_it_is_not_finished(
        lambda: nominations.accept(row, by=officers[0], at=NOW),
        lambda: nominations.accept(row, by=officers[1], at=NOW),
    )

    assert told == "nomination_is_decided"
    assert Holding.objects.count() == 1
    assert Appointment.objects.filter(role="unit_member").count() == 1


def test_one_accepts_while_another_refuses(unit, head, officers):
    row = nominate(unit, newcomer(), by=head)

    told = while_it_is_not_finished(
        lambda: nominations.refuse(row, reason="no", by=officers[0], at=NOW),
        lambda: nominations.accept(row, by=officers[1], at=NOW),
    )

    assert told == "nomination_is_decided"
    assert not Holding.objects.exists()


def test_two_people_for_one_post_accepted_at_once_leave_one_in_it(unit, head, officers):
    rows = [nominate(unit, person(name), by=head) for name in ("Asoka Invented", "Bandu Invented")]

    told = while_it_is_not_finished(
        lambda: nominations.accept(rows[0], by=officers[0], at=NOW),
        lambda: nominations.accept(rows[1], by=officers[1], at=NOW),
    )

    assert told == "post_is_held"
    assert [each.person for each in Holding.objects.all()] == [rows[0].person]


def test_a_head_ends_a_post_while_an_officer_lets_the_person_leave(unit, head, officers):
    (holding,) = member(unit, newcomer(), head=head, officer=officers[0])

    told = while_it_is_not_finished(
        lambda: members.end(holding, reason="transferred", by=head, at=NOW),
        lambda: appointments.leave(holding.person, reason="retired", by=officers[1], at=NOW),
    )

    holding.refresh_from_db()
    assert told == "done"
    assert (holding.until, holding.end_reason) == (TODAY, "transferred")


def test_the_database_lets_one_person_hold_a_post_as_their_own(unit, head, officer):
    (holding,) = member(unit, newcomer(), head=head, officer=officer)
    rival = {"post": holding.post, "person": person(), "begins_on": TODAY}

    Holding.objects.create(manner=Manner.ACTING, **rival)
    with pytest.raises(IntegrityError, match="post_has_one_holder_at_a_time"):
        Holding.objects.create(manner=Manner.SUBSTANTIVE, **{**rival, "person": person("Bandu Invented")})


def test_the_database_lets_a_person_hold_a_post_once(unit, head, officer):
    (holding,) = member(unit, newcomer(), head=head, officer=officer)

    with pytest.raises(IntegrityError, match="person_holds_a_post_once_at_a_time"):
        Holding.objects.create(
            post=holding.post, person=holding.person, manner=Manner.COVERING, begins_on=TODAY
        )
