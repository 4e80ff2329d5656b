"""The worked example of docs/method/s-curve.md, executed from the page itself."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from fulcrum.units.domain.s_curve import Course, Target, curve

PAGE = Path(__file__).parents[3] / "docs" / "method" / "s-curve.md"


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def blocks():
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)]


@pytest.fixture(scope="module")
def drawn(blocks):
    asked = blocks[0]
    units = [
        Course(
            day(each["began_on"]), day(each["planned_on"]), day(each.get("formed_on")), each.get("left", 1.0)
        )
        for each in asked["units"]
    ]
    target = asked["target"]
    return curve(
        units, Target(target["units"], day(target["begins_on"]), day(target["by"])), day(asked["on"])
    )


def test_pace_and_rate_are_the_ones_on_the_page(blocks, drawn):
    told = blocks[1]

    assert (drawn.pace, drawn.typical, drawn.not_begun, drawn.rate) == (
        told["pace"],
        told["typical"],
        told["not_begun"],
        told["rate"],
    )


@pytest.mark.parametrize("line", ["planned", "actual", "forecast"])
def test_each_line_runs_as_on_the_page(line, blocks, drawn):
    found = {point.on.isoformat(): getattr(point, line) for point in drawn.points}

    assert {on: found[on] for on in blocks[1][line]} == blocks[1][line]
