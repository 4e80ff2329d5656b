"""What an action lets a person do is told in words, and asked for where it is done."""

import ast
from pathlib import Path

from fulcrum.registry import access

ROOT = Path(__file__).resolve().parents[2] / "fulcrum"
ONLY_TELL = {"permissions.py", "menu_lines.py", "my_work.py", "people_work.py", "welcome.py"}
"""They declare actions, or show a way to who may take them; none of them keeps anybody out."""


def asked_for() -> set[str]:
    """Every text constant of the code that could keep somebody out."""
    found = set()
    for path in ROOT.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts or path.name in ONLY_TELL:
            continue
        constants = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        found |= {
            node.value for node in constants if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found


def test_every_action_is_worded():
    assert [action for action in access.declared() if access.words_of(action) == action] == []


def test_every_action_keeps_somebody_out_somewhere():
    assert sorted(set(access.declared()) - asked_for()) == []
