"""A unit begins, is recorded as existing, is closed and comes back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Appointment
from fulcrum.units import events
from fulcrum.units.domain.codes import EventKind, Origin, Size, Standing, Verdict
from fulcrum.units.models import Holding, Post, StagePassage, Step, Unit, UnitEvent
from fulcrum.units.services import recording, units
from fulcrum.units.services.recording import Passed, Told
from fulcrum.units.tests import small_model
from tests.cast import NOW, TODAY, somebody


def begin(body, model, by, **changes):
    told = {"origin": Origin.OFFER, "staff": 20, "began_on": TODAY, "basis": "offer 12", **changes}
    return units.create(body, blueprint=model, by=by, at=NOW, **told)


def test_an_accepted_offer_stands_for_the_gates_up_to_agreed(unit):
    passage = StagePassage.objects.get(unit=unit)

    assert (unit.number, unit.stage, unit.standing) == (1, "agreed", Standing.ACTIVE)
    assert (passage.stage, passage.verdict, passage.passed_on) == ("agreed", Verdict.GREEN, TODAY)
    assert [answer.evidence.statement for answer in passage.answers.all()] == ["offer 12"]
    assert Step.objects.get(unit=unit, code="sign").done_on == TODAY


def test_its_posts_are_those_of_the_team_of_its_size_and_all_are_vacant(register, model, head):
    unit = begin(register["hosp-a"], model, head, staff=51)

    assert unit.size == Size.MEDIUM
    assert list(unit.posts.values_list("code", "leads", "is_minimum", "vacant_since")) == [
        ("LD", True, True, TODAY),
        ("SD", False, True, TODAY),
        ("BP", False, False, TODAY),
    ]


def test_without_a_word_on_its_staff_it_gets_the_smallest_team_and_the_history_says_so(register, model, head):
    unit = begin(register["hosp-a"], model, head, staff=None)

    assert unit.size == Size.SMALL
    assert unit.events.get(kind=EventKind.CREATED).facts["size_from"] == "nothing"


def test_an_organisation_has_one_unit_at_a_time(register, model, head):
    begin(register["hosp-a"], model, head)

    with pytest.raises(Refusal, match="unit_stands_already"):
        begin(register["hosp-a"], model, head)


def test_numbers_follow_each_other_in_the_whole_country(register, model, head):
    numbers = [begin(register[slug], model, head).number for slug in ("hosp-a", "hosp-b", "la-a")]

    assert numbers == [1, 2, 3]


def test_a_draft_sets_up_no_unit(register, head):
    draft = small_model.published()
    draft.published_at = None

    with pytest.raises(Refusal, match="blueprint_is_a_draft"):
        begin(register["hosp-a"], draft, head)


def test_no_unit_begins_tomorrow_or_in_a_closed_organisation(register, model, head):
    body = register["hosp-a"]
    with pytest.raises(Refusal, match="day_lies_ahead"):
        begin(body, model, head, began_on=TODAY + timedelta(days=1))

    body.closed_on = TODAY
    body.save()
    with pytest.raises(Refusal, match="is_closed"):
        begin(body, model, head)


def test_a_person_of_the_demonstration_begins_no_unit_in_the_real_country(register, model, head):
    head.is_demonstration = True

    with pytest.raises(Refusal, match="simulated_and_real"):
        begin(register["hosp-a"], model, head)


def test_the_log_tells_who_began_it_and_on_what_it_rests(unit, head):
    entry = Entry.objects.get(action="units.created")

    assert (entry.by, entry.reason, entry.organisation_key) == (head, "offer 12", unit.organisation_id)


# recorded


def told(model, **changes):
    facts = {
        "blueprint": model,
        "size": Size.SMALL,
        "began_on": date(2022, 2, 1),
        "basis": "list of March 2024",
        **changes,
    }
    return Told(**facts)


HISTORY = (
    Passed("agreed", date(2022, 3, 1)),
    Passed("formed", date(2022, 8, 15)),
    Passed("operational", date(2023, 1, 2)),
)


def test_a_unit_is_recorded_at_its_stage_with_the_day_of_each(register, model, officer):
    unit = recording.record(register["hosp-a"], told(model, stages=HISTORY), by=officer, at=NOW)

    assert (unit.stage, unit.formed_on, unit.operational_on) == (
        "operational",
        date(2022, 8, 15),
        date(2023, 1, 2),
    )
    passed = UnitEvent.objects.filter(unit=unit, kind=EventKind.STAGE_PASSED).order_by("on")
    assert [(each.facts["stage"], each.on) for each in passed] == [(p.stage, p.on) for p in HISTORY]
    assert unit.passages.filter(verdict=Verdict.GREEN).count() == 3, "no stage without its passage"


def test_steps_of_stages_that_were_reached_are_done_and_the_others_planned(
    register, calendars, model, officer
):
    unit = recording.record(register["hosp-a"], told(model, stages=HISTORY[:2]), by=officer, at=NOW)
    steps = {step.code: step for step in Step.objects.filter(unit=unit)}

    assert steps["room"].done_on == date(2022, 8, 15)
    assert steps["desk"].done_on is None
    assert steps["desk"].starts_on >= TODAY


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"began_on": date(2021, 3, 31)}, "before_the_programme"),
        ({"began_on": date(2026, 11, 24)}, "day_lies_ahead"),
        ({"basis": " "}, "basis_missing"),
        ({"stages": HISTORY[1:]}, "stages_not_in_order"),
        ({"stages": (*HISTORY, Passed("beyond", TODAY))}, "stages_not_in_order"),
        ({"stages": (Passed("agreed", date(2022, 1, 31)),)}, "stage_days_not_in_order"),
        ({"stages": (Passed("agreed", date(2027, 1, 1)),)}, "day_lies_ahead"),
        ({"standing": Standing.DORMANT}, "since_missing"),
        (
            {"stages": HISTORY, "standing": Standing.CLOSED, "since": date(2022, 9, 1), "why": "merged"},
            "since_not_possible",
        ),
    ],
)
def test_days_that_contradict_each_other_are_refused(changes, code, register, model, officer):
    with pytest.raises(Refusal, match=code):
        recording.record(register["hosp-a"], told(model, **changes), by=officer, at=NOW)

    assert not Unit.objects.exists()


def test_the_first_day_of_the_programme_is_possible(register, model, officer):
    unit = recording.record(register["hosp-a"], told(model, began_on=recording.EARLIEST), by=officer, at=NOW)

    assert unit.began_on == date(2021, 4, 1)


def test_a_closed_unit_is_recorded_beside_the_one_that_stands(register, model, unit, officer):
    closed = recording.record(
        register["hosp-a"],
        told(model, stages=HISTORY[:1], standing=Standing.CLOSED, since=date(2024, 1, 1), why="members left"),
        by=officer,
        at=NOW,
    )

    assert closed.closed_on == date(2024, 1, 1)
    assert not closed.posts.filter(closed_on__isnull=True).exists()
    assert not closed.steps.filter(state="open").exists()


def test_only_officers_record(register, model, head):
    with pytest.raises(PermissionDenied):
        recording.record(register["hosp-a"], told(model), by=head, at=NOW)


# closed and back


def test_a_closed_unit_has_no_posts_members_or_waiting_gates(unit, lead, officer):
    StagePassage.objects.create(unit=unit, stage="formed", verdict="waiting", asked_at=NOW)
    heard = []

    def hear(sender, unit, **facts):
        heard.append(unit.number)

    events.unit_closed.connect(hear)
    try:
        units.close(unit, reason="two bodies share one team", by=officer, at=NOW)
    finally:
        events.unit_closed.disconnect(hear)

    unit.refresh_from_db()
    assert (unit.standing, unit.closed_on) == (Standing.CLOSED, TODAY)
    assert not Post.objects.filter(unit=unit, closed_on__isnull=True).exists()
    assert not Holding.objects.not_over(TODAY).filter(post__unit=unit).exists()
    assert not Appointment.objects.in_force(TODAY).filter(person=lead.person).exists()
    assert unit.passages.get(stage="formed").verdict == Verdict.WITHDRAWN
    assert heard == [unit.number]


def test_a_unit_is_closed_once_and_with_a_reason(unit, officer):
    with pytest.raises(Refusal, match="reason_missing"):
        units.close(unit, reason=" ", by=officer, at=NOW)
    units.close(unit, reason="done", by=officer, at=NOW)

    with pytest.raises(Refusal, match="unit_is_closed"):
        units.close(unit, reason="done", by=officer, at=NOW)


def test_a_head_closes_no_unit(unit, head):
    with pytest.raises(PermissionDenied):
        units.close(unit, reason="no time", by=head, at=NOW)


def test_a_dormant_unit_comes_back_when_its_minimum_team_is_filled(unit, officer):
    Unit.objects.filter(pk=unit.pk).update(standing=Standing.DORMANT)
    with pytest.raises(Refusal, match="minimum_team_missing"):
        units.reconstitute(unit, reason="a new team", by=officer, at=NOW)

    Post.objects.filter(unit=unit, is_minimum=True).update(vacant_since=None)
    units.reconstitute(unit, reason="a new team", by=officer, at=NOW)

    unit.refresh_from_db()
    assert (unit.standing, unit.standing_since, unit.standing_reason) == (Standing.ACTIVE, TODAY, "")
    assert unit.events.filter(kind=EventKind.RECONSTITUTED).count() == 1


def test_only_a_dormant_unit_is_reconstituted(unit, officer):
    with pytest.raises(Refusal, match="unit_is_not_dormant"):
        units.reconstitute(unit, reason="a new team", by=officer, at=NOW)


def test_an_officer_of_the_demonstration_closes_no_real_unit(unit):
    officer = somebody("Vindya", "programme_officer")
    officer.is_demonstration = True

    with pytest.raises(Refusal, match="simulated_and_real"):
        units.close(unit, reason="done", by=officer, at=NOW)
