"""The command keeps its promises: exit codes, messages, and never half a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fulcrum.allocation import plan_cli
from fulcrum.allocation.domain import problem_file
from fulcrum.allocation.domain.lottery import decided_by_lot
from fulcrum.allocation.domain.problem_file import FORMAT
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.domain.solve import solve

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "problem.json"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "problem.json").write_text(EXAMPLE.read_text())
    return tmp_path


def run(*words: object) -> int:
    return plan_cli.main([str(word) for word in words])


def small(**changes: object) -> str:
    rows = [{"key": key, "id": f"o{key}", "score": key, "groups": {"g": "a"}} for key in (1, 2, 3)]
    return json.dumps(
        {"format": FORMAT, "units": 1, "organisations": rows, "quotas": [], "tie_seed": 1} | changes
    )


def test_it_writes_the_plan_and_says_what_came_of_it(folder, capsys):
    code = run("solve", folder / "problem.json", "-o", folder / "plan.json")

    assert code == 0
    plan = json.loads((folder / "plan.json").read_text())
    assert (plan["format"], plan["status"], len(plan["hosts"])) == ("fulcrum.plan/1", "optimal", 4)
    said = capsys.readouterr()
    assert said.out == ""
    assert "optimal: 4 of 12 chosen" in said.err


def test_without_a_place_to_write_the_plan_goes_to_standard_output(folder, capsys):
    assert run("solve", folder / "problem.json") == 0

    assert json.loads(capsys.readouterr().out)["status"] == "optimal"


def test_a_collision_is_an_answer_with_names(folder, capsys):
    (folder / "p.json").write_text(small(quotas=[{"group": "g", "value": "a", "max": 0}]))

    assert run("solve", folder / "p.json", "-o", folder / "plan.json") == 0

    plan = json.loads((folder / "plan.json").read_text())
    assert plan["status"] == "infeasible"
    assert plan["conflicts"][0]["quotas"][0] == {"group": "g", "value": "a", "bound": "max", "limit": 0}
    assert "g = a at most 0 (gives way by 1)" in capsys.readouterr().err


def test_bad_input_is_named_with_path_value_and_remedy_and_nothing_is_written(folder, capsys):
    (folder / "p.json").write_text(small(units=1.5, tie_seed=[]))

    assert run("solve", folder / "p.json", "-o", folder / "plan.json") == 2

    said = capsys.readouterr().err
    assert "$.units: 1.5: must be a whole number" in said
    assert "$.tie_seed: []: must be" in said
    assert not (folder / "plan.json").exists()


def test_of_very_many_faults_the_first_are_shown_and_the_others_counted(folder, capsys):
    rows = [{"key": key, "id": f"o{key}", "score": -1} for key in range(50)]
    (folder / "p.json").write_text(small(organisations=rows))

    assert run("solve", folder / "p.json") == 2

    assert capsys.readouterr().err.splitlines()[20:] == ["and 30 more"]


@pytest.mark.parametrize(("status", "code"), [(Status.GAP, 0), (Status.TIME_LIMIT, 3)])
def test_the_exit_code_tells_how_it_ended(folder, monkeypatch, status, code):
    monkeypatch.setattr(
        plan_cli, "solve", lambda asked, **limits: replace(solve(asked, **limits), status=status)
    )

    assert run("solve", folder / "problem.json", "-o", folder / "plan.json") == code


def test_without_time_there_is_no_plan_and_the_code_says_so(folder, capsys):
    assert run("solve", folder / "problem.json", "--seconds", "1e-9") == 4

    said = capsys.readouterr()
    assert json.loads(said.out)["status"] == "unknown"
    assert "--seconds" in said.err


def test_the_limits_reach_the_engine(folder, monkeypatch):
    given = {}
    monkeypatch.setattr(plan_cli, "solve", lambda asked, **limits: given.update(limits) or solve(asked))

    run("solve", folder / "problem.json", "--seconds", "7.5", "--gap", "0.25")

    assert given == {"seconds": 7.5, "gap": 0.25}


@pytest.mark.parametrize(
    "words",
    [
        ["solve"],
        [],
        ["draw"],
        ["solve", "p", "--seconds", "0"],
        ["solve", "p", "--seconds", "nan"],
        ["solve", "p", "--gap", "1"],
        ["solve", "p", "--gap", "-1"],
        ["solve", "p", "--gap", "much"],
    ],
)
def test_words_that_make_no_sense_are_bad_input(words, capsys):
    assert run(*words) == 2
    assert "usage:" in capsys.readouterr().err


def test_help_is_no_failure(capsys):
    assert run("--help") == 0
    assert "fulcrum plan" in capsys.readouterr().out


@pytest.mark.parametrize("path", ["nowhere.json", "", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_said(folder, capsys, path):
    assert run("solve", f"{folder}/{path}") == 2
    assert "cannot read" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["nowhere/plan.json", ".", "problem.json", "a\0b"])
def test_a_place_that_cannot_be_written_is_said(folder, capsys, path):
    assert run("solve", folder / "problem.json", "-o", f"{folder}/{path}") == 2
    assert "cannot write" in capsys.readouterr().err
    assert (folder / "problem.json").read_text() == EXAMPLE.read_text()


def test_a_plan_that_cannot_be_put_in_place_leaves_the_old_one_and_no_litter(folder, monkeypatch, capsys):
    (folder / "plan.json").write_text("old")
    monkeypatch.setattr(Path, "replace", _full)

    assert run("solve", folder / "problem.json", "-o", folder / "plan.json") == 2

    assert sorted(path.name for path in folder.iterdir()) == ["plan.json", "problem.json"]
    assert (folder / "plan.json").read_text() == "old"


def _full(*given):
    raise OSError(28, "No space left on device")


def test_a_plan_behind_a_link_is_replaced_and_keeps_its_permissions(folder):
    (folder / "real.json").write_text("old")
    (folder / "real.json").chmod(0o640)
    (folder / "link.json").symlink_to(folder / "real.json")

    assert run("solve", folder / "problem.json", "-o", folder / "link.json") == 0

    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_text())["status"] == "optimal"
    assert (folder / "real.json").stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_and_not_replaced(folder):
    assert run("solve", folder / "problem.json", "-o", os.devnull) == 0
    assert not Path(os.devnull).is_file()


def test_two_processes_write_the_same_plan_for_rows_in_any_order(folder):
    content = json.loads(EXAMPLE.read_text())
    content["organisations"].reverse()
    content["quotas"].reverse()
    (folder / "turned.json").write_text(json.dumps(content))

    texts = []
    for name in ("problem.json", "turned.json"):
        command = [sys.executable, "-m", "fulcrum.allocation.plan_cli", "solve", str(folder / name)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        texts.append([line for line in ended.stdout.splitlines() if '"seconds"' not in line])

    assert texts[0] == texts[1]


def test_a_problem_can_come_from_standard_input():
    command = [sys.executable, "-m", "fulcrum.allocation.plan_cli", "solve", "-"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, input=EXAMPLE.read_bytes(), check=True)

    assert json.loads(ended.stdout)["status"] == "optimal"


def test_a_valid_plan_passes_the_check(folder, capsys):
    run("solve", folder / "problem.json", "-o", folder / "plan.json")

    assert run("check", folder / "problem.json", folder / "plan.json") == 0
    assert "valid: 4 hosts" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"objective": 1}, "add up to"),
        ({"hosts": ["org-a", "org-b", "org-c", "org-j"]}, "at most 2"),
        ({"hosts": ["org-a", "org-c", "org-e", "org-d"]}, "org-j is mandatory"),
        ({"hosts": ["org-a", "org-a", "org-c", "org-j"]}, "twice"),
        ({"hosts": ["org-a", "org-x", "org-c", "org-j"]}, '"org-x" is no organisation'),
        ({"bound": 1}, "below the objective"),
        ({"bound": 9_999_999}, "not its objective"),
        ({"input_hash": "sha256:0"}, "another problem"),
        ({"objective": None}, "needs an objective"),
    ],
)
def test_a_plan_that_was_tampered_with_fails_the_check(folder, capsys, change, message):
    run("solve", folder / "problem.json", "-o", folder / "plan.json")
    plan = json.loads((folder / "plan.json").read_text()) | change
    (folder / "plan.json").write_text(json.dumps(plan))

    assert run("check", folder / "problem.json", folder / "plan.json") == 1
    assert message in capsys.readouterr().err


def test_what_is_no_plan_cannot_be_checked(folder, capsys):
    assert run("check", folder / "problem.json", folder / "problem.json") == 2
    assert "$.format" in capsys.readouterr().err


def test_an_answer_without_hosts_has_nothing_to_check(folder, capsys):
    (folder / "p.json").write_text(small(quotas=[{"group": "g", "value": "a", "max": 0}]))
    run("solve", folder / "p.json", "-o", folder / "plan.json")

    assert run("check", folder / "p.json", folder / "plan.json") == 0
    assert "nothing to check" in capsys.readouterr().err


def test_the_example_is_small_and_has_a_place_decided_by_lot():
    asked = problem_file.read(EXAMPLE.read_text())
    result = solve(asked)

    assert (asked.size, asked.units, len(asked.families)) == (12, 4, 2)
    assert np.array(asked.ids)[result.chosen & decided_by_lot(asked, result)].tolist() == ["org-f"]
