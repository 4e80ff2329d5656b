"""Late steps climb: to their owner, after five working days to the head, after ten to the programme."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from fulcrum.foundation.notices.models import Notice
from fulcrum.units.domain.codes import Origin
from fulcrum.units.models import Step
from fulcrum.units.services import climbing, steps, units
from tests.cast import somebody

COLOMBO = ZoneInfo("Asia/Colombo")


def on(day):
    return datetime(day.year, day.month, day.day, 7, tzinfo=COLOMBO)


@pytest.fixture
def late(register, calendars, model, head, officer):
    """A unit whose desk was to be opened until Tuesday 17 March 2026; everything before it is done."""
    unit = units.create(
        register["hosp-a"],
        origin=Origin.RECORDED,
        blueprint=model,
        staff=20,
        began_on=date(2026, 3, 2),
        basis="letter",
        by=officer,
        at=on(date(2026, 3, 2)),
    )
    for code in ("sign", "name-lead", "room", "check"):
        step = Step.objects.get(unit=unit, code=code)
        steps.do_step(step, on=date(2026, 3, 2), by=officer, at=on(date(2026, 3, 2)))
    Step.objects.filter(unit=unit).update(due_on=date(2026, 3, 17), starts_on=date(2026, 3, 16))
    Step.objects.filter(unit=unit, code="report").update(due_on=date(2026, 12, 1))
    return unit


def told():
    return set(Notice.objects.filter(kind="units.step_late").values_list("to__name", flat=True))


def climbed(unit):
    return Step.objects.get(unit=unit, code="desk").climbed


def test_a_step_in_time_climbs_to_nobody(late):
    assert climbing.climb(at=on(date(2026, 3, 17))) == 0


def test_the_day_after_its_last_day_its_owner_is_told_the_head_while_there_is_no_lead(late):
    assert climbing.climb(at=on(date(2026, 3, 19))) == 1
    assert told() == {"Sunethra"}
    assert climbed(late) == 1


def test_the_lead_is_told_first_and_the_head_after_five_working_days(late):
    lead = somebody("Dilani", "unit_lead", organisation=late.organisation)
    late.posts.get(leads=True).holdings.create(
        person=lead.person, manner="substantive", begins_on=date(2026, 3, 2)
    )

    climbing.climb(at=on(date(2026, 3, 19)))
    assert told() == {"Dilani"}
    climbing.climb(at=on(date(2026, 3, 26)))
    assert told() == {"Dilani", "Sunethra"}


def test_after_ten_working_days_the_programme_is_told_and_nobody_twice(late):
    for day in (19, 26, 31):
        climbing.climb(at=on(date(2026, 3, day)))
    climbing.climb(at=on(date(2026, 4, 8)))

    assert climbed(late) == 3
    assert told() == {"Sunethra", "Nimali"}
    assert Notice.objects.filter(kind="units.step_late").count() == 2
    assert climbing.climb(at=on(date(2026, 4, 9))) == 0


def test_who_looks_late_for_the_first_time_tells_everybody_at_once(late):
    climbing.climb(at=on(date(2026, 5, 20)))

    assert told() == {"Sunethra", "Nimali"}


def test_a_done_step_climbs_no_more(late, officer):
    step = Step.objects.get(unit=late, code="desk")
    steps.do_step(step, on=date(2026, 3, 18), by=officer, at=on(date(2026, 3, 18)))

    assert climbing.climb(at=on(date(2026, 4, 8))) == 0
