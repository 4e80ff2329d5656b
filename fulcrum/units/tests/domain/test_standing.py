"""How a unit does, by the rules of its blueprint: each rule at its limit, and what holds for any unit."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulcrum.units.domain.blueprint import Cause, Rule
from fulcrum.units.domain.codes import Standing
from fulcrum.units.domain.standing import Facts, judge, months_without_report

ON = date(2026, 11, 23)
RULES = (
    Rule("at_risk", Cause.LEAD_VACANT, 30),
    Rule("at_risk", Cause.TEAM_BELOW, 60),
    Rule("at_risk", Cause.NO_REPORT, 2),
    Rule("at_risk", Cause.AMBER_OVERDUE, 0),
    Rule("dormant", Cause.AT_RISK_SINCE, 180),
)
WELL = Facts(
    standing=Standing.ACTIVE,
    since=date(2025, 1, 1),
    formed_on=date(2025, 3, 1),
    operational_on=date(2025, 6, 1),
    lead_vacant_since=None,
    posts=5,
    filled=5,
    last_report=date(2026, 10, 1),
    amber_deadline=None,
)


def days_ago(number):
    return ON - timedelta(days=number)


def found(**changes):
    return judge(replace(WELL, **changes), RULES, ON)


def test_a_unit_of_which_no_rule_says_anything_is_active_since_it_was():
    assert found() == judge(WELL, (), ON)
    assert (found().standing, found().since) == (Standing.ACTIVE, date(2025, 1, 1))


@pytest.mark.parametrize(("days", "standing"), [(30, Standing.ACTIVE), (31, Standing.AT_RISK)])
def test_the_post_of_the_lead_may_stand_empty_for_thirty_days(days, standing):
    assert found(lead_vacant_since=days_ago(days)).standing == standing


@pytest.mark.parametrize(("filled", "standing"), [(3, Standing.ACTIVE), (2, Standing.AT_RISK)])
def test_sixty_per_cent_of_five_posts_are_three(filled, standing):
    assert found(filled=filled).standing == standing


@pytest.mark.parametrize(
    ("last", "standing"), [(date(2026, 9, 1), Standing.ACTIVE), (date(2026, 8, 1), Standing.AT_RISK)]
)
def test_a_unit_may_miss_one_report_and_not_two(last, standing):
    assert found(last_report=last).standing == standing


@pytest.mark.parametrize(("days", "standing"), [(0, Standing.ACTIVE), (1, Standing.AT_RISK)])
def test_an_amber_gate_counts_from_the_day_after_its_last_day(days, standing):
    assert found(amber_deadline=days_ago(days)).standing == standing


@pytest.mark.parametrize(("days", "standing"), [(180, Standing.AT_RISK), (181, Standing.DORMANT)])
def test_who_stays_at_risk_for_half_a_year_is_dormant(days, standing):
    finding = found(standing=Standing.AT_RISK, since=days_ago(days), filled=1)

    assert finding.standing == standing


def test_a_unit_at_risk_of_which_no_rule_says_anything_any_more_is_active_from_today_on():
    finding = found(standing=Standing.AT_RISK, since=days_ago(500))

    assert (finding.standing, finding.since, finding.rule) == (Standing.ACTIVE, ON, None)


def test_the_rule_that_holds_and_its_number_are_told():
    finding = found(lead_vacant_since=days_ago(40), filled=1)

    assert (finding.rule, finding.number, finding.since) == (RULES[0], 40, ON)


def test_a_unit_that_is_still_being_set_up_is_not_measured_by_its_team():
    finding = found(
        formed_on=None, operational_on=None, lead_vacant_since=days_ago(200), filled=0, last_report=None
    )

    assert finding.standing == Standing.ACTIVE


def test_days_without_a_lead_are_counted_from_when_the_unit_was_formed():
    assert found(formed_on=days_ago(10), lead_vacant_since=days_ago(90)).standing == Standing.ACTIVE


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2026, 3, 10), 0),
        (date(2026, 3, 11), 1),
        (date(2026, 4, 10), 1),
        (date(2026, 4, 11), 2),
    ],
)
def test_a_month_counts_as_missing_from_the_eleventh_of_the_next_one(on, months):
    assert months_without_report(date(2026, 2, 14), None, on) == months


def test_a_signed_report_stops_the_count():
    assert months_without_report(date(2026, 2, 14), date(2026, 5, 1), date(2026, 7, 11)) == 1


days = st.dates(date(2021, 4, 1), date(2026, 11, 22))


@st.composite
def units(draw):
    posts = draw(st.integers(0, 8))
    return Facts(
        standing=draw(st.sampled_from(Standing)),
        since=draw(days),
        formed_on=draw(st.none() | days),
        operational_on=draw(st.none() | days),
        lead_vacant_since=draw(st.none() | days),
        posts=posts,
        filled=draw(st.integers(0, posts)),
        last_report=draw(st.none() | days.map(lambda day: day.replace(day=1))),
        amber_deadline=draw(st.none() | days),
    )


@given(units())
def test_dormant_and_closed_units_stay_so(facts):
    if facts.standing in (Standing.DORMANT, Standing.CLOSED):
        assert judge(facts, RULES, ON).standing is facts.standing


@given(units())
def test_a_second_look_on_the_same_day_finds_the_same(facts):
    first = judge(facts, RULES, ON)
    second = judge(replace(facts, standing=first.standing, since=first.since), RULES, ON)

    assert (second.standing, second.since) == (first.standing, first.since)


@given(units())
def test_nobody_is_closed_by_a_rule_and_no_one_becomes_dormant_at_once(facts):
    finding = judge(facts, RULES, ON)

    if facts.standing is Standing.ACTIVE:
        assert finding.standing in (Standing.ACTIVE, Standing.AT_RISK)
    if finding.standing is not Standing.ACTIVE and facts.standing is Standing.ACTIVE:
        assert finding.rule is not None


@given(units(), st.integers(0, 8))
def test_one_more_member_never_makes_it_worse(facts, more):
    order = [Standing.ACTIVE, Standing.AT_RISK, Standing.DORMANT, Standing.CLOSED]
    fuller = replace(facts, filled=min(facts.posts, facts.filled + more))

    before, after = judge(facts, RULES, ON).standing, judge(fuller, RULES, ON).standing
    assert order.index(after) <= order.index(before)
