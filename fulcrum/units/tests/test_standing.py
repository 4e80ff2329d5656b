"""The nightly look at how units do."""

from datetime import date, timedelta

import pytest

from fulcrum.foundation.notices.models import Notice
from fulcrum.units import standing_words
from fulcrum.units.domain.codes import EventKind, Origin, Standing
from fulcrum.units.models import Post, StagePassage, Unit
from fulcrum.units.services import standing, units
from tests.cast import NOW, TODAY


@pytest.fixture
def formed(unit):
    """The unit as if formed long ago, its posts filled."""
    Unit.objects.filter(pk=unit.pk).update(
        began_on=date(2026, 1, 1), formed_on=date(2026, 3, 1), stage="formed", standing_since=date(2026, 1, 1)
    )
    Post.objects.filter(unit=unit).update(vacant_since=None)
    unit.refresh_from_db()
    return unit


def without_lead(unit, days):
    Post.objects.filter(unit=unit, leads=True).update(vacant_since=TODAY - timedelta(days=days))


def test_a_unit_without_a_lead_is_at_risk_and_its_history_names_the_rule(formed, head):
    without_lead(formed, 31)

    assert standing.sweep(at=NOW) == 1

    formed.refresh_from_db()
    event = formed.events.get(kind=EventKind.STANDING_CHANGED)
    assert (formed.standing, formed.standing_since) == (Standing.AT_RISK, TODAY)
    assert (event.facts["cause"], event.facts["number"], event.facts["limit"]) == ("lead_vacant", 31, 30)
    assert standing_words.in_words(formed.standing_reason) == (
        "The post of the lead stood empty for 31 days; the rule allows 30."
    )
    assert Notice.objects.filter(to=head, kind="units.standing_changed").count() == 1


def test_the_second_look_of_a_night_changes_nothing(formed):
    without_lead(formed, 31)
    standing.sweep(at=NOW)

    assert standing.sweep(at=NOW) == 0


def test_with_a_lead_again_it_is_active_again(formed):
    without_lead(formed, 31)
    standing.sweep(at=NOW)
    Post.objects.filter(unit=formed).update(vacant_since=None)

    standing.sweep(at=NOW + timedelta(days=1))

    formed.refresh_from_db()
    assert (formed.standing, formed.standing_reason) == (Standing.ACTIVE, "")


def test_who_stays_at_risk_becomes_dormant_and_no_rule_wakes_it(formed):
    without_lead(formed, 31)
    standing.sweep(at=NOW)
    standing.sweep(at=NOW + timedelta(days=181))
    formed.refresh_from_db()
    assert formed.standing == Standing.DORMANT

    Post.objects.filter(unit=formed).update(vacant_since=None)
    assert standing.sweep(at=NOW + timedelta(days=182)) == 0


def test_an_overdue_amber_gate_counts_until_it_is_met(formed):
    passage = StagePassage.objects.create(
        unit=formed,
        stage="formed",
        verdict="amber",
        asked_at=NOW,
        decided_at=NOW,
        passed_on=TODAY - timedelta(days=9),
        deadline=TODAY - timedelta(days=1),
    )
    standing.sweep(at=NOW)
    formed.refresh_from_db()
    assert formed.standing == Standing.AT_RISK

    StagePassage.objects.filter(pk=passage.pk).update(met_on=TODAY)
    standing.sweep(at=NOW)
    formed.refresh_from_db()
    assert formed.standing == Standing.ACTIVE


def test_a_closed_unit_is_not_looked_at(formed, officer):
    without_lead(formed, 31)
    units.close(formed, reason="done", by=officer, at=NOW)

    assert standing.sweep(at=NOW) == 0


def test_all_units_are_looked_at_with_the_same_questions(
    register, model, officer, django_assert_max_num_queries
):
    for slug in ("hosp-a", "hosp-b", "la-a", "la-b"):
        units.create(
            register[slug], origin=Origin.OFFER, blueprint=model, staff=20, began_on=TODAY,
            basis="offer", by=officer, at=NOW,
        )  # fmt: skip

    with django_assert_max_num_queries(4):
        assert standing.sweep(at=NOW) == 0


def test_the_words_of_a_person_stay_as_they_are():
    assert standing_words.in_words("The team left 3 months ago") == "The team left 3 months ago"
