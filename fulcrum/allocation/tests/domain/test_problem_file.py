"""A problem file is read strictly, and whatever is wrong is named with its place and remedy."""

from __future__ import annotations

import copy
import json

import numpy as np
import pytest

from fulcrum.allocation.domain import problem_file
from fulcrum.allocation.domain.bad_input import BadInput
from fulcrum.allocation.domain.problem import NO_LABEL, NO_LIMIT

SOUND = {
    "format": "fulcrum.problem/1",
    "units": 1,
    "organisations": [
        {
            "key": 5,
            "id": "org-a",
            "score": 700,
            "mandatory": False,
            "excluded": True,
            "groups": {"tier": "x"},
        },
        {"key": 6, "id": "org-b", "score": 600, "mandatory": True, "excluded": False, "groups": {}},
    ],
    "quotas": [{"group": "tier", "value": "x", "min": None, "max": 3}],
    "tie_seed": "s",
}


def changed(path: str, value: object) -> str:
    """The sound file with the value at a dotted path replaced."""
    content = copy.deepcopy(SOUND)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    target = content
    for step in way:
        target = target[step]
    target[last] = value
    return json.dumps(content)


def without(name: str, row: int | None = None) -> str:
    content = copy.deepcopy(SOUND)
    del (content if row is None else content["organisations"][row])[name]
    return json.dumps(content)


def faults(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        problem_file.read(text)
    assert all(fault.remedy for fault in caught.value.faults)
    return [(fault.path, fault.value) for fault in caught.value.faults]


def test_a_sound_file_becomes_the_problem_it_describes():
    asked = problem_file.read(json.dumps(SOUND))

    assert asked.key.tolist() == [5, 6]
    assert asked.ids == ("org-a", "org-b")
    assert asked.score.tolist() == [700, 600]
    assert (asked.mandatory.tolist(), asked.excluded.tolist()) == ([False, True], [True, False])
    assert (asked.units, asked.tie_seed) == (1, "s")
    (tier,) = asked.families
    assert (tier.name, tier.values, tier.labels.tolist()) == ("tier", ("x",), [0, NO_LABEL])
    assert (tier.lo.tolist(), tier.hi.tolist()) == ([0], [3])


def test_bytes_are_read_as_utf_8_with_or_without_a_mark():
    text = json.dumps(SOUND, ensure_ascii=False)

    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
        assert problem_file.read(content).ids == ("org-a", "org-b")


def test_quotas_on_one_value_are_intersected():
    quotas = [
        {"group": "tier", "value": "x", "min": 1, "max": 9},
        {"group": "tier", "value": "x", "max": 4},
        {"group": "tier", "value": "x", "min": 2},
    ]

    (tier,) = problem_file.read(changed("quotas", quotas)).families

    assert (tier.lo.tolist(), tier.hi.tolist()) == ([2], [4])


def test_a_quota_on_a_value_that_nobody_has_is_kept():
    (tier,) = problem_file.read(changed("quotas.0.value", "nowhere")).families

    assert tier.values == ("x", "nowhere")
    assert tier.hi.tolist() == [NO_LIMIT, 3]


def test_flags_groups_quotas_and_seed_may_be_left_out():
    text = json.dumps(
        {"format": "fulcrum.problem/1", "units": 1, "organisations": [{"key": 1, "id": "a", "score": 3}]}
    )

    asked = problem_file.read(text)

    assert (asked.families, asked.tie_seed) == ((), 0)
    assert not (asked.mandatory | asked.excluded).any()


@pytest.mark.parametrize(
    ("path", "value", "place", "shown"),
    [
        ("format", "fulcrum.problem/2", "$.format", '"fulcrum.problem/2"'),
        ("format", None, "$.format", "null"),
        ("units", 1.5, "$.units", "1.5"),
        ("units", 1.0, "$.units", "1.0"),
        ("units", True, "$.units", "true"),
        ("units", "1", "$.units", '"1"'),
        ("units", -1, "$.units", "-1"),
        ("units", 3, "$.units", "3"),
        ("units", float("nan"), "$.units", "NaN"),
        ("units", float("inf"), "$.units", "Infinity"),
        ("tie_seed", 0.5, "$.tie_seed", "0.5"),
        ("tie_seed", None, "$.tie_seed", "null"),
        ("tie_seed", "", "$.tie_seed", '""'),
        ("organisations", {}, "$.organisations", "{}"),
        ("organisations.0", [], "$.organisations[0]", "[]"),
        ("organisations.0.key", "5", "$.organisations[0].key", '"5"'),
        ("organisations.0.key", 6, "$.organisations[1].key", "6"),
        ("organisations.0.key", 2**63, "$.organisations[0].key", str(2**63)),
        ("organisations.0.id", "org-b", "$.organisations[1].id", '"org-b"'),
        ("organisations.0.id", 7, "$.organisations[0].id", "7"),
        ("organisations.0.id", " ", "$.organisations[0].id", '" "'),
        ("organisations.0.id", "\ud800", "$.organisations[0].id", '"\\ud800"'),
        ("organisations.0.id", "x" * 501, "$.organisations[0].id", '"' + "x" * 56 + "..."),
        ("organisations.0.score", -1, "$.organisations[0].score", "-1"),
        ("organisations.0.score", 10**9 + 1, "$.organisations[0].score", "1000000001"),
        ("organisations.0.score", 7.0, "$.organisations[0].score", "7.0"),
        ("organisations.0.score", False, "$.organisations[0].score", "false"),
        ("organisations.0.mandatory", 1, "$.organisations[0].mandatory", "1"),
        ("organisations.0.excluded", "no", "$.organisations[0].excluded", '"no"'),
        ("organisations.0.mandatory", True, "$.organisations[0]", '"org-a"'),
        ("organisations.0.groups", [], "$.organisations[0].groups", "[]"),
        ("organisations.0.groups.tier", 4, '$.organisations[0].groups["tier"]', "4"),
        ("organisations.0.groups.tier", "", '$.organisations[0].groups["tier"]', '""'),
        ("organisations.0.colour", "red", '$.organisations[0]["colour"]', '"colour"'),
        ("colour", "red", '$["colour"]', '"colour"'),
        ("quotas", None, "$.quotas", "null"),
        ("quotas.0", 3, "$.quotas[0]", "3"),
        ("quotas.0.group", "tear", "$.quotas[0].group", '"tear"'),
        ("quotas.0.value", 4, "$.quotas[0].value", "4"),
        ("quotas.0.min", -1, "$.quotas[0].min", "-1"),
        ("quotas.0.min", 4, "$.quotas[0]", '{"min": 4, "max": 3}'),
        ("quotas.0.max", 2.5, "$.quotas[0].max", "2.5"),
        ("quotas.0.max", True, "$.quotas[0].max", "true"),
        ("quotas.0.least", 1, '$.quotas[0]["least"]', '"least"'),
    ],
)
def test_a_wrong_value_is_named_with_its_place(path, value, place, shown):
    assert (place, shown) in faults(changed(path, value))


@pytest.mark.parametrize("name", ["format", "units", "organisations"])
def test_a_missing_field_of_the_file_is_named(name):
    assert f"$.{name}" in [path for path, _ in faults(without(name))]


@pytest.mark.parametrize("name", ["key", "id", "score"])
def test_a_missing_field_of_an_organisation_is_named(name):
    assert faults(without(name, 1)) == [(f"$.organisations[1].{name}", "nothing")]


@pytest.mark.parametrize("name", ["group", "value"])
def test_a_missing_field_of_a_quota_is_named(name):
    quota = {"group": "tier", "value": "x", "max": 3}
    del quota[name]

    assert (f"$.quotas[0].{name}", "nothing") in faults(changed("quotas", [quota]))


def test_a_name_written_twice_in_one_object_is_named():
    assert faults(json.dumps(SOUND)[:-1] + ', "units": 2}') == [('$["units"]', '"units"')]
    assert faults(json.dumps(SOUND).replace('"key": 5', '"key": 5, "key": 7')) == [
        ('$.organisations[0]["key"]', '"key"')
    ]


def test_all_faults_are_told_at_once():
    content = json.loads(changed("units", 1.5))
    content["organisations"][0]["score"] = -4
    content["quotas"][0]["group"] = "tear"

    assert len(faults(json.dumps(content))) == 3


@pytest.mark.parametrize("text", ["", "{", "[1, 2", "nul", '{"format": "fulcrum.problem/1",}', "'"])
def test_what_is_not_json_is_refused_with_line_and_column(text):
    ((path, value),) = faults(text)

    assert path == "$"
    assert value.startswith("line 1")


@pytest.mark.parametrize("text", ["[]", "3", "null", '"x"', "NaN", "1e999"])
def test_json_that_is_no_problem_is_refused(text):
    assert faults(text)[0][0] == "$"


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000])
def test_what_nests_too_deep_is_refused(text):
    assert faults(text) == [("$", "the file")]


