"""The worked examples of docs/method/need-score.md are what the program computes."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from fulcrum.allocation.domain.certainty import certainty
from fulcrum.allocation.domain.criteria import State
from fulcrum.allocation.domain.facts import AgreedValue
from fulcrum.allocation.domain.likeness import alike
from fulcrum.allocation.domain.need import score, score_one
from fulcrum.allocation.domain.need_content import load_model
from fulcrum.allocation.domain.next_version import next_text
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.domain.states import Sureness
from fulcrum.allocation.tests.domain.published import FULCRUM, NEED_MODEL, facts, model, organisation
from fulcrum.allocation.tests.domain.test_shipped_scenario import best_plan, shipped_problem

PAGE = (FULCRUM.parent / "docs" / "method" / "need-score.md").read_text(encoding="utf-8")
AGREED = re.search(r"^```agreed-score (\S+) (\S+) ([^\n]*)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = re.findall(r"^```need-score (\S+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def as_printed(found):
    computed = [
        [line.criterion, str(line.value), *map(str, (line.points, line.low, line.high))]
        for line in found.lines
        if line.state is not State.NOT_YET_MEASURED
    ]
    return [*computed, ["total", "-", str(found.points), str(found.low), str(found.high)]]


@pytest.mark.parametrize(("slug", "table"), EXAMPLES, ids=[slug for slug, _ in EXAMPLES])
def test_the_worked_example_adds_up_as_printed(slug, table):
    found = score_one(model(), organisation(slug), facts().atlas)

    assert [row.split() for row in table.splitlines()] == as_printed(found)


def test_the_worked_example_of_agreed_values_adds_up_as_printed():
    slug, day, stated, table = AGREED.groups()
    on = date.fromisoformat(day)
    agreed = {
        name: AgreedValue(Decimal(value), on) for name, value in (each.split("=") for each in stated.split())
    }
    second = load_model(next_text(NEED_MODEL.read_text(encoding="utf-8"), 2, on))

    found = score_one(second, organisation(slug), facts().atlas, agreed)

    assert [row.split() for row in table.splitlines()] == as_printed(found)
    assert f"to {found.points / 10_000:.2f} points" in PAGE


def test_there_is_a_worked_example():
    assert EXAMPLES


def test_the_table_of_weights_is_that_of_the_model():
    weights = re.findall(r"^\| [^|]+ \| (\d+) \| (?:linear|log|table)", PAGE, re.MULTILINE)

    assert [int(weight) for weight in weights] == [each.weight for each in model().criteria if each.weight]


def test_places_by_kind_are_those_of_the_plan():
    printed = re.search(r"^```places-by-kind\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    bodies, scores, _ = best_plan()
    placed = Counter(body.kind for body in bodies)
    may = Counter(body.kind for body in facts().organisations if body.slug in scores)

    assert {row.split()[0]: tuple(map(int, row.split()[1:])) for row in printed[1].splitlines()} == {
        kind: (count, placed[kind]) for kind, count in may.items()
    }


def test_the_groups_of_look_alikes_are_as_many_as_printed():
    groups = alike(score(model(), facts()), facts())

    assert f"{len(groups)} such groups with {sum(group.size for group in groups)} bodies" in " ".join(
        PAGE.split()
    )


def test_the_places_that_stay_in_the_worst_case_are_as_many_as_printed():
    problem, result = shipped_problem(), solve(shipped_problem())
    scores = score(model(), facts())
    sure = certainty(
        problem,
        result,
        low=np.array([scores[slug].low for slug in problem.ids]),
        high=np.array([scores[slug].high for slug in problem.ids]),
        by_lot=np.zeros(problem.size, dtype=bool),
    )

    assert f"{sure.count(Sureness.CERTAIN)} of the 500 would still have their place" in " ".join(PAGE.split())
