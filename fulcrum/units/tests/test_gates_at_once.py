"""Two people at once at one gate, or at one organisation: the second waits, and finds things as the first left them."""

import threading

import pytest
from django.db import connection, transaction

from fulcrum.kit.refusal import Refusal
from fulcrum.registry.tests.test_appointments_at_once import wait_for_a_waiter
from fulcrum.units.domain.codes import Answer, Origin, Verdict
from fulcrum.units.models import CriterionAnswer, Post, StagePassage, Unit, UnitEvent
from fulcrum.units.services import gates, units
from fulcrum.units.services.gates import Decision, Said
from fulcrum.units.tests import small_model
from tests.cast import NOW, TODAY, somebody

pytestmark = pytest.mark.django_db(transaction=True)


def told_to_the_second(first, second):
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
def waiting(unit, head):
    """A gate with amber days that waits, of a unit whose minimum team is filled."""
    Post.objects.filter(unit=unit).update(vacant_since=None)
    gates.show_evidence(unit, "formed", "room", statement="Room 4", by=head, at=NOW)
    return gates.ask(unit, "formed", by=head, at=NOW)


def red(why):
    return Decision(Verdict.RED, {"letter": Said(Answer.NOT_MET), "room": Said(Answer.MET)}, reason=why)


def test_of_two_who_decide_one_is_told_that_it_is_decided(waiting, officer):
    other = somebody("Vindya", "programme_officer")

    told = told_to_the_second(
        lambda: gates.decide(waiting, red("no letter"), by=officer, at=NOW),
        lambda: gates.decide(waiting, red("still none"), by=other, at=NOW),
    )

    assert told == "gate_is_decided"
    waiting.refresh_from_db()
    assert (waiting.decided_by, waiting.reason) == (officer, "no letter")
    assert CriterionAnswer.objects.filter(passage=waiting).count() == 3


def test_of_two_who_ask_one_is_told_that_it_is_asked(waiting, unit, head):
    gates.withdraw(waiting, reason="again", by=head, at=NOW)
    other = somebody("Gihan", "cdio", organisation=unit.organisation)

    told = told_to_the_second(
        lambda: gates.ask(unit, "formed", by=head, at=NOW),
        lambda: gates.ask(unit, "formed", by=other, at=NOW),
    )

    assert told == "gate_is_asked"
    assert StagePassage.objects.filter(unit=unit, verdict=Verdict.WAITING).count() == 1


def test_a_gate_that_is_taken_back_while_somebody_decides_is_not_decided(waiting, unit, head, officer):
    told = told_to_the_second(
        lambda: gates.withdraw(waiting, reason="too early", by=head, at=NOW),
        lambda: gates.decide(waiting, red("no letter"), by=officer, at=NOW),
    )

    assert told == "gate_is_decided"


def test_a_gate_of_a_unit_that_is_being_closed_is_not_decided(waiting, unit, officer):
    other = somebody("Vindya", "programme_officer")

    told = told_to_the_second(
        lambda: units.close(unit, reason="done", by=officer, at=NOW),
        lambda: gates.decide(waiting, red("no letter"), by=other, at=NOW),
    )

    assert told == "unit_is_closed"


def test_of_two_units_begun_at_once_in_one_organisation_one_stands(register, head, officer):
    model = small_model.published()

    def begin():
        units.create(
            register["hosp-a"],
            origin=Origin.OFFER,
            blueprint=model,
            staff=20,
            began_on=TODAY,
            basis="offer 12",
            by=head,
            at=NOW,
        )

    assert told_to_the_second(begin, begin) == "unit_stands_already"
    assert Unit.objects.count() == 1
    assert UnitEvent.objects.filter(kind="created").count() == 1
