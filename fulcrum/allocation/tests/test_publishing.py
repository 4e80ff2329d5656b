"""Publishing a plan: what may be published, what it freezes, what it offers to whom, and its letters."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from fulcrum.allocation import jobs, letter_words, offer_content
from fulcrum.allocation.models import Offer, OfferEvent, Place, Plan, Publication, Scenario
from fulcrum.allocation.services import publications, scores
from fulcrum.allocation.tests.offering import chosen, offer_to
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.letters.rendering import render
from fulcrum.foundation.notices.models import Notice
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import HolidayList, Organisation
from fulcrum.registry.services import calendars as loading
from tests.cast import NOW, somebody

pytestmark = pytest.mark.django_db


def test_it_freezes_the_certificate_and_offers_every_place(published, plan):
    assert (published.number, published.units, published.pack) == (1, 4, "lk")
    assert (published.objective, published.bound, published.input_hash) == (
        plan.objective,
        plan.bound,
        plan.input_hash,
    )
    assert published.versions["need_model"] == 1
    assert published.versions["rules_of_offers"] == offer_content.rules().version
    assert set(published.offers.values_list("organisation__slug", flat=True)) == chosen(plan)
    assert Entry.objects.filter(action="allocation.plan_published").count() == 1


def test_fifteen_working_days_leave_out_the_full_moons(published):
    offer = offer_to("dsec-a")

    assert (offer.sent_on, offer.answer_by) == (date(2026, 11, 23), date(2026, 12, 15))
    assert offer.remind_on == [date(2026, 12, 4), date(2026, 12, 10)]


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: Plan.objects.filter(pk=plan.pk).update(objective=1),
        lambda plan: Plan.objects.filter(pk=plan.pk).delete(),
        lambda plan: Place.objects.filter(plan=plan, is_chosen=False).update(points=1),
        lambda plan: Place.objects.filter(plan=plan, is_chosen=False).delete(),
        lambda plan: Place.objects.create(
            plan=plan,
            organisation=Organisation.objects.get(slug="emb-1"),
            is_chosen=False,
            points=1,
            low=1,
            high=1,
        ),
        lambda plan: Scenario.objects.filter(pk=plan.scenario_id).update(units=5),
        lambda plan: Publication.objects.update(units=5),
        lambda plan: Offer.objects.update(window_days=99),
        lambda plan: Offer.objects.all().delete(),
        lambda plan: OfferEvent.objects.update(text="otherwise"),
    ],
)
def test_what_was_published_and_sent_never_changes(change, published, plan):
    with pytest.raises(DatabaseError, match=r"publish|pgtrigger|protected"), transaction.atomic():
        change(plan)


def test_a_published_plan_may_still_stop_being_the_example_of_the_public(published, plan):
    Plan.objects.filter(pk=plan.pk).update(is_worked_example=False)

    assert not Plan.objects.get(pk=plan.pk).is_worked_example


def test_only_an_officer_publishes(ready, auditor, head, stranger):
    for user in (auditor, head, stranger):
        with pytest.raises(PermissionDenied):
            publications.publish(ready, by=user, at=NOW)


def test_a_plan_is_published_once_and_the_second_is_told_by_whom(published, plan, second_officer):
    with pytest.raises(Refusal, match="published_already") as told:
        publications.publish(plan, by=second_officer, at=NOW)

    assert told.value.facts["person"] == "Nimali"


def test_a_plan_that_follows_nothing_cannot_follow_a_published_one(published, plan, second_officer):
    Plan.objects.filter(pk=plan.pk).update(is_worked_example=False)
    other = Plan.objects.get(pk=plan.pk)
    other.pk = None
    other.save()
    places = list(plan.places.all())
    for place in places:
        place.pk, place.plan = None, other
    Place.objects.bulk_create(places)

    with pytest.raises(Refusal, match="published_meanwhile") as told:
        publications.publish(other, by=second_officer, at=NOW)

    assert told.value.facts == {"number": 1, "person": "Nimali", "moment": "2026-11-23 11:30"}


def test_a_plan_of_older_scores_is_computed_again_first(ready, need_model, officer, register):
    Organisation.objects.filter(slug="hosp-b").update(district="LK-11")
    scores.run(need_model, by=None, at=timezone.now() + timedelta(hours=1))

    with pytest.raises(Refusal, match="plan_of_old_scores"):
        publications.publish(ready, by=officer, at=NOW)


def test_a_plan_that_is_not_proven_is_not_published(ready, officer):
    Plan.objects.filter(pk=ready.pk).update(outcome="gap")

    with pytest.raises(Refusal, match="plan_not_proven"):
        publications.publish(ready, by=officer, at=NOW)


def test_the_independent_check_has_the_last_word(ready, officer):
    dropped = ready.places.filter(is_chosen=True, organisation__slug="dsec-a").get()
    Place.objects.filter(pk=dropped.pk).update(is_chosen=False, sureness="")

    with pytest.raises(Refusal, match="plan_does_not_hold"):
        publications.publish(ready, by=officer, at=NOW)

    assert not Publication.objects.exists()


def test_an_account_of_the_demonstration_never_offers_a_unit_to_a_real_organisation(ready):
    demo = somebody("Demo", "programme_officer")
    demo.is_demonstration = True
    demo.save(update_fields=["is_demonstration"])

    with pytest.raises(Refusal, match="plan_of_other_country"):
        publications.publish(ready, by=demo, at=NOW)

    assert not Offer.objects.exists()


def test_a_window_beyond_the_known_holidays_is_told_and_nothing_is_published(plan, officer):
    text = loading.SHIPPED.read_text(encoding="utf-8")
    loading.load(text, file="lk.yaml", by=None, at=NOW, dry_run=False)
    assert not HolidayList.objects.filter(year=2027).exists()

    with pytest.raises(Refusal, match="window_not_covered") as told:
        publications.publish(plan, by=officer, at=NOW.replace(month=12, day=21))

    assert told.value.facts["day"] == date(2027, 1, 1)
    assert not Publication.objects.exists()


def test_whoever_may_answer_is_told_once_however_often_the_job_runs(published, chief):
    for _ in range(2):
        jobs.tell_of_offers(published.pk)

    told = Notice.objects.filter(kind="allocation.unit_offered")
    assert [(notice.to, notice.url) for notice in told] == [(chief, f"/offers/{offer_to('dsec-a').number}/")]


def test_the_letter_is_kept_as_words_and_gives_the_same_file_each_time(offer):
    letter = letter_words.letter(offer.letter)

    assert [part.language for part in letter.parts] == ["si", "en"]
    assert letter_words.fingerprint(offer.letter) == offer.letter_sha256
    assert letter_words.kept(letter) == offer.letter
    assert render(letter) == render(letter)
    assert not letter.is_simulated


def test_the_letter_names_organisation_day_and_score(offer):
    english = letter_words.letter(offer.letter).parts[-1]

    values = {line.label: line.value for line in english.lines}
    assert "District Office Alpha" in english.to_
    assert values["Please answer by"] == "15 December 2026"
    assert values["Time to answer"] == "15 working days"


def test_publishing_takes_a_constant_number_of_statements(ready, officer, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        publications.publish(ready, by=officer, at=NOW)