def test_a_number_of_ten_thousand_digits_is_refused_and_not_printed_whole():
    ((path, shown),) = faults(changed("units", 0).replace('"units": 0', '"units": ' + "9" * 10_000))

    assert path == "$.units"
    assert len(shown) < 40


def test_what_is_not_utf_8_is_refused_with_the_byte():
    assert faults(b'{"format": "\xff"}') == [("$", "byte 12")]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(problem_file, "MOST_BYTES", 10)

    assert faults(json.dumps(SOUND))[0][0] == "$"


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(problem_file, "MOST_ORGANISATIONS", 1)

    assert faults(json.dumps(SOUND)) == [("$.organisations", "2")]


def test_no_organisations_are_a_problem_too():
    content = {"format": "fulcrum.problem/1", "units": 0, "organisations": [], "quotas": [], "tie_seed": 1}

    assert problem_file.read(json.dumps(content)).size == 0


def test_any_damage_to_a_sound_file_gives_faults_and_nothing_worse():
    rng = np.random.default_rng(1)
    sound = json.dumps(SOUND).encode()

    for _ in range(2000):
        damaged = bytearray(sound)
        for _ in range(rng.integers(1, 4)):
            damaged[rng.integers(len(damaged))] = rng.integers(256)
        try:
            problem_file.read(bytes(damaged))
        except BadInput as bad:
            assert str(bad)
