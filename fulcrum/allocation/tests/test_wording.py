"""Every line, rule and quota of the shipped content has its sentence."""

import pytest
import yaml
from django.utils.translation import override

from fulcrum.allocation import labels, need_texts, wording
from fulcrum.allocation.domain.criteria import State
from fulcrum.allocation.domain.need import score
from fulcrum.allocation.services import worked_example
from fulcrum.allocation.tests.domain.published import SCENARIO, facts, model


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture(scope="module")
def scores():
    return score(model(), facts())


def told(texts):
    return {code: str(text) for code, text in texts.items()}


def measure(name):
    return next(each.measure for each in model().criteria if each.id == name)


def test_the_sentences_are_word_for_word_those_of_the_content_files():
    quotas = yaml.safe_load(SCENARIO.read_text(encoding="utf-8"))["reasons"]

    assert told(need_texts.CRITERION) == {each.id: each.reason for each in model().criteria}
    assert told(need_texts.REACH) == {rule.id: rule.reason for rule in measure("population_served").rules}
    assert told(need_texts.DIRECTNESS) == {row.id: row.reason for row in measure("directness").rows}
    assert told(need_texts.NEARNESS) == {row.id: row.reason for row in measure("nearness").rows}
    assert told(need_texts.SECTOR) == {row.id: row.reason for row in measure("sector").rows}
    assert told(need_texts.ESSENTIAL_SERVICE) == {
        row.id: row.reason for row in measure("essential_service").rows
    }
    assert told(need_texts.ELIGIBILITY) == {rule.id: rule.reason for rule in model().eligibility}
    assert told(need_texts.MANDATORY) == {rule.id: rule.reason for rule in model().mandatory}
    assert told(need_texts.QUOTA) == {code: " ".join(text.split()) for code, text in quotas.items()}


def test_the_reasons_and_the_name_of_the_simulated_scenario_are_those_of_its_file():
    content = yaml.safe_load(worked_example.SIMULATED_SCENARIO.read_text(encoding="utf-8"))

    reasons = {code: " ".join(text.split()) for code, text in content["reasons"].items()}
    assert told(need_texts.SIMULATED_QUOTA) == reasons
    assert {code: wording.quota_reason(code) for code in reasons} == reasons
    assert content["name"] == labels.SIMULATED_SCENARIO


def test_every_criterion_has_a_name():
    assert set(wording.CRITERION) == {each.id for each in model().criteria}


def test_every_line_of_every_score_is_a_sentence(scores):
    for slug, found in scores.items():
        for line in found.lines:
            sentence = wording.describe_line(line)
            assert sentence.endswith("."), (slug, line.criterion, sentence)
            assert "%(" not in sentence


@pytest.mark.parametrize(
    ("slug", "criterion", "sentence"),
    [
        ("divsec-1103", "population_served", "It serves all of Colombo: 292,089 people."),
        (
            "la-001",
            "population_served",
            "Its area matches these divisions by name: Colombo, Thimbirigasyaya, with 509,207 people.",
        ),
        ("dsec-44", "poverty", "44.5 per cent of people are poor in Mullaitivu."),
        ("dsec-61", "supervised", "30 organisations of this register stand below it."),
        ("la-001", "supervised", "No other organisation of this register stands below it."),
    ],
)
def test_a_line_says_what_is_known(scores, slug, criterion, sentence):
    line = next(each for each in scores[slug].lines if each.criterion == criterion)

    assert wording.describe_line(line) == sentence


def test_a_stand_in_says_so_and_shows_its_range(scores):
    line = next(each for each in scores["divsec-1303"].lines if each.criterion == "poverty")

    assert line.state is State.RANGE
    assert "the figure of the larger region counts" in wording.describe_line(line)
    assert wording.describe_range(line) == "between 7.25 and 17.15"


def test_places_are_named_in_the_readers_language_when_the_names_are_given(scores):
    line = scores["divsec-1103"].lines[0]

    assert wording.describe_line(line, {"LK-1103": "කොළඹ"}) == "It serves all of කොළඹ: 292,089 people."
