"""What may be done with an offer in which state, and where each deed leads."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulcrum.allocation.domain import consent
from fulcrum.allocation.domain.consent import Answer, Appeal, Deed, Offered, OfferState

LAST = date(2026, 12, 15)
OPEN = Offered(OfferState.OPEN, LAST)
days = st.dates(LAST - timedelta(days=60), LAST + timedelta(days=60))
appeals = st.sampled_from([None, *Appeal])
offers = st.builds(
    Offered,
    state=st.sampled_from(OfferState),
    answer_by=st.just(LAST),
    appeal_by=st.one_of(st.none(), days),
    appeal=appeals,
    question_waits=st.booleans(),
    paper_waits=st.booleans(),
    sharing_is_settled=st.booleans(),
    is_superseded=st.booleans(),
    host_has_ended=st.booleans(),
)


@given(offers, st.sampled_from(Deed), days)
def test_nothing_leads_out_of_an_acceptance_but_the_end_of_the_organisation(offered, deed, on):
    accepted = replace(offered, state=OfferState.ACCEPTED, appeal=None, paper_waits=False)
    if consent.refusal(accepted, deed, on) is None:
        after = consent.state_after(accepted, deed)
        assert after is OfferState.ACCEPTED or (deed is Deed.WITHDRAW and accepted.host_has_ended)


@given(offers, days)
def test_an_answer_is_possible_only_while_it_is_open_and_in_time(offered, on):
    may = consent.refusal(offered, Deed.ANSWER, on) is None

    assert may == (offered.state is OfferState.OPEN and on <= LAST and not offered.paper_waits)


@given(offers, days)
def test_it_never_lapses_before_its_last_day_has_passed_or_while_the_programme_owes_an_answer(offered, on):
    if consent.refusal(offered, Deed.LAPSE, on) is None:
        assert offered.state is OfferState.OPEN
        assert on > LAST
        assert not offered.something_waits


@given(offers, st.sampled_from(Deed), days)
def test_what_ended_is_opened_again_only_by_a_decision_of_the_programme(offered, deed, on):
    ended = offered.state is not OfferState.OPEN
    answer = Answer.DECLINE if deed in (Deed.ANSWER, Deed.DECIDE_PAPER) else None
    if ended and consent.refusal(offered, deed, on) is None:
        after = consent.state_after(offered, deed, answer)
        if after is OfferState.OPEN:
            assert deed in (Deed.REFUSE_SHARING, Deed.GRANT_APPEAL)


@given(offers, days)
def test_an_appeal_is_decided_once(offered, on):
    if offered.appeal in (Appeal.GRANTED, Appeal.REFUSED):
        assert consent.refusal(offered, Deed.APPEAL, on) == "appealed_already"
        assert consent.refusal(offered, Deed.GRANT_APPEAL, on) == "no_appeal_waits"


def test_the_last_day_counts_and_the_day_after_does_not():
    assert consent.refusal(OPEN, Deed.ANSWER, LAST) is None
    assert consent.refusal(OPEN, Deed.LAPSE, LAST) == "offer_window_open"
    assert consent.refusal(OPEN, Deed.ANSWER, LAST + timedelta(days=1)) == "offer_window_over"
    assert consent.refusal(OPEN, Deed.LAPSE, LAST + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("year", "code"),
    [(2025, "year_not_ahead"), (2026, "year_not_ahead"), (2027, None), (2036, None), (2037, "year_too_far")],
)
def test_an_offer_is_put_off_to_a_year_ahead_and_not_for_ever(year, code):
    assert consent.year_refusal(year, date(2026, 12, 31)) == code


@pytest.mark.parametrize(
    ("offered", "holds"),
    [
        (OPEN, True),
        (replace(OPEN, state=OfferState.ACCEPTED), True),
        (replace(OPEN, state=OfferState.DECLINED), False),
        (replace(OPEN, state=OfferState.DECLINED, appeal=Appeal.WAITING), True),
        (replace(OPEN, state=OfferState.LAPSED, appeal=Appeal.REFUSED), False),
        (replace(OPEN, state=OfferState.SHARING_PROPOSED), True),
        (replace(OPEN, state=OfferState.SHARING_PROPOSED, sharing_is_settled=True), False),
    ],
)
def test_a_place_is_held_while_anything_about_it_is_undecided(offered, holds):
    assert offered.holds_its_place is holds
