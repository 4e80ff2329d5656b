"""Agreed values enter the next need model, and no model before it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from fulcrum.allocation import agreed_facts, need_facts
from fulcrum.allocation.domain.facts import AgreedValue
from fulcrum.allocation.models import NeedModel, Score, ScoreRun
from fulcrum.allocation.services import next_model, scores
from fulcrum.allocation.tests.agreeing import say
from fulcrum.kit.refusal import Refusal
from tests.cast import TODAY

SERVED = "population_served"


@pytest.fixture
def agreed(register, need_model, head, officer, now):
    """Head and officer agree that the hospital serves 80,000 people."""
    first = say(register["hosp-a"], "80000", criterion=SERVED, by=head, at=now)
    return say(register["hosp-a"], "80000", criterion=SERVED, by=officer, at=now, after=first)


@pytest.fixture
def published(agreed, officer, now):
    return next_model.publish(next_model.preview(now).fingerprint, by=officer, at=now)


def line_of(slug, name, version):
    score = Score.objects.get(organisation__slug=slug, run__need_model__version=version)
    return next(each for each in score.lines if each["criterion"] == name)


def test_only_what_stands_agreed_at_the_end_of_a_day_is_read(agreed, register, head, now):
    later = now + timedelta(days=2)
    say(register["hosp-a"], "70000", criterion=SERVED, by=head, at=later, after=agreed)

    assert agreed_facts.read(TODAY - timedelta(days=1)) == {}
    assert agreed_facts.read(TODAY + timedelta(days=1)) == {"hosp-a": {SERVED: AgreedValue(80_000, TODAY)}}
    assert agreed_facts.read(later.date()) == {}, "the two sides have parted again"
    assert agreed_facts.read(None) == {}


def test_a_model_without_the_key_is_not_scored_again(register, need_model, head, officer, now):
    before = scores.run(need_model, by=None, at=now)
    kept = list(before.scores.order_by("pk").values())
    first = say(register["hosp-a"], "80000", criterion=SERVED, by=head, at=now)
    say(register["hosp-a"], "80000", criterion=SERVED, by=officer, at=now, after=first)

    after = scores.run(need_model, by=None, at=now)

    assert after == before, "the same facts by their hash"
    assert list(after.scores.order_by("pk").values()) == kept


def test_the_hash_of_facts_without_agreed_values_is_what_it_was(register, now):
    facts = need_facts.read(TODAY)
    told = [f"scoring {scores.SCORING}", *(repr(each) for each in facts.organisations)]

    assert facts.agreed == {}
    assert len(told) == 1 + len(facts.organisations)
    assert scores._facts_hash(facts) == scores._facts_hash(need_facts.read(TODAY))


def test_the_next_model_counts_the_agreed_value_with_its_day(published):
    line = line_of("hosp-a", SERVED, 2)

    assert published.version == 2
    assert (line["basis"], line["value"], line["facts"]) == ("agreed", 80_000, {"day": "2026-11-23"})
    assert line_of("hosp-b", SERVED, 2)["basis"] != "agreed"


def test_the_preview_tells_whose_score_moves(agreed, now):
    found = next_model.preview(now)

    assert [(move.slug, move.criteria) for move in found.moves] == [("hosp-a", (SERVED,))]
    assert found.moves[0].by == found.moves[0].after - found.moves[0].before != 0
    assert (found.version, found.values) == (2, 1)


def test_what_the_preview_tells_is_what_the_scores_become(agreed, officer, now):
    found = next_model.preview(now)

    next_model.publish(found.fingerprint, by=officer, at=now)

    score = Score.objects.get(organisation__slug="hosp-a", run__need_model__version=2)
    assert score.points == found.moves[0].after


def test_after_publishing_nothing_is_left_to_publish(published, officer, now):
    found = next_model.preview(now)

    assert found.moves == ()
    with pytest.raises(Refusal, match="nothing_agreed"):
        next_model.publish(found.fingerprint, by=officer, at=now)


def test_what_was_agreed_since_one_looked_is_looked_at_first(agreed, register, head, officer, now):
    seen = next_model.preview(now).fingerprint
    first = say(register["hosp-a"], "2", by=head, at=now)
    say(register["hosp-a"], "2", by=officer, at=now, after=first)

    with pytest.raises(Refusal, match="agreed_meanwhile"):
        next_model.publish(seen, by=officer, at=now)
    assert NeedModel.objects.count() == 1


def test_only_officers_publish_and_no_account_of_the_demonstration(agreed, head, officer, now):
    with pytest.raises(PermissionDenied):
        next_model.publish("", by=head, at=now)
    officer.is_demonstration = True
    with pytest.raises(Refusal, match="demonstration_publishes_nothing"):
        next_model.publish(next_model.preview(now).fingerprint, by=officer, at=now)


def test_the_page_shows_publishes_and_hands_out_the_file(client, agreed, officer):
    client.force_login(officer)
    page = client.get(reverse("allocation:next_model"))
    file = client.get(reverse("allocation:next_model_file"))

    done = client.post(reverse("allocation:next_model"), {"fingerprint": page.context["found"].fingerprint})

    assert "Alpha Hospital" in page.content.decode()
    assert b"agreed_until:" in file.content
    assert (done.status_code, NeedModel.objects.first().version) == (302, 2)
    assert ScoreRun.objects.filter(need_model__version=2).exists()


def test_the_line_says_in_words_that_it_was_agreed(client, published, register, officer):
    client.force_login(officer)

    page = client.get(reverse("allocation:line", args=["hosp-a", SERVED])).content.decode()

    assert (
        "Agreed between the head of the organisation and the programme on 23 November 2026: 80,000 people."
        in page
    )
