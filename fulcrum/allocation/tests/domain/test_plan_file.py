"""A plan file says everything about an answer, in one order only."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from fulcrum.allocation.domain import plan_file
from fulcrum.allocation.domain.bad_input import BadInput
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.tests.domain.placing_cases import family, problem, random_problem


def test_it_has_the_fields_of_the_format_and_no_other():
    asked = problem([3, 2, 1], 2)

    content = json.loads(plan_file.write(asked, solve(asked)))

    assert list(content) == [
        "format",
        "status",
        "objective",
        "bound",
        "gap",
        "seconds",
        "hosts",
        "conflicts",
        "input_hash",
        "versions",
    ]
    assert (content["format"], content["status"], content["objective"]) == ("fulcrum.plan/1", "optimal", 5)
    assert (content["bound"], content["gap"], content["hosts"]) == (5, 0.0, ["o0", "o1"])


def test_hosts_stand_in_the_order_of_their_keys():
    asked = problem([1, 2, 3], 3, keys=[30, 10, 20])

    assert json.loads(plan_file.write(asked, solve(asked)))["hosts"] == ["o1", "o2", "o0"]


def test_only_the_time_taken_differs_between_two_runs():
    for seed in range(12):
        asked = random_problem(seed, "three")
        first, second = (replace(solve(asked), seconds=0.0) for _ in range(2))

        assert plan_file.write(asked, first) == plan_file.write(asked, second)


def test_a_conflict_is_written_with_its_quotas_and_their_relief():
    asked = problem([1, 2], 1, [family("f", ["a", "a"], {"z": (1, None)})])

    content = json.loads(plan_file.write(asked, solve(asked)))

    assert (content["status"], content["objective"], content["gap"], content["hosts"]) == (
        "infeasible",
        None,
        None,
        [],
    )
    assert content["conflicts"] == [
        {"quotas": [{"group": "f", "value": "z", "bound": "min", "limit": 1}], "relax_by": [1]}
    ]


def test_a_plan_worth_nothing_has_no_gap_that_json_could_not_hold():
    asked = problem([0, 0], 1)
    unproven = replace(solve(asked), bound=5, gap=float("inf"))

    assert json.loads(plan_file.write(asked, unproven))["gap"] is None


def test_what_is_written_can_be_read_back():
    asked = problem([3, 2, 1], 2)
    result = solve(asked)

    kept = plan_file.read(plan_file.write(asked, result))

    assert kept == plan_file.KeptPlan(Status.OPTIMAL, 5, 5, ("o0", "o1"), result.input_hash)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "x"),
        ("status", "fine"),
        ("status", ["optimal"]),
        ("objective", 1.5),
        ("bound", True),
        ("hosts", "o0"),
        ("hosts", [1]),
        ("input_hash", 4),
    ],
)
def test_a_plan_with_a_wrong_field_is_refused_with_its_place(name, value):
    asked = problem([3, 2, 1], 2)
    content = json.loads(plan_file.write(asked, solve(asked))) | {name: value}

    with pytest.raises(BadInput, match=rf"\$\.{name}"):
        plan_file.read(json.dumps(content))


@pytest.mark.parametrize("text", ["", "[]", "3", b"\xff"])
def test_what_is_no_plan_is_refused(text):
    with pytest.raises(BadInput):
        plan_file.read(text)
