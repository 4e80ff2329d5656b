"""What a monthly report counts."""

from datetime import date

import pytest

from fulcrum.units.domain.report import (
    Facts,
    GateFact,
    HoldingFact,
    Month,
    PostFact,
    StandingFact,
    StepFact,
    Vacancy,
    figures,
    sha256,
)

OCTOBER = Month(date(2026, 10, 1))
LONG_AGO = date(2026, 1, 5)


def day(number, month=10):
    return date(2026, month, number)


def counted(**facts):
    return figures(Facts(LONG_AGO, **facts), OCTOBER)


def test_the_first_and_the_last_day_of_the_month_count():
    steps = [
        StepFact("a", day(1), day(1)),
        StepFact("b", day(31), day(31)),
        StepFact("c", day(30, 9), day(30, 9)),
        StepFact("d", day(1, 11), day(1, 11)),
    ]

    assert counted(steps=steps).steps_done == ("a", "b")


def test_a_step_is_late_when_it_was_open_on_the_last_day_though_it_was_due():
    steps = [
        StepFact("late", day(31)),
        StepFact("done after", day(15), day(2, 11)),
        StepFact("done late", day(5), day(6)),
        StepFact("left out", day(5), is_dropped=True),
        StepFact("next", day(1, 11)),
    ]

    told = counted(steps=steps)

    assert told.steps_late == ("done after", "late")
    assert (told.steps_done, told.steps_done_late) == (("done late",), ("done late",))
    assert told.steps_next == ("next",)


def test_gates_are_told_by_what_became_of_them_in_the_month():
    gates = [
        GateFact("formed", "green", day(3), day(20)),
        GateFact("operational", "green", day(30), day(2, 11)),
        GateFact("agreed", "red", day(28, 9), day(1)),
    ]

    told = [(gate.stage, gate.verdict, gate.on) for gate in counted(gates=gates).gates]

    assert told == [
        ("agreed", "red", "2026-10-01"),
        ("formed", "green", "2026-10-20"),
        ("operational", "waiting", "2026-10-30"),
    ]


def test_a_post_is_vacant_that_nobody_holds_on_the_last_day():
    posts = [
        PostFact("LD", LONG_AGO),
        PostFact("SD", day(22)),
        PostFact("BP", LONG_AGO),
        PostFact("PM", LONG_AGO, day(9)),
    ]
    holdings = [HoldingFact("LD", LONG_AGO, day(21)), HoldingFact("BP", LONG_AGO, day(31))]

    told = counted(posts=posts, holdings=holdings)

    assert told.vacant == (Vacancy("LD", 10), Vacancy("SD", 10))
    assert told.left == ("BP", "LD")


def test_a_post_somebody_else_took_over_is_not_vacant():
    holdings = [HoldingFact("LD", LONG_AGO, day(9)), HoldingFact("LD", day(10))]

    told = counted(posts=[PostFact("LD", LONG_AGO)], holdings=holdings)

    assert (told.vacant, told.joined, told.left) == ((), ("LD",), ("LD",))


def test_days_at_risk_run_from_the_day_of_the_change():
    standings = [
        StandingFact(day(20, 9), "at_risk"),
        StandingFact(day(5), "active"),
        StandingFact(day(30), "dormant"),
    ]

    told = counted(standings=standings)

    assert (told.days, told.days_at_risk, told.days_dormant, told.standing) == (31, 4, 2, "dormant")


def test_of_two_changes_on_one_day_the_later_told_counts():
    standings = [StandingFact(day(1), "at_risk"), StandingFact(day(1), "active")]

    assert counted(standings=standings).days_at_risk == 0


def test_a_unit_that_began_in_the_month_counts_from_its_first_day():
    told = figures(Facts(day(25)), OCTOBER)

    assert (told.days, told.standing) == (7, "active")


@pytest.mark.parametrize(
    ("first", "last", "before"), [("2026-12-01", 31, "2026-11-01"), ("2028-02-01", 29, "2028-01-01")]
)
def test_a_month_knows_its_last_day_and_its_neighbours(first, last, before):
    month = Month(date.fromisoformat(first))

    assert (month.last.day, month.before.first.isoformat(), month.next.before) == (last, before, month)


def test_a_month_begins_with_its_first_day():
    with pytest.raises(ValueError, match="2026-10-02"):
        Month(day(2))


def test_what_is_written_can_be_kept_as_json_and_hashed():
    told = counted(posts=[PostFact("LD", LONG_AGO)])

    assert told.written()["vacant"] == [{"post": "LD", "days": 300}]
    assert sha256({"b": 1, "a": "ආ"}) == sha256({"a": "ආ", "b": 1})
    assert sha256({"a": 1}) != sha256({"a": 2})
