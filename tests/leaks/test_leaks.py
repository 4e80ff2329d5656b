"""Nobody learns of what they may not know, by whatever address they ask: a page, a count, a search, a file, the API.

Everything that is not public is planted once at one hospital. For who is out of reach the program answers as if
nothing were planted, to the letter. Who is within reach finds exactly what SEEN_BY grants.
"""

from dataclasses import replace
from difflib import unified_diff

import pytest

from fulcrum.units.services import blueprints
from tests.cast import NOW
from tests.leaks import cast
from tests.leaks.planted import SEEN_BY, plant, present, words_in
from tests.leaks.walk import answers_to, let_in


@pytest.fixture
def people(register, plan, settings, tmp_path):
    """The cast, with an empty folder for documents, a worked example to look at and the models of units."""
    settings.ENV = replace(settings.ENV, home=tmp_path)
    blueprints.load_shipped(at=NOW)
    return {cast.VISITOR: None, **cast.people(register)}


@pytest.fixture
def planting(people, register, need_model):
    """Plant everything; called when it is time."""
    return lambda: plant(people, register["hosp-a"], need_model)


def things_in(answers):
    """By thing, the questions whose answers say its word."""
    found = {}
    for asked, answer in answers.items():
        for thing in words_in(answer):
            found.setdefault(thing, []).append(asked)
    return found


def first_difference(before, after):
    """The first answer that is another one, with the lines that differ; empty if there is none."""
    for asked, answer in after.items():
        if answer != before[asked]:
            lines = unified_diff(before[asked].splitlines(), answer.splitlines(), lineterm="", n=0)
            return "\n".join([asked, *list(lines)[:12]])
    return ""


@pytest.mark.parametrize("who", cast.OUT_OF_REACH)
def test_for_who_is_out_of_reach_nothing_is_there(who, people, planting):
    door = let_in(people[who])
    before = answers_to(*door)
    rows = planting()
    as_planted = present(rows)

    after = answers_to(*door)

    assert things_in(after) == {}
    assert first_difference(before, after) == ""
    assert present(rows) == as_planted, "refused, and yet something was changed"


@pytest.mark.parametrize("who", cast.WITHIN_REACH)
def test_who_is_within_reach_finds_what_the_table_grants_and_no_more(who, people, planting):
    planting()

    found = things_in(answers_to(*let_in(people[who])))

    assert set(found) == {thing for thing, readers in SEEN_BY.items() if who in readers}, found
