"""The establishment plan: on the calendar of the organisation, filled up, made anew, done step by step."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.kit.refusal import Refusal
from fulcrum.registry import calendars as registered
from fulcrum.units.domain.codes import Origin, StepState
from fulcrum.units.models import Step
from fulcrum.units.services import planning, steps, units
from tests.cast import NOW, TODAY, somebody

COLOMBO = ZoneInfo("Asia/Colombo")


def on(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=COLOMBO)


def days_of(unit):
    return {step.code: step for step in Step.objects.filter(unit=unit)}


@pytest.fixture
def early(register, calendars, model, officer):
    """A unit of a spring with a whole year of known days ahead, planned from 2 March 2026 on."""
    return units.create(
        register["hosp-a"],
        origin=Origin.RECORDED,
        blueprint=model,
        staff=20,
        began_on=date(2026, 3, 2),
        basis="letter",
        by=officer,
        at=on(date(2026, 3, 2)),
    )


def test_steps_follow_each_other_on_the_working_days_of_the_organisation(early):
    calendar = registered.for_organisation(early.organisation, date(2026, 3, 2))
    working = [
        day
        for number in range(120)
        if not calendar.day(day := date(2026, 3, 2) + timedelta(days=number)).is_shut
    ]
    found = {code: (step.starts_on, step.due_on) for code, step in days_of(early).items()}

    assert found["sign"] == (working[0], working[1])
    assert found["room"] == (working[2], working[9])
    assert found["name-lead"] == (working[2], working[4])
    assert found["desk"] == (working[10], working[11])
    assert found["report"] == (working[12], working[31])
    assert all(step.first_due_on == step.due_on for step in Step.objects.all())


def test_what_lies_beyond_the_calendar_is_not_guessed(planned):
    steps_known = days_of(planned)

    assert "room" in steps_known
    assert "report" not in steps_known, (
        "twenty working days from December on reach into a year without a list"
    )


def test_without_a_calendar_the_unit_begins_all_the_same(unit):
    assert list(days_of(unit)) == ["sign"]


def test_what_could_not_be_planned_is_planned_once_its_calendar_is_known(unit, calendars):
    assert planning.plan_missing(at=NOW) == 1
    assert planning.plan_missing(at=NOW) == 0, "nothing more is known"
    assert days_of(unit)["room"].starts_on > TODAY


def test_planning_what_is_missing_moves_nothing_that_stands(early):
    before = {code: (step.starts_on, step.due_on) for code, step in days_of(early).items()}
    Step.objects.filter(unit=early, code="report").delete()

    planning.plan_missing(at=on(date(2026, 6, 1)))

    assert {code: (step.starts_on, step.due_on) for code, step in days_of(early).items()} == before


def test_a_step_is_done_once_its_predecessors_are(early, officer):
    known = days_of(early)
    with pytest.raises(Refusal, match="step_waits"):
        steps.do_step(known["room"], on=date(2026, 3, 5), by=officer, at=on(date(2026, 3, 6)))

    steps.do_step(known["sign"], on=date(2026, 3, 4), by=officer, at=on(date(2026, 3, 6)))
    steps.do_step(known["room"], on=date(2026, 3, 5), note="Room 4", by=officer, at=on(date(2026, 3, 6)))

    room = days_of(early)["room"]
    assert (room.state, room.done_on, room.done_by, room.note) == (
        StepState.DONE,
        date(2026, 3, 5),
        officer,
        "Room 4",
    )
    with pytest.raises(Refusal, match="step_is_settled"):
        steps.do_step(room, on=date(2026, 3, 5), by=officer, at=on(date(2026, 3, 6)))


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 3, 7), "day_lies_ahead"), (date(2026, 3, 1), "day_before_begin")]
)
def test_a_step_is_done_between_the_begin_of_the_unit_and_today(day, code, early, officer):
    with pytest.raises(Refusal, match=code):
        steps.do_step(days_of(early)["sign"], on=day, by=officer, at=on(date(2026, 3, 6)))


def test_the_house_does_its_own_steps_and_the_programme_its_own(early, head, officer):
    known = days_of(early)
    at = on(date(2026, 3, 6))
    steps.do_step(known["sign"], on=date(2026, 3, 4), by=head, at=at)
    steps.do_step(known["name-lead"], on=date(2026, 3, 4), by=head, at=at)

    with pytest.raises(PermissionDenied):
        steps.do_step(known["check"], on=date(2026, 3, 4), by=head, at=at)
    steps.do_step(known["check"], on=date(2026, 3, 4), by=officer, at=at)

    assert days_of(early)["check"].done_by == officer


def test_a_head_of_another_house_does_no_step(early, register):
    other = somebody("Priyanka", "head", organisation=register["hosp-b"])

    with pytest.raises(PermissionDenied):
        steps.do_step(days_of(early)["sign"], on=date(2026, 3, 4), by=other, at=on(date(2026, 3, 6)))


def test_a_step_opens_again_unless_another_rests_on_it(early, officer):
    at = on(date(2026, 3, 6))
    for code in ("sign", "room"):
        steps.do_step(days_of(early)[code], on=date(2026, 3, 4), by=officer, at=at)

    with pytest.raises(Refusal, match="step_others_rest"):
        steps.reopen(days_of(early)["sign"], reason="not signed", by=officer, at=at)
    steps.reopen(days_of(early)["room"], reason="the room was taken", by=officer, at=at)
    steps.reopen(days_of(early)["sign"], reason="not signed", by=officer, at=at)

    assert days_of(early)["sign"].done_on is None


def test_what_is_left_out_holds_nothing_up(early, officer, head):
    at = on(date(2026, 3, 6))
    with pytest.raises(PermissionDenied):
        steps.leave_out(days_of(early)["name-lead"], reason="there is one", by=head, at=at)
    steps.leave_out(days_of(early)["name-lead"], reason="there is one", by=officer, at=at)

    with pytest.raises(Refusal, match=r"step_waits.*Sign the agreement"):
        steps.do_step(days_of(early)["check"], on=date(2026, 3, 4), by=officer, at=at)
    steps.do_step(days_of(early)["sign"], on=date(2026, 3, 4), by=officer, at=at)
    steps.do_step(days_of(early)["check"], on=date(2026, 3, 4), by=officer, at=at)


def test_planning_anew_keeps_what_is_done_and_the_first_days(early, officer):
    first = {code: step.first_due_on for code, step in days_of(early).items()}
    steps.do_step(days_of(early)["sign"], on=date(2026, 4, 1), by=officer, at=on(date(2026, 4, 1)))

    moved = planning.replan(early, reason="the room was late", by=officer, at=on(date(2026, 4, 6)))

    known = days_of(early)
    assert moved == 5
    assert known["sign"].done_on == date(2026, 4, 1)
    assert {code: step.first_due_on for code, step in known.items()} == first
    assert known["desk"].starts_on > known["room"].due_on
    assert known["report"].starts_on > known["desk"].due_on
    assert min(step.due_on for step in known.values() if step.state == StepState.OPEN) >= date(2026, 4, 6)


def test_a_step_that_has_begun_keeps_its_first_day_and_what_is_left_of_it(early, officer):
    steps.do_step(days_of(early)["sign"], on=date(2026, 3, 3), by=officer, at=on(date(2026, 3, 3)))
    before = days_of(early)["room"]
    in_between = before.starts_on + timedelta(days=5)

    planning.replan(early, reason="a look at it", by=officer, at=on(in_between))

    after = days_of(early)["room"]
    assert (after.starts_on, after.due_on) == (before.starts_on, before.due_on), "it is in time"


def test_planning_anew_on_the_first_day_changes_nothing(early, officer):
    assert planning.replan(early, reason="a look at it", by=officer, at=on(date(2026, 3, 2))) == 0


def test_planning_anew_beyond_the_calendar_is_refused_and_moves_nothing(early, officer):
    before = {code: step.due_on for code, step in days_of(early).items()}

    with pytest.raises(Refusal, match="calendar_ends"):
        planning.replan(early, reason="late", by=officer, at=on(date(2026, 12, 28)))

    assert {code: step.due_on for code, step in days_of(early).items()} == before


def test_what_is_missing_is_found_with_the_same_number_of_questions_for_any_number_of_units(
    register, model, officer, django_assert_max_num_queries
):
    for slug in ("hosp-a", "hosp-b", "la-a"):
        units.create(
            register[slug],
            origin=Origin.OFFER,
            blueprint=model,
            staff=20,
            began_on=TODAY,
            basis="offer",
            by=officer,
            at=NOW,
        )

    with django_assert_max_num_queries(2):
        assert len(planning._lacking_steps()) == 3
