"""Taking over another version keeps what was done and moves what is open."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fulcrum.units.domain.adopting import UnitState, adjust, carried
from fulcrum.units.domain.blueprint import Milestone
from fulcrum.units.domain.blueprint_checks import faults
from fulcrum.units.domain.codes import Size, StepState
from fulcrum.units.tests.domain.blueprints import BASE, CHANGED, less, more, other_team, stage, step, with_

DONE, OPEN, DROPPED = StepState.DONE, StepState.OPEN, StepState.DROPPED
FORMED = UnitState(
    size=Size.SMALL,
    stage="formed",
    passed=frozenset({"agreed", "formed"}),
    steps={"sign": DONE, "gather": DONE, "open": OPEN, "review": OPEN},
    posts={"A": True, "B": False},
)


def test_the_same_version_changes_nothing():
    found = adjust(FORMED, BASE, BASE)

    assert found.as_lines() == []
    assert (found.stage, found.passed_kept, found.steps_kept) == ("formed", 2, 2)


def test_an_open_step_that_is_no_longer_asked_is_dropped_and_a_done_one_stays():
    assert adjust(FORMED, BASE, less("steps", "review")).steps_dropped == ("review",)
    assert adjust(FORMED, BASE, less("steps", "gather")).steps_dropped == ()


def test_a_new_step_is_planned_unless_its_stage_is_behind_the_unit():
    ahead = adjust(FORMED, BASE, more("steps", step("new", "running")))
    behind = adjust(FORMED, BASE, more("steps", step("new", "agreed")))

    assert (ahead.steps_planned, ahead.steps_behind) == (("new",), ())
    assert (behind.steps_planned, behind.steps_behind) == ((), ("new",))


def test_a_step_that_an_earlier_version_dropped_is_opened_again_and_one_left_out_for_the_unit_is_not():
    unit = replace(FORMED, steps={**FORMED.steps, "review": DROPPED})

    assert adjust(unit, less("steps", "review"), BASE).steps_reopened == ("review",)
    assert adjust(unit, BASE, BASE).steps_reopened == ()


def test_an_open_step_with_another_length_is_told():
    assert adjust(FORMED, BASE, CHANGED["step days"]).steps_changed == ("open",)
    assert adjust(FORMED, BASE, with_("steps", "sign", days=9)).steps_changed == ()


def test_a_vacant_post_that_the_version_lacks_is_closed_and_a_filled_one_is_never_closed_silently():
    after = other_team(Size.SMALL, full=("A",))

    assert adjust(FORMED, BASE, after).posts_closed == ("B",)
    filled = adjust(replace(FORMED, posts={"A": True, "B": True}), BASE, after)
    assert (filled.posts_closed, filled.posts_kept) == ((), ("B",))


def test_a_new_post_is_opened_and_a_change_of_the_minimum_is_told():
    assert adjust(FORMED, BASE, CHANGED["team gains"]).posts_opened == ("C",)
    assert adjust(FORMED, BASE, CHANGED["minimum gains"]).now_minimum == ("B",)
    assert adjust(FORMED, CHANGED["minimum gains"], BASE).no_longer_minimum == ("B",)


def test_a_new_stage_behind_the_unit_is_not_asked_of_it():
    stages = (BASE.stages[0], stage("seen"), *BASE.stages[1:])

    found = adjust(FORMED, BASE, replace(BASE, stages=stages))

    assert (found.stage, found.gates_behind) == ("formed", ("seen",))


def test_a_unit_whose_stage_is_no_more_stands_at_the_last_one_it_passed():
    stages = (BASE.stages[0], stage("made", milestone=Milestone.FORMED), *BASE.stages[2:])

    assert carried(FORMED, replace(BASE, stages=stages)) == "agreed"
    assert carried(replace(FORMED, stage="", passed=frozenset()), BASE) == ""


def test_a_version_without_a_team_of_its_size_is_not_taken_over():
    with pytest.raises(ValueError, match="small"):
        adjust(FORMED, BASE, replace(BASE, teams=BASE.teams[1:]))


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The machine may be busy; no test is timed."""
CODES = ("sign", "gather", "open", "review", "more")
SOUND = [blueprint for blueprint in CHANGED.values() if not list(faults(blueprint))]
units = st.builds(
    UnitState,
    size=st.just(Size.SMALL),
    stage=st.just("agreed"),
    passed=st.sampled_from([frozenset({"agreed"}), frozenset({"agreed", "formed"})]),
    steps=st.dictionaries(st.sampled_from(CODES), st.sampled_from([DONE, OPEN, DROPPED])),
    posts=st.dictionaries(st.sampled_from("ABCD"), st.booleans()),
)


@unhurried
@given(unit=units, before=st.sampled_from(SOUND), after=st.sampled_from(SOUND))
def test_whatever_the_versions_nothing_done_is_undone_and_nobody_loses_a_post(unit, before, after):
    found = adjust(unit, before, after)

    touched = {*found.steps_dropped, *found.steps_changed, *found.steps_reopened}
    assert not touched & {code for code, state in unit.steps.items() if state == DONE}
    assert not set(found.posts_closed) & {code for code, is_filled in unit.posts.items() if is_filled}
    assert not found.stage or found.stage in unit.passed
    assert found.steps_kept == sum(state == DONE for state in unit.steps.values())


@unhurried
@given(unit=units, before=st.sampled_from(SOUND), after=st.sampled_from(SOUND))
def test_afterwards_the_unit_has_every_step_and_post_of_the_version(unit, before, after):
    found = adjust(unit, before, after)

    steps = {*unit.steps, *found.steps_planned, *found.steps_behind}
    posts = {*unit.posts, *found.posts_opened} - set(found.posts_closed)
    assert {step.code for step in after.steps} <= steps
    assert set(after.team(Size.SMALL).full) <= posts
