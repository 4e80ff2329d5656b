"""Answers signed on paper: handed in by one person, counted when another has compared them."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from fulcrum.allocation.domain.consent import Answer, OfferState
from fulcrum.allocation.models import Offer, PaperAnswer
from fulcrum.allocation.services import offer_cases as cases
from fulcrum.allocation.services import offers, papers
from fulcrum.allocation.services.offer_answers import Given
from fulcrum.allocation.services.papers import Signed
from fulcrum.allocation.tests.offering import A_DAY, at
from fulcrum.kit.refusal import Refusal
from fulcrum.units.models import Unit
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
SIGNED = Signed("Sujata, District Secretary", TODAY)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.ENV = replace(settings.ENV, home=tmp_path)


def hand_in(offer, by, given=None, signed=SIGNED, now=NOW):
    answer = given or Given(Answer.ACCEPT, staff=30)
    return papers.upload(offer, answer, signed, io.BytesIO(b"signed"), name="letter.txt", by=by, at=now)


def state_of(offer):
    return Offer.objects.get(pk=offer.pk).state


def test_the_answer_counts_only_when_a_second_person_has_confirmed_it(offer, officer, second_officer):
    paper = hand_in(offer, officer)
    assert state_of(offer) == OfferState.OPEN
    with pytest.raises(Refusal, match="paper_of_ones_own"):
        papers.confirm(paper, by=officer, at=NOW)

    papers.confirm(paper, by=second_officer, at=NOW)

    assert state_of(offer) == OfferState.ACCEPTED
    assert Unit.objects.filter(organisation=offer.organisation).exists()
    event = offer.events.get(kind="accepted")
    assert (event.by, event.document, event.facts["signed_by"]) == (
        second_officer,
        paper.document,
        SIGNED.by,
    )


def test_a_head_hands_in_and_an_officer_confirms(offer, chief, officer):
    paper = hand_in(offer, chief, Given(Answer.DECLINE, "No room."))
    with pytest.raises(PermissionDenied):
        papers.confirm(paper, by=chief, at=NOW)

    papers.confirm(paper, by=officer, at=NOW)

    assert state_of(offer) == OfferState.DECLINED


def test_the_database_itself_asks_for_two_people(offer, officer):
    paper = hand_in(offer, officer)

    with pytest.raises(IntegrityError, match="paper_is_confirmed_by_a_second_person"), transaction.atomic():
        PaperAnswer.objects.filter(pk=paper.pk).update(state="confirmed", decided_by=officer, decided_at=NOW)


def test_the_day_of_handing_in_counts_and_the_offer_does_not_lapse_meanwhile(offer, chief, officer):
    paper = hand_in(offer, chief, now=at(offer.answer_by))
    late = at(offer.answer_by + A_DAY)
    assert not cases.lapse(offer, at=late)

    papers.confirm(paper, by=officer, at=late)

    assert state_of(offer) == OfferState.ACCEPTED


def test_while_a_paper_waits_nobody_answers_in_another_way(offer, chief, officer):
    hand_in(offer, officer)

    with pytest.raises(Refusal, match="paper_waits"):
        offers.decline(offer, reason="No.", by=chief, at=NOW)
    with pytest.raises(Refusal, match="paper_waits"):
        hand_in(offer, chief)


def test_a_refused_paper_leaves_the_offer_open_with_time_to_answer(offer, officer, second_officer, chief):
    paper = hand_in(offer, officer, now=at(offer.answer_by))

    papers.refuse(paper, why="It is not signed.", by=second_officer, at=at(offer.answer_by + A_DAY))

    row = Offer.objects.get(pk=offer.pk)
    assert (row.state, row.answer_by) == (OfferState.OPEN, date(2026, 12, 24))
    assert PaperAnswer.objects.get(pk=paper.pk).why_refused == "It is not signed."


@pytest.mark.parametrize(
    ("signed", "code"),
    [
        (Signed(" ", TODAY), "signer_missing"),
        (Signed("Sujata", TODAY + A_DAY), "signed_in_the_future"),
        (Signed("Sujata", TODAY - A_DAY), "signed_before_offer"),
    ],
)
def test_a_paper_that_cannot_be_is_refused(signed, code, offer, officer):
    with pytest.raises(Refusal, match=code):
        hand_in(offer, officer, signed=signed)

    assert not PaperAnswer.objects.exists()


def test_nobody_of_another_house_hands_in(offer, head):
    with pytest.raises(PermissionDenied):
        hand_in(offer, head)
