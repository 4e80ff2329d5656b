"""Every action that the program records is called something in words."""

import ast
from pathlib import Path

from fulcrum.foundation.audit import wording

ROOT = Path(__file__).resolve().parents[2] / "fulcrum"
MODULE = "fulcrum.foundation.audit"


def recorded() -> set[str]:
    """First arguments, where they are written out, of every call of `audit.record` in the program."""
    found = set()
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "tests" in path.parts or MODULE not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and _is_record(node.func) and node.args:
                first = node.args[0]
                found |= {first.value} if isinstance(first, ast.Constant) else set()
    return found


def _is_record(function: ast.expr) -> bool:
    named = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return named == "record"


def test_the_search_finds_what_is_recorded():
    assert {"registry.appointed", "audit.exported", "jobs.job_stopped"} <= recorded()


def test_every_recorded_action_is_worded():
    worded = {code for code, _words in wording.actions()}

    assert sorted(recorded() - worded) == []
