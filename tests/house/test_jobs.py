"""Every task is told to the page of jobs, and every refusal that its services give has a sentence."""

import re
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from fulcrum.foundation.jobs import kinds
from fulcrum.foundation.web import refusals

ROOT = Path(__file__).resolve().parents[2]
OWN = sorted(name for name in app.tasks if "builtin" not in name)
APPS = ("attachments", "jobs")


@pytest.mark.parametrize("task", OWN)
def test_every_task_has_a_name_that_people_read(task):
    assert kinds.of(task).label != task


@pytest.mark.parametrize("name", APPS)
def test_every_refusal_has_a_sentence(name):
    folder = ROOT / "fulcrum" / "foundation" / name
    sources = "".join(
        path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if "tests" not in path.parts
    )

    given = set(re.findall(r'Refusal\("(\w+)"', sources))

    assert given
    assert given - refusals.codes() == set()
