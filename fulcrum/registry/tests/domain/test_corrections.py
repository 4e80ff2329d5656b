"""Corrections: how values are read, what differs, what follows for local names."""

import pytest

from fulcrum.registry.domain import corrections
from fulcrum.registry.domain.corrections import Change
from fulcrum.registry.domain.row_errors import CellError

FACTS = dict.fromkeys(corrections.FIELDS, "")


def test_typed_text_is_composed_and_the_joiner_of_a_conjunct_stays():
    assert corrections.read("name_si", " \u0dc1\u0dca\u200d\u0dbb\u0dd3  ලංකා ") == "ශ්‍රී ලංකා"
    assert corrections.read("name_en", "Cafe\u0301") == "Café"


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("name_si", "Y%S ,xld", "legacy_font"),
        ("name_ta", "இலங்கை Colombo", "wrong_script"),
        ("name_en", " ", "required"),
        ("kind", "castle", "unknown_code"),
        ("website", "www.example.lk", "bad_website"),
        ("note", "=1+1", "formula"),
    ],
)
def test_what_the_loader_refuses_is_refused_here_too(field, text, code):
    with pytest.raises(CellError) as told:
        corrections.read(field, text)

    assert told.value.code == code


def test_a_name_that_a_person_enters_is_reviewed_and_no_name_has_no_basis():
    facts = {**FACTS, "name_si": "අ", "si_basis": "composed", "name_ta": "அ", "ta_basis": "composed"}
    changes = {"name_si": Change("අ", "ආ"), "name_ta": Change("அ", "")}

    complete = corrections.with_bases(changes, facts)

    assert complete["si_basis"] == Change("composed", "reviewed")
    assert complete["ta_basis"] == Change("composed", "")


def test_a_name_can_be_found_right_as_it_stands_and_no_other_basis_can_be_given():
    facts = {**FACTS, "name_si": "අ", "si_basis": "composed"}

    right = corrections.with_bases({"si_basis": Change("composed", "reviewed")}, facts)
    claimed = corrections.with_bases({"si_basis": Change("composed", "election-commission")}, facts)
    of_nothing = corrections.with_bases({"ta_basis": Change("", "reviewed")}, facts)

    assert right == {"si_basis": Change("composed", "reviewed")}
    assert (claimed, of_nothing) == ({}, {})


def test_a_change_is_outdated_when_its_old_value_is_no_longer_there():
    changes = {"name_en": Change("Old", "New"), "website": Change("", "https://a.example")}

    assert corrections.outdated(changes, {**FACTS, "name_en": "Other"}) == ["name_en"]


def test_kept_changes_come_back_as_they_were_and_unknown_facts_are_loud():
    changes = {"name_en": Change("Old", "New")}

    assert corrections.from_json(corrections.as_json(changes)) == changes
    with pytest.raises(ValueError, match="path"):
        corrections.from_json({"path": {"was": "", "value": "1"}})
