"""Two people at once: of two publications one is first, of two answers one counts."""

import threading

import pytest
from django.db import connection, transaction

from fulcrum.allocation.domain.consent import OfferState
from fulcrum.allocation.models import Offer, Publication
from fulcrum.allocation.services import offers, publications
from fulcrum.allocation.tests.offering import offer_to, plan_on
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.tests.test_appointments_at_once import wait_for_a_waiter
from fulcrum.units.models import Unit
from tests.cast import NOW, somebody

pytestmark = pytest.mark.django_db(transaction=True)


def while_it_is_not_finished(first, second):
    """Do `first`, begin `second` before the first is committed; returns what the second was told."""
    told = []

    def attempt():
        try:
            second()
            told.append(("done", {}))
        except Refusal as refusal:
            told.append((refusal.code, refusal.facts))
        finally:
            connection.close()

    thread = threading.Thread(target=attempt)
    with transaction.atomic():
        first()
        thread.start()
        wait_for_a_waiter()
    thread.join()
    return told[0]


def test_of_two_officers_who_publish_at_once_one_wins_and_the_other_is_told_who(
    published, need_model, officer, second_officer
):
    one = plan_on(published, units=5, officer=officer, need_model=need_model, now=NOW)
    other = plan_on(published, units=6, officer=second_officer, need_model=need_model, now=NOW)

    code, facts = while_it_is_not_finished(
        lambda: publications.publish(one, by=officer, at=NOW),
        lambda: publications.publish(other, by=second_officer, at=NOW),
    )

    assert (code, facts["number"], facts["person"]) == ("published_meanwhile", 2, "Nimali")
    assert Publication.objects.count() == 2


def test_of_an_acceptance_and_a_refusal_at_once_the_first_counts(published, register):
    row, body = offer_to("dsec-a"), register["dsec-a"]
    chief = somebody("Sujata", "head", organisation=body)

    code, _facts = while_it_is_not_finished(
        lambda: offers.accept(row, by=chief, at=NOW),
        lambda: offers.decline(row, reason="No.", by=chief, at=NOW),
    )

    assert code == "offer_is_closed"
    assert Offer.objects.get(pk=row.pk).state == OfferState.ACCEPTED
    assert Unit.objects.filter(organisation=body).count() == 1


def test_of_two_acceptances_at_once_one_unit_comes(published, register):
    row, body = offer_to("dsec-a"), register["dsec-a"]
    chief = somebody("Sujata", "head", organisation=body)

    code, _facts = while_it_is_not_finished(
        lambda: offers.accept(row, by=chief, at=NOW), lambda: offers.accept(row, by=chief, at=NOW)
    )

    assert code == "offer_is_closed"
    assert Unit.objects.filter(organisation=body).count() == 1
