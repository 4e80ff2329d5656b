"""The checker catches every broken rule, and needs none of the code it checks."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from subprocess import run

import pytest

import fulcrum.allocation.domain.certify as certify_module
from fulcrum.allocation.domain.certify import Broken, check
from fulcrum.allocation.domain.result import Method, Status
from fulcrum.allocation.domain.solve import Found, solve
from fulcrum.allocation.tests.domain.placing_cases import family, flags, problem

DOMAIN = Path(certify_module.__file__).parent


@pytest.fixture
def asked():
    groups = [family("f", ["a", "a", "b", "b", None], {"a": (1, 1), "b": (0, 1)})]
    return problem([50, 40, 30, 20, 10], 3, groups, mandatory=[4], excluded=[3])


def test_a_plan_that_keeps_every_rule_passes(asked):
    assert check(asked, flags(5, [0, 2, 4]), 90) == ()


@pytest.mark.parametrize(
    ("hosts", "objective", "broken"),
    [
        ([0, 4], 60, {Broken.UNITS}),
        ([0, 2, 4], 91, {Broken.OBJECTIVE}),
        ([0, 1, 4], 100, {Broken.MAXIMUM}),
        ([2, 4, 3], 60, {Broken.MINIMUM, Broken.MAXIMUM, Broken.EXCLUDED}),
        ([0, 1, 2], 120, {Broken.MANDATORY, Broken.MAXIMUM}),
    ],
)
def test_each_broken_rule_is_named(asked, hosts, objective, broken):
    found = check(asked, flags(5, hosts), objective)

    assert {violation.rule for violation in found} == broken
    assert all("{" not in str(violation) for violation in found)


def test_a_plan_for_another_number_of_organisations_is_refused(asked):
    (violation,) = check(asked, flags(4, [0]), 50)

    assert violation.rule is Broken.LENGTH


def test_an_answer_that_fails_the_check_never_leaves_the_engine(asked, monkeypatch):
    monkeypatch.setattr("fulcrum.allocation.domain.solve.greedily", _takes_the_first)

    with pytest.raises(AssertionError, match="independent check"):
        solve(asked)


def _takes_the_first(asked, prepared):
    return Found(Status.OPTIMAL, Method.GREEDY, flags(len(prepared.members), [0]), 50)


def imports(module: str) -> set[str]:
    tree = ast.parse((DOMAIN / f"{module}.py").read_text())
    found = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return found | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }


def test_the_checker_imports_the_problem_and_nothing_else_of_the_engine():
    ours = {name for name in imports("certify") if name.startswith("fulcrum")}

    assert ours == {"fulcrum.allocation.domain.problem"}


def test_one_file_only_knows_the_solver():
    knowing = [
        path.stem
        for path in DOMAIN.glob("*.py")
        if any(name.split(".")[0] == "highspy" for name in imports(path.stem))
    ]

    assert knowing == ["highs"]


def test_the_solver_prints_nothing():
    code = "from fulcrum.allocation.domain import highs; highs.version()"
    ended = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (ended.stdout, ended.stderr) == ("", "")
