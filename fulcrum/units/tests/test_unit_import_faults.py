"""What is wrong with a workbook of units is told at its cell, each kind of fault once."""

from datetime import timedelta

import pytest

from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.models import UploadedFile
from fulcrum.registry.tests.import_files import as_csv, as_ods
from fulcrum.units import import_words
from fulcrum.units.services import imports
from fulcrum.units.tests.import_workbooks import MEMBER, UNIT, checked, faults, stages, workbook
from fulcrum.units.tests.members import person
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.usefixtures("register", "model")


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"organisation": "No Such House"}, "organisation", "organisation_unknown"),
        ({"organisation": ""}, "organisation", "required"),
        ({"model": "none"}, "model", "model_unknown"),
        ({"version": "two"}, "version", "not_a_whole_number"),
        ({"size": "huge"}, "size", "unknown_code"),
        ({"size": "large"}, "size", "unknown_code"),
        ({"began_on": "10.1.2022"}, "began_on", "not_a_date"),
        ({"began_on": "2021-03-31"}, "began_on", "before_the_programme"),
        ({"began_on": str(TODAY + timedelta(days=1))}, "began_on", "day_lies_ahead"),
        ({"standing": "lost"}, "standing", "unknown_code"),
        ({"standing": "dormant"}, "since", "since_missing"),
        ({"standing": "closed", "since": "2021-12-31", "why": "Moved"}, "since", "since_not_possible"),
        ({"basis": ""}, "basis", "required"),
        ({"why": "=1+1"}, "why", "formula"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_unit_is_told_at_its_cell(officer, change, column, code):
    run = checked(officer, workbook([{**UNIT, **change}]))

    assert faults(run) == [("units", 2, column, code)]
    told = import_words.word(run.faults[0])
    assert told.what
    with pytest.raises(Refusal, match="import_has_faults"):
        imports.ask_commit(run, by=officer)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (stages("2022-01-10", "2022-01-09"), ("units", 2, "organisation", "stage_days_not_in_order")),
        (stages("2022-01-10")[:0] + stages("2022-01-10", "2022-02-10")[1:], ("units", 2, "organisation", "stages_not_in_order")),
        (stages("2021-03-01"), ("history", 2, "on", "before_the_programme")),
        (stages("2099-01-01"), ("history", 2, "on", "day_lies_ahead")),
        (stages("2022-01-10", organisation="hosp-b"), ("history", 2, "organisation", "unit_row_missing")),
        ([{"organisation": "hosp-a", "stage": "", "on": "2022-01-10"}], ("history", 2, "stage", "required")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_history_is_told(officer, rows, fault):
    assert fault in faults(checked(officer, workbook([UNIT], rows)))


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"organisation": "la-a"}, "organisation", "unit_missing"),
        ({"post": "CT"}, "post", "post_unknown"),
        ({"name_en": "කුමාරි"}, "name_en", "wrong_script"),
        ({"name_si": "Kumari"}, "name_si", "wrong_script"),
        ({"email": "nowhere"}, "email", "bad_email"),
        ({"email": "nimali@tests.invalid"}, "name_en", "named_otherwise"),
        ({"manner": "guest"}, "manner", "unknown_code"),
        ({"begins_on": ""}, "begins_on", "required"),
        ({"begins_on": "2022-01-01"}, "begins_on", "begins_before_the_unit"),
        ({"begins_on": "2099-01-01"}, "begins_on", "day_lies_ahead"),
        ({"until": "2022-01-31"}, "until", "ends_before_it_begins"),
        ({"languages": "si fr"}, "languages", "language_unknown"),
        ({"name_en": "Kasun", "email": "kasun@tests.invalid"}, "name_en", "member_is_auditor"),
        ({"name_en": "Nimali", "email": "nimali@tests.invalid"}, "name_en", "member_names_oneself"),
        ({"name_en": "Far Away", "email": "far@tests.invalid"}, "email", "member_of_another_pack"),
    ],
)
@pytest.mark.usefixtures("auditor")
def test_what_is_wrong_with_a_member_is_told_at_its_cell(officer, change, column, code):
    person("Far Away", pack="demo", email="far@tests.invalid")
    run = checked(officer, workbook([UNIT], members=[{**MEMBER, **change}]))

    assert faults(run) == [("members", 2, column, code)]
    assert import_words.word(run.faults[0]).what


@pytest.mark.parametrize(
    ("second", "code"),
    [
        ({"email": "mala@tests.invalid", "name_en": "Mala Invented"}, "post_is_held"),
        ({"begins_on": "2022-03-01", "manner": "acting"}, "member_holds_it_already"),
        ({"post": "SD"}, "posts_not_combinable"),
        ({"post": "SD", "name_en": "Somebody Else"}, "named_otherwise_above"),
    ],
)
def test_rows_of_one_file_meet_each_other(officer, second, code):
    run = checked(officer, workbook([UNIT], members=[MEMBER, {**MEMBER, **second}]))

    assert [(row, found) for _sheet, row, _column, found in faults(run)] == [(3, code)]


def test_members_of_a_closed_unit_end_with_it(officer):
    closed = {**UNIT, "standing": "closed", "since": "2024-03-31", "why": "Moved"}
    run = checked(
        officer,
        workbook(
            [closed],
            members=[
                MEMBER,
                {
                    **MEMBER,
                    "post": "SD",
                    "email": "mala@tests.invalid",
                    "name_en": "Mala Invented",
                    "until": "2024-04-01",
                },
            ],
        ),
    )

    assert faults(run) == [
        ("members", 2, "until", "member_beyond_unit"),
        ("members", 3, "until", "member_beyond_unit"),
    ]


def test_an_organisation_has_one_row_of_units(officer):
    assert faults(checked(officer, workbook([UNIT, UNIT]))) == [("units", 3, "organisation", "unit_twice")]


@pytest.mark.parametrize(
    ("sheets", "fault"),
    [
        ({"history": None}, ("history", 0, "", "sheet_missing")),
        ({"members": [["organisation", "post", "name_en"]]}, ("members", 1, "begins_on", "heading_missing")),
        ({"history": [["organisation", "stage", "on", "colour"]]}, ("history", 1, "", "heading_unknown")),
        ({"history": [["organisation", "stage", "on", "On"]]}, ("history", 1, "on", "doubled_column")),
        ({"history": [["organisation", "stage", "on"], ["", "", "", "x"]]}, ("history", 2, "", "cell_without_heading")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_sheet_is_told(officer, sheets, fault):
    assert fault in faults(checked(officer, workbook([UNIT], instead=sheets)))


def test_a_file_with_nothing_in_it_is_told(officer):
    assert faults(checked(officer, workbook())) == [("", 0, "", "no_rows")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (as_csv([["organisation"]]), "not_a_workbook"),
        (as_ods([["organisation", "x"]]), "not_a_workbook"),
        (b"PK\x03\x04 broken", "workbook_broken"),
    ],
)
def test_what_is_no_workbook_is_not_kept(officer, data, code):
    with pytest.raises(UnreadableError) as error:
        imports.begin(data, name="units.xlsx", by=officer, at=NOW)

    assert error.value.code == code
    assert not UploadedFile.objects.exists()


def test_at_most_five_hundred_faults_are_kept_with_their_number(officer):
    run = checked(officer, workbook([UNIT], members=[{**MEMBER, "post": ""}] * 502))

    assert (len(run.faults), run.fault_count) == (500, 502)
