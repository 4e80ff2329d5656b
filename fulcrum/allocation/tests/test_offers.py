"""What an organisation and the programme do with an offer, and who may."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from fulcrum.allocation import jobs
from fulcrum.allocation.domain.consent import OfferState
from fulcrum.allocation.models import Offer, UnitRequest
from fulcrum.allocation.services import offer_cases as cases
from fulcrum.allocation.services import offers
from fulcrum.allocation.tests.offering import A_DAY, at, offer_to
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Notice
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Delegation, Organisation
from fulcrum.units.models import Unit
from tests.cast import FAR_OFF, LONG_AGO, NOW, somebody

pytestmark = pytest.mark.django_db


def state_of(offer):
    return Offer.objects.get(pk=offer.pk).state


def kinds(offer):
    return list(offer.events.values_list("kind", flat=True))


def test_accepting_sets_the_unit_up_in_the_same_moment(offer, chief, officer):
    accepted = offers.accept(offer, staff=120, by=chief, at=NOW)

    assert accepted.state == OfferState.ACCEPTED
    assert accepted.unit == Unit.objects.get(organisation=offer.organisation)
    assert (accepted.unit.origin, accepted.unit.basis) == ("offer", f"offer {offer.number}")
    assert kinds(offer) == ["sent", "accepted"]
    entry = Entry.objects.get(action="allocation.offer_accepted")
    assert (entry.by, entry.facts["unit"]) == (chief, accepted.unit.number)
    assert Notice.objects.filter(kind="allocation.offer_answered", to=officer).exists()


def test_without_a_model_of_a_unit_nothing_is_accepted(offer, chief, monkeypatch):
    monkeypatch.setattr("fulcrum.allocation.services.offer_answers.MODEL_OF_A_UNIT", "nothing")

    with pytest.raises(Refusal, match="no_model_of_a_unit"):
        offers.accept(offer, by=chief, at=NOW)

    assert state_of(offer) == OfferState.OPEN
    assert not Unit.objects.exists()


def test_declining_says_why_and_who_reads_the_history_sees_it(offer, chief):
    with pytest.raises(Refusal, match="offer_reason_missing"):
        offers.decline(offer, reason="  ", by=chief, at=NOW)

    offers.decline(offer, reason="No room until the move.", by=chief, at=NOW)

    assert offer.events.get(kind="declined").text == "No room until the move."
    assert state_of(offer) == OfferState.DECLINED


def test_it_is_accepted_on_its_last_day_and_not_the_day_after(offer, chief):
    last = offer.answer_by

    with pytest.raises(Refusal, match="offer_window_over"):
        offers.accept(offer, by=chief, at=at(last + A_DAY))
    offers.accept(offer, by=chief, at=at(last, hour=18))

    assert state_of(offer) == OfferState.ACCEPTED


def test_it_is_put_off_to_a_year_ahead_only(offer, chief):
    with pytest.raises(Refusal, match="year_not_ahead"):
        offers.defer(offer, year=2026, reason="The move.", by=chief, at=NOW)

    offers.defer(offer, year=2028, reason="The move.", by=chief, at=NOW)

    assert Offer.objects.get(pk=offer.pk).deferred_to == 2028


def test_sharing_is_proposed_with_another_open_organisation_of_the_same_country(offer, chief, register):
    closed = register["la-a"]
    Organisation.objects.filter(pk=closed.pk).update(closed_on=date(2026, 1, 1))
    closed.refresh_from_db()
    for partner, code in ((register["dsec-a"], "partner_is_itself"), (closed, "partner_has_ended")):
        with pytest.raises(Refusal, match=code):
            offers.propose_share(offer, share_with=partner, reason="One house.", by=chief, at=NOW)

    offers.propose_share(offer, share_with=register["la-b"], reason="One house.", by=chief, at=NOW)

    assert state_of(offer) == OfferState.SHARING_PROPOSED


def test_a_refused_proposal_opens_the_offer_again_with_a_new_window(offer, chief, register, officer):
    later = at(date(2026, 12, 1))
    offers.propose_share(offer, share_with=register["la-b"], reason="One house.", by=chief, at=NOW)

    row = cases.refuse_sharing(offer, reason="Too far.", by=officer, at=later)

    assert (row.state, row.share_with, row.answer_by) == (OfferState.OPEN, None, date(2026, 12, 22))
    assert Notice.objects.filter(to=chief, kind="allocation.offer_news").exists()


def test_an_agreed_proposal_is_decided_once(offer, chief, register, officer):
    offers.propose_share(offer, share_with=register["la-b"], reason="One house.", by=chief, at=NOW)
    cases.agree_sharing(offer, reason="Good.", by=officer, at=NOW)

    with pytest.raises(Refusal, match="no_sharing_waits"):
        cases.refuse_sharing(offer, reason="No.", by=officer, at=NOW)


@pytest.mark.parametrize("who", ["officer", "auditor", "stranger", "head"])
def test_nobody_else_answers_for_an_organisation(who, offer, request):
    user = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        offers.accept(offer, by=user, at=NOW)

    assert state_of(offer) == OfferState.OPEN


def test_who_was_lent_the_right_answers_on_behalf_of_the_head_and_the_history_says_so(offer, chief):
    deputy = somebody("Deepika")
    held = chief.person.appointments.get()
    lent = Delegation.objects.create(
        appointment=held,
        to=deputy.person,
        begins_on=LONG_AGO,
        until=FAR_OFF,
        reason="leave",
        made_by=chief,
        made_at=NOW,
    )

    offers.decline(offer, reason="Not now.", by=deputy, at=NOW)

    event = offer.events.get(kind="declined")
    assert (event.by, event.behalf, event.delegation) == (deputy, held, lent)


def test_a_head_s_own_answer_is_on_nobody_s_behalf(offer, chief):
    offers.decline(offer, reason="Not now.", by=chief, at=NOW)

    assert offer.events.get(kind="declined").behalf is None


def test_an_account_of_the_demonstration_never_answers_for_a_real_organisation(offer, register):
    demo = somebody("Demo", "head", organisation=register["dsec-b"])
    demo.is_demonstration = True
    demo.save(update_fields=["is_demonstration"])

    with pytest.raises(Refusal, match="simulated_and_real"):
        offers.accept(offer_to("dsec-b"), by=demo, at=NOW)


def test_while_a_question_waits_the_offer_does_not_lapse(offer, chief, officer):
    late = at(offer.answer_by + A_DAY)
    offers.ask(offer, question="How many people?", by=chief, at=at(offer.answer_by))
    assert not cases.lapse(offer, at=late)

    row = cases.answer_question(offer, text="Three at least.", by=officer, at=late)

    assert row.answer_by == date(2026, 12, 24), "five working days from the answer"
    assert [event.text for event in offer.events.filter(kind__in=["question", "answer"])] == [
        "How many people?",
        "Three at least.",
    ]
    with pytest.raises(Refusal, match="no_question_waits"):
        cases.answer_question(offer, text="Again.", by=officer, at=late)


def test_a_question_answered_early_changes_no_day(offer, chief, officer):
    offers.ask(offer, question="How many people?", by=chief, at=NOW)

    assert cases.answer_question(offer, text="Three.", by=officer, at=NOW).answer_by == offer.answer_by


def test_it_lapses_the_day_after_its_last_and_everybody_is_told(offer, chief, officer):
    assert not cases.lapse(offer, at=at(offer.answer_by))
    assert cases.lapse(offer, at=at(offer.answer_by + A_DAY))

    assert state_of(offer) == OfferState.LAPSED
    assert Notice.objects.filter(to=chief, kind="allocation.offer_news").count() == 1
    assert Notice.objects.filter(to=officer, kind="allocation.offer_answered").count() == 1


def test_a_reminder_goes_on_its_day_once_and_a_missed_one_is_made_up_for(offer, chief):
    first, second = offer.remind_on

    assert not cases.remind(offer, at=at(first - A_DAY))
    assert cases.remind(offer, at=at(first))
    assert not cases.remind(offer, at=at(first))
    assert cases.remind(offer, at=at(second + A_DAY))

    assert Notice.objects.filter(to=chief, kind="allocation.offer_reminder").count() == 2


def test_nobody_who_answered_is_reminded(offer, chief):
    offers.decline(offer, reason="No.", by=chief, at=NOW)

    assert not cases.remind(offer, at=at(date(2026, 12, 10)))


def test_the_jobs_find_what_is_due(offer, chief, monkeypatch):
    late = at(offer.answer_by + A_DAY)
    monkeypatch.setattr(jobs.timezone, "now", lambda: late)

    jobs.remind_of_offers(0)
    jobs.let_offers_lapse(0)

    assert state_of(offer) == OfferState.LAPSED
    assert "reminded" not in kinds(offer), "after the last day nobody is reminded any more"


def test_more_time_needs_a_later_day_and_a_reason(offer, officer, chief):
    with pytest.raises(Refusal, match="no_later_day"):
        cases.extend(offer, until=offer.answer_by, reason="The flood.", by=officer, at=NOW)
    with pytest.raises(Refusal, match="offer_reason_missing"):
        cases.extend(offer, until=offer.answer_by + A_DAY, reason=" ", by=officer, at=NOW)

    row = cases.extend(offer, until=date(2027, 1, 15), reason="The flood.", by=officer, at=NOW)

    assert row.answer_by == date(2027, 1, 15)
    assert row.remind_on == [], "nobody knows the working days of 2027 yet"


def test_an_acceptance_is_withdrawn_only_when_the_organisation_has_ended(offer, chief, officer):
    offers.accept(offer, by=chief, at=NOW)
    with pytest.raises(Refusal, match="acceptance_stands"):
        cases.withdraw(offer, reason="Changed our mind.", by=officer, at=NOW)

    Organisation.objects.filter(pk=offer.organisation_id).update(closed_on=date(2026, 11, 24))
    cases.withdraw(offer, reason="It was merged.", by=officer, at=at(date(2026, 11, 25)))

    assert state_of(offer) == OfferState.WITHDRAWN


def test_an_appeal_is_decided_by_somebody_who_had_no_part(offer, chief, officer, second_officer):
    offers.decline(offer, reason="No room.", by=chief, at=NOW)
    offers.appeal(offer, reason="We have a room now.", by=chief, at=NOW)
    with pytest.raises(Refusal, match="appeal_of_ones_own"):
        cases.decide_appeal(offer, grant=True, reason="Good.", by=officer, at=NOW)

    row = cases.decide_appeal(offer, grant=True, reason="Good.", by=second_officer, at=NOW)

    assert (row.state, row.appeal) == (OfferState.OPEN, "granted")
    offers.accept(offer, by=chief, at=NOW)


def test_the_database_itself_keeps_appeals_from_who_published(offer, chief, officer):
    offers.appeal(offer, reason="The score is wrong.", by=chief, at=NOW)

    with pytest.raises(IntegrityError, match="appeal_is_decided_by_somebody_else"), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(appeal="refused", appeal_decided_by=officer)


def test_an_appeal_after_its_days_or_after_a_new_offer_is_refused(offer, chief):
    offers.decline(offer, reason="No room.", by=chief, at=NOW)

    with pytest.raises(Refusal, match="appeal_window_over"):
        offers.appeal(offer, reason="Now.", by=chief, at=at(date(2026, 12, 24)))
    offers.appeal(offer, reason="Now.", by=chief, at=at(date(2026, 12, 23)))


def test_an_answer_leaves_an_open_appeal_without_object(offer, chief, second_officer):
    offers.appeal(offer, reason="The score is wrong.", by=chief, at=NOW)
    offers.accept(offer, by=chief, at=NOW)

    with pytest.raises(Refusal, match="no_appeal_waits"):
        cases.decide_appeal(offer, grant=False, reason="No.", by=second_officer, at=NOW)


def test_an_acceptance_closes_the_request_and_hands_its_lead_on(offer, chief):
    request = UnitRequest.objects.create(
        organisation=offer.organisation,
        asked_by=chief,
        asked_at=NOW,
        need="Paper.",
        priority=1,
        priority_reason="Queues.",
        lead_name="Mihiri",
        room="own",
        ict_staff=1,
        state="sent",
        operation="00000000-0000-4000-8000-000000000001",
    )

    offers.accept(offer, by=chief, at=NOW)

    request.refresh_from_db()
    assert offer.events.get(kind="accepted").facts["lead_name"] == "Mihiri"
    assert (request.state, request.why_ended) == ("closed", f"offer {offer.number}")


def test_only_who_may_answer_leaves_a_trace_of_reading_and_only_the_first_time(offer, chief, officer):
    offers.mark_read(offer, by=officer, at=NOW)
    assert kinds(offer) == ["sent"]

    for _ in range(2):
        offers.mark_read(offer, by=chief, at=NOW)

    assert kinds(offer) == ["sent", "read"]
