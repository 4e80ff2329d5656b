"""Two officers at once on one office: the second waits for the first, and then finds things as the first left them."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Appointment, Delegation
from fulcrum.registry.services import appointments, delegations, people
from fulcrum.registry.services.appointments import Terms
from tests.cast import NOW, somebody

pytestmark = pytest.mark.django_db(transaction=True)
LONGEST_WAIT = 20
TELL = ("registry.appointed", "registry.appointment_ended", "registry.delegated")
DONE = {"end": 1, "lend": 1, "appoint": 1, "replace": 2}
"""So many entries of the log each deed writes."""


class Office:
    """The office of head of hosp-a, its holder, and what two officers may do to it."""

    def __init__(self, head, body, officers):
        self.held, self.body, self.officers = head.person.appointments.get(), body, officers
        self.successors = [self._person("Asoka"), self._person("Bandu")]

    @staticmethod
    def _person(name):
        return people.add(names={"name_en": name}, pack="lk", by=None, at=NOW)

    def end(self, number):
        by = self.officers[number]
        appointments.end(self.held, reason="retired", by=by, at=timezone.now())

    def appoint(self, number):
        terms = Terms(Role.HEAD, timezone.localdate(), organisation=self.body)
        appointments.appoint(self.successors[number], terms, by=self.officers[number], at=timezone.now())

    def replace(self, number):
        with transaction.atomic():
            self.end(number)
            self.appoint(number)

    def lend(self, number):
        delegations.lend(
            self.held,
            self.successors[number],
            begins_on=timezone.localdate(),
            until=timezone.localdate() + timedelta(days=9),
            reason="leave",
            by=self.officers[number],
            at=timezone.now(),
        )


@pytest.fixture
def office(head, officer, register):
    return Office(head, register["hosp-a"], [officer, somebody("Vindya", "programme_officer")])


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
            second(1)
            told.append("done")
        except Refusal as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    thread = threading.Thread(target=attempt)
    with transaction.atomic():
        first(0)
        thread.start()
        wait_for_a_waiter()
    thread.join()
    return told[0]


@pytest.mark.parametrize(
    ("first", "second", "told", "holders"),
    [
        ("end", "end", "ended_already", 0),
        ("end", "lend", "ended_already", 0),
        ("end", "appoint", "done", 1),
        ("end", "replace", "ended_already", 0),
        ("lend", "end", "done", 0),
        ("lend", "replace", "done", 1),
        ("replace", "end", "ended_already", 1),
        ("replace", "lend", "ended_already", 1),
        ("replace", "appoint", "office_is_held", 1),
        ("replace", "replace", "ended_already", 1),
    ],
)
def test_who_comes_second_is_told_and_nothing_is_done_twice(first, second, told, holders, office):
    assert while_it_is_not_finished(getattr(office, first), getattr(office, second)) == told

    today = timezone.localdate()
    in_force = Appointment.objects.in_force(today).filter(organisation=office.body, role=Role.HEAD)
    entries = DONE[first] + (DONE[second] if told == "done" else 0)
    assert in_force.count() == holders
    assert not Delegation.objects.in_force(today).exists(), "what was lent ends with the appointment"
    assert Entry.objects.filter(action__in=TELL).count() == entries
