"""docs/operate.md lists every setting, exit code and message of the program, and none that does not exist."""

import inspect
import re
from pathlib import Path

from fulcrum.runtime import env, problems

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "operate.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> set[str]:
    """What the first column of the table under a heading names."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^\| `?(\w+)`? \|", section, re.MULTILINE)) - {"variable", "code", "message"}


def test_every_setting_is_documented_and_every_documented_one_exists():
    assert first_cells("Settings") == {setting.name for setting in env.SETTINGS}


def test_the_reader_knows_no_variable_that_is_not_listed():
    read = set(re.findall(r'environ, "(\w+)"', inspect.getsource(env)))

    assert read == {setting.name for setting in env.SETTINGS}


def test_every_exit_code_is_documented():
    section = PAGE.split("## Exit codes\n")[1].split("\n## ")[0]
    listed = re.findall(r"^\| (\d+) \| (\w+) \|", section, re.MULTILINE)

    assert listed == [(str(code.value), code.name) for code in problems.Exit]


def test_every_message_is_documented_with_its_remedy():
    made = {
        name
        for name, function in inspect.getmembers(problems, inspect.isfunction)
        if function.__annotations__.get("return") is problems.Problem
    }

    assert first_cells("Messages and remedies") == made


def test_every_message_is_used():
    used = "".join(
        path.read_text() for path in (PROJECT / "fulcrum").rglob("*.py") if path.name != "problems.py"
    )
    made = [name for name, _ in inspect.getmembers(problems, inspect.isfunction)]

    assert [name for name in made if not re.search(rf"\b{name}\(", used)] == []
