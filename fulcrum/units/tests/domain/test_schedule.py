"""The days of an establishment plan, by hand and for any plan."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulcrum.units.domain.schedule import Bar, Task, measured, schedule


@st.composite
def plans(draw):
    """Up to twelve steps; each waits for some of those before it, so that no circle can arise."""
    number = draw(st.integers(1, 12))
    tasks = []
    for position in range(number):
        before = draw(st.sets(st.integers(0, position - 1), max_size=4)) if position else set()
        days = draw(st.integers(0, 20))
        tasks.append(Task(f"s{position:02d}", days, tuple(f"s{each:02d}" for each in sorted(before))))
    return tasks


def test_two_ways_to_the_end_by_hand():
    found = schedule([
        Task("brief", 2),
        Task("rooms", 10, ("brief",)),
        Task("lead", 5, ("brief",)),
        Task("team", 3, ("lead",)),
        Task("open", 1, ("rooms", "team")),
    ])  # fmt: skip

    assert found.bars["team"] == Bar(7, 9)
    assert found.bars["open"] == Bar(12, 12)
    assert found.slack == {"brief": 0, "rooms": 0, "lead": 2, "team": 2, "open": 0}
    assert found.critical == ("brief", "rooms", "open")
    assert found.length == 13


def test_what_is_left_out_passes_on_for_what_it_waits():
    found = schedule([Task("a", 4), Task("b", 0, ("a",)), Task("c", 2, ("b",))])

    assert found.bars["c"] == Bar(4, 5)
    assert found.critical == ("a", "c")


def test_a_step_waits_for_its_earliest_day():
    assert schedule([Task("a", 2, not_before=7)]).bars["a"] == Bar(7, 8)


def test_steps_in_a_circle_are_told():
    with pytest.raises(ValueError, match="wait for each other: a, b"):
        schedule([Task("a", 1, ("b",)), Task("b", 1, ("a",))])


def test_a_step_that_stands_twice_is_told():
    with pytest.raises(ValueError, match="'a' stands twice"):
        schedule([Task("a", 1), Task("a", 2)])


def test_a_plan_without_steps_has_no_length():
    assert schedule([]).length == 0


def test_slack_of_steps_that_slipped_is_measured_by_their_own_days():
    found = measured({"a": Bar(0, 4), "b": Bar(8, 9), "c": Bar(0, 2)}, {"b": ("a",)})

    assert found.slack == {"a": 3, "b": 0, "c": 7}


@given(plans())
def test_no_step_begins_before_those_it_waits_for_have_ended(tasks):
    bars = schedule(tasks).bars

    assert all(bars[task.code].first > bars[before].last for task in tasks for before in task.after)


@given(plans())
def test_the_critical_path_is_as_long_as_the_plan(tasks):
    found = schedule(tasks)
    days = {task.code: task.days for task in tasks}

    assert sum(days[code] for code in found.critical) == found.length
    assert all(found.slack[code] == 0 for code in found.critical)


@given(plans(), st.randoms(use_true_random=False))
def test_one_more_dependency_brings_nothing_forward(tasks, chance):
    if len(tasks) < 2:
        return
    position = chance.randrange(1, len(tasks))
    more = tasks[chance.randrange(position)].code
    task = tasks[position]
    changed = [*tasks]
    changed[position] = Task(task.code, task.days, (*task.after, more))

    before, after = schedule(tasks), schedule(changed)

    assert all(after.bars[code].first >= bar.first for code, bar in before.bars.items())
    assert after.length >= before.length


@given(plans(), st.integers(0, 2**32))
def test_the_order_of_the_file_plays_no_part(tasks, seed):
    mixed = [*tasks]
    random.Random(seed).shuffle(mixed)

    assert schedule(mixed) == schedule(tasks)


@given(plans())
def test_a_step_that_slips_by_its_slack_does_not_move_the_end(tasks):
    found = schedule(tasks)
    for task in tasks:
        slipped = [
            Task(each.code, each.days, each.after, found.bars[each.code].first + found.slack[each.code])
            if each is task else each
            for each in tasks
        ]  # fmt: skip

        assert schedule(slipped).length == found.length


@given(plans())
def test_no_slack_is_negative(tasks):
    assert all(slack >= 0 for slack in schedule(tasks).slack.values())
