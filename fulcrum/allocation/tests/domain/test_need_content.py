"""A need model's content file is checked as a whole, and every problem names its place and remedy."""

import re

import pytest
import yaml

from fulcrum.allocation.domain.need_content import load_model
from fulcrum.allocation.tests.domain.published import NEED_MODEL, model
from fulcrum.kit.content_checks import ContentError

TEXT = NEED_MODEL.read_text(encoding="utf-8")


def changed(change) -> str:
    data = yaml.safe_load(TEXT)
    change(data)
    return yaml.safe_dump(data, allow_unicode=True)


def criterion(data, name):
    return next(each for each in data["criteria"] if each["id"] == name)


def test_the_shipped_model_carries_version_date_and_hash():
    assert model().version == 1
    assert model().published_on.isoformat() == "2026-11-23"
    assert re.fullmatch(r"[0-9a-f]{64}", model().sha256)


def test_one_changed_letter_gives_another_hash():
    assert load_model(TEXT + "# a remark\n").sha256 != model().sha256


def test_the_weights_of_the_shipped_model_add_up_to_100():
    assert sum(each.weight for each in model().criteria) == 100


def test_every_criterion_says_why_and_from_where():
    assert all(each.reason and each.reference for each in model().criteria)


MISTAKES = [
    (lambda data: criterion(data, "poverty").update(weight=16), r"criteria: 101 .*add up to 100"),
    (lambda data: criterion(data, "poverty").update(measure="wealth"), r"criteria\[1\]\.measure: 'wealth'"),
    (lambda data: criterion(data, "poverty").update(wieght=1), r"criteria\[1\]: 'wieght'"),
    (
        lambda data: criterion(data, "poverty")["value"].update(anchors=[[40, 0], [10, 1]]),
        r"criteria\[1\]\.value\.anchors: \['40', '10'\] .*smallest to largest",
    ),
    (
        lambda data: criterion(data, "poverty")["value"].update(anchors=[[0, 0], [10, 1], [20, 0.5]]),
        r"all rise or all fall",
    ),
    (lambda data: criterion(data, "poverty")["value"].update(anchors=[[0, 0]]), r"at least two anchors"),
    (
        lambda data: criterion(data, "poverty")["value"].update(anchors=[[0, 0], [40, 1.5]]),
        r"between 0 and 1",
    ),
    (
        lambda data: criterion(data, "population_served")["value"].update(anchors=[[0, 0], [40, 1]]),
        r"logarithmic scale needs positive",
    ),
    (lambda data: criterion(data, "ict_staff").update(weight=3), r"not yet measured has weight 0"),
    (lambda data: data["criteria"].append(data["criteria"][0]), r"criteria: 'population_served'.*once only"),
    (lambda data: criterion(data, "sector")["rows"].pop(), r"end with a row without match"),
    (
        lambda data: criterion(data, "sector")["rows"][0].update(low=1.2, value=1.4),
        r"rows\[0\]\.value: 1\.4 .*between 0 and 1",
    ),
    (lambda data: data["eligibility"][1].update(match={}), r"eligibility\[1\]\.match.*everyone matches"),
    (
        lambda data: data["eligibility"][1].update(match={"colour": ["red"]}),
        r"eligibility\[1\]\.match: 'colour'",
    ),
    (
        lambda data: data["authority_divisions"].update({"la-002": ["LK-1103"]}),
        r"authority_divisions: 'LK-1103'",
    ),
    (lambda data: data.update(published_on="soon"), r"published_on: 'soon'"),
    (lambda data: data.update(format="other/1"), r"format: 'other/1'"),
]


@pytest.mark.parametrize(("mistake", "message"), MISTAKES, ids=[message for _, message in MISTAKES])
def test_a_mistake_is_refused_with_its_place_and_remedy(mistake, message):
    with pytest.raises(ContentError, match=message):
        load_model(changed(mistake))


def test_all_mistakes_are_named_at_once():
    def two(data):
        data["version"] = 0
        data["published_on"] = "soon"

    with pytest.raises(ContentError) as refused:
        load_model(changed(two))

    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("text", ["", "- a\n- list", "a: [unclosed"])
def test_what_is_no_model_at_all_is_refused(text):
    with pytest.raises(ContentError):
        load_model(text)
