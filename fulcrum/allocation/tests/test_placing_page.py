"""The worked example of docs/method/placing.md, executed from the page itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from fulcrum.allocation.domain import plan_file, problem_file
from fulcrum.allocation.domain.certainty import certainty
from fulcrum.allocation.domain.explain import explain_all
from fulcrum.allocation.domain.lottery import decided_by_lot, lot
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.domain.solve import solve

PAGE = Path(__file__).parents[3] / "docs" / "method" / "placing.md"


@pytest.fixture(scope="module")
def blocks():
    """The problem, what comes of it, and the variant that cannot be met."""
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)]


@pytest.fixture(scope="module")
def asked(blocks):
    return problem_file.read(json.dumps(blocks[0]))


def test_the_plan_is_the_one_on_the_page(blocks, asked):
    plan = json.loads(plan_file.write(asked, solve(asked)))

    assert (plan["status"], plan["objective"], plan["bound"]) == (
        "optimal",
        blocks[1]["objective"],
        blocks[1]["objective"],
    )
    assert plan["hosts"] == blocks[1]["hosts"]


def test_the_lots_are_the_ones_on_the_page(blocks, asked):
    result = solve(asked)
    lots = {name: lot(asked.tie_seed, int(asked.key[asked.ids.index(name)])) for name in blocks[1]["lots"]}

    assert lots == blocks[1]["lots"]
    assert np.array(asked.ids)[decided_by_lot(asked, result)].tolist() == blocks[1]["by_lot"]


def test_the_distances_from_the_line_are_the_ones_on_the_page(blocks, asked):
    changes = explain_all(asked, solve(asked)).tolist()

    assert dict(zip(asked.ids, changes, strict=True)) == blocks[1]["change"]


def test_the_shadow_prices_are_the_ones_on_the_page(blocks, asked):
    uses = solve(asked).quotas

    assert {f"{use.quota.value} {use.quota.bound}": use.shadow_price for use in uses} == blocks[1][
        "shadow_prices"
    ]


def test_the_variant_that_cannot_be_met_collides_as_on_the_page(blocks):
    asked = problem_file.read(json.dumps(blocks[0] | {"quotas": blocks[2]["quotas"]}))

    assert json.loads(plan_file.write(asked, solve(asked)))["conflicts"] == blocks[2]["conflicts"]


def test_the_sureness_is_the_one_on_the_page(blocks, asked):
    result = solve(asked)
    low, high = (
        np.array(
            [blocks[3][side].get(name, score) for name, score in zip(asked.ids, asked.score, strict=True)]
        )
        for side in ("low", "high")
    )

    sure = certainty(asked, result, low=low, high=high, by_lot=decided_by_lot(asked, result))

    told = {name: str(each) for name, each in zip(asked.ids, sure.sureness, strict=True) if each}
    assert told == blocks[3]["sureness"]


def test_every_status_is_on_the_page():
    page = PAGE.read_text()

    assert [status for status in Status if f"| {status} |" not in page] == []
