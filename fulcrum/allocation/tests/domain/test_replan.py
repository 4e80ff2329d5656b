"""Whom a new plan keeps and whom it leaves out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulcrum.allocation.domain import replan
from fulcrum.allocation.domain.consent import Appeal, Offered, OfferState
from fulcrum.allocation.domain.replan import Kept, LeftOut, Settled

LAST = date(2026, 12, 15)


def settled(state, *, year=None, appeal=None, is_settled=False):
    return Settled(7, Offered(state, LAST, appeal=appeal, sharing_is_settled=is_settled), year)


def one(last, *, has_unit=False, is_closed=False, year=2026, again=()):
    units, closed = ({1} if has_unit else set()), ({1} if is_closed else set())
    found = replan.basis({1: last} if last else {}, units, closed, year=year, again=again)
    line = found.kept.get(1) or found.left_out.get(1)
    return line.why if line else None


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (settled(OfferState.OPEN), Kept.OPEN),
        (settled(OfferState.SHARING_PROPOSED), Kept.WAITING),
        (settled(OfferState.DECLINED, appeal=Appeal.WAITING), Kept.WAITING),
        (settled(OfferState.DECLINED), LeftOut.DECLINED),
        (settled(OfferState.LAPSED), LeftOut.LAPSED),
        (settled(OfferState.SHARING_PROPOSED, is_settled=True), LeftOut.SHARING),
        (settled(OfferState.DEFERRED, year=2028), LeftOut.DEFERRED),
        (settled(OfferState.WITHDRAWN), None),
        (None, None),
    ],
)
def test_the_last_answer_decides(last, why):
    assert one(last) is why


def test_who_has_a_unit_is_kept_whatever_was_answered_before():
    assert one(None, has_unit=True) is Kept.UNIT
    assert one(settled(OfferState.DECLINED), has_unit=True) is Kept.UNIT
    assert one(settled(OfferState.ACCEPTED), has_unit=True) is Kept.ACCEPTED


def test_who_put_it_off_is_weighed_again_from_that_year_on():
    assert one(settled(OfferState.DEFERRED, year=2028), year=2027) is LeftOut.DEFERRED
    assert one(settled(OfferState.DEFERRED, year=2028), year=2028) is None


def test_an_accepted_unit_that_was_closed_since_holds_no_place():
    assert one(settled(OfferState.ACCEPTED)) is None


def test_an_organisation_that_ended_is_never_kept():
    assert one(settled(OfferState.ACCEPTED), has_unit=True, is_closed=True) is LeftOut.CLOSED


def test_an_officer_sets_a_refusal_aside_but_not_a_year_or_an_end():
    assert one(settled(OfferState.DECLINED), again=[LeftOut.DECLINED]) is None
    with pytest.raises(ValueError, match="deferred"):
        one(settled(OfferState.DEFERRED, year=2028), again=[LeftOut.DEFERRED])


@given(
    st.dictionaries(
        st.integers(1, 30),
        st.builds(
            settled, st.sampled_from(OfferState), year=st.integers(2026, 2030), is_settled=st.booleans()
        ),
    ),
    st.sets(st.integers(1, 30)),
    st.sets(st.integers(1, 30), max_size=3),
    st.integers(2026, 2030),
    st.sets(st.sampled_from(replan.ASKED_AGAIN)),
)
def test_nobody_is_both_kept_and_left_out_and_no_unit_is_ever_lost(last, units, closed, year, again):
    found = replan.basis(last, units, closed, year=year, again=again)

    assert not set(found.kept) & set(found.left_out)
    assert units - closed <= set(found.kept)
    assert not closed & set(found.kept)
