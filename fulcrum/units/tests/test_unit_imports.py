"""Units that exist are imported with members and history: checked first, then all of it or nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.web import work
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.models import Appointment, Organisation, Person, UploadedFile
from fulcrum.registry.tests.import_files import as_csv, as_ods
from fulcrum.units import import_templates, import_words
from fulcrum.units.domain.codes import EventKind
from fulcrum.units.models import HandOver, Holding, Unit, UnitImport
from fulcrum.units.services import import_writing, imports, members, nominations
from fulcrum.units.tests.import_workbooks import (
    MEMBER,
    UNIT,
    carried_out,
    checked,
    faults,
    silently,
    stages,
    workbook,
)
from fulcrum.units.tests.members import person
from tests.cast import NOW, TODAY, somebody

pytestmark = pytest.mark.usefixtures("register", "model")
PAST = {**MEMBER, "post": "SD", "name_en": "Asoka Invented", "email": "", "until": "2023-05-31"}
NEXT = {
    **MEMBER,
    "post": "SD",
    "name_en": "Mala Invented",
    "email": "mala@tests.invalid",
    "begins_on": "2023-06-01",
}
ALSO = {**NEXT, "post": "BP", "begins_on": "2023-08-01", "until": "2024-01-31", "manner": "acting"}
GOOD = {
    "units": [UNIT, {**UNIT, "organisation": "Beta Hospital", "standing": "closed", "since": "2024-03-31", "why": "Moved"}],
    "history": stages("2022-01-10", "2022-06-30"),
    "members": [MEMBER, PAST, NEXT, ALSO, {**MEMBER, "organisation": "hosp-b", "until": "2023-12-31"}],
}  # fmt: skip


@pytest.fixture
def done(officer):
    """The good file, carried out."""
    return carried_out(officer, checked(officer, workbook(**GOOD)))


def test_the_dry_run_tells_what_would_be_made_and_makes_nothing(officer):
    run = checked(officer, workbook(**GOOD))

    assert faults(run) == []
    assert run.counts == {
        "units": {"new": 2, "unchanged": 0},
        "stages": {"new": 2},
        "members": {"new": 5, "unchanged": 0},
        "people": {"new": 3, "unchanged": 0},
        "appointments": {"new": 4, "unchanged": 0},
    }
    assert not Unit.objects.exists()


def test_units_stand_with_stages_days_and_standing(done):
    unit = Unit.objects.get(organisation__slug="hosp-a")
    closed = Unit.objects.get(organisation__slug="hosp-b")

    assert done.state == "done"
    assert (unit.stage, unit.formed_on, unit.origin) == ("formed", date(2022, 6, 30), "recorded")
    assert (closed.standing, closed.closed_on) == ("closed", date(2024, 3, 31))


def test_members_hold_their_posts_by_appointments_in_their_days(done):
    held = Holding.objects.filter(post__unit__organisation__slug="hosp-a").order_by("begins_on", "pk")

    assert [(each.post.code, each.person.name_en, str(each.until or "")) for each in held] == [
        ("LD", "Kumari Invented", ""),
        ("SD", "Asoka Invented", "2023-05-31"),
        ("SD", "Mala Invented", ""),
        ("BP", "Mala Invented", "2024-01-31"),
    ]
    assert [each.appointment.role for each in held] == ["unit_lead", *["unit_member"] * 3]
    assert held[2].appointment == held[3].appointment, "one role here, one appointment"


def test_the_clocks_of_posts_follow_the_members(done):
    posts = {post.code: post for post in Unit.objects.get(organisation__slug="hosp-a").posts.all()}

    assert posts["LD"].vacant_since is None
    assert posts["BP"].vacant_since == date(2024, 2, 1)


def test_the_history_tells_who_joined_and_left_on_their_days(done):
    events = Unit.objects.get(organisation__slug="hosp-a").events
    left = events.filter(kind=EventKind.MEMBER_LEFT)

    assert events.filter(kind=EventKind.MEMBER_JOINED).count() == 4
    assert {(each.facts["post"], str(each.on)) for each in left} == {
        ("SD", "2023-05-31"),
        ("BP", "2024-01-31"),
    }


def test_who_left_long_ago_has_nothing_to_hand_over_and_nobody_is_told(done):
    members.note_expired(at=NOW + timedelta(days=1))

    assert not HandOver.objects.exists()
    assert not Notice.objects.exists()


def test_the_file_goes_once_it_was_carried_out_and_the_log_tells_it(done):
    assert not UploadedFile.objects.exists()
    entry = Entry.objects.get(action="units.import_carried_out")
    assert entry.reason == "units.xlsx"
    assert Entry.objects.filter(action="units.members_recorded").count() == 2


def test_the_same_file_again_finds_everything_as_it_is(done, officer):
    again = checked(officer, workbook(**GOOD))

    assert faults(again) == []
    assert again.counts["units"] == {"new": 0, "unchanged": 2}
    assert again.counts["members"] == {"new": 0, "unchanged": 5}
    with pytest.raises(Refusal, match="import_changes_nothing"):
        imports.ask_commit(again, by=officer)


def test_a_unit_that_went_further_is_no_contradiction(done, officer):
    again = checked(officer, workbook([UNIT], stages("2022-01-10")))

    assert faults(again) == []


def test_other_facts_of_a_standing_unit_are_told_with_its_number(done, officer):
    number = Unit.objects.get(organisation__slug="hosp-a").number
    again = checked(officer, workbook([{**UNIT, "size": "small"}], stages("2022-01-11")))

    assert faults(again) == [("units", 2, "organisation", "unit_differs")]
    told = import_words.word(again.faults[0])
    assert told.what == (
        f"Unit {number} stands already, and the register says something else: Size, the days of its stages."
    )


def test_members_come_later_into_a_unit_that_stands(done, officer):
    later = {**MEMBER, "post": "BP", "name_en": "Ruwani Invented", "email": "ruwani@tests.invalid"}
    run = carried_out(officer, checked(officer, workbook(members=[{**later, "begins_on": "2024-02-01"}])))

    assert run.state == "done"
    assert Holding.objects.in_force(TODAY).get(post__code="BP").person.email == "ruwani@tests.invalid"


def test_a_person_of_the_register_is_known_by_their_address(officer):
    known = person("Kumari Invented")
    run = carried_out(officer, checked(officer, workbook([UNIT], members=[MEMBER])))

    assert run.counts["people"] == {"new": 0, "unchanged": 1}
    assert Holding.objects.get().person == known


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
    run = checked(officer, workbook([closed], members=[MEMBER, {**NEXT, "until": "2024-04-01"}]))

    assert faults(run) == [
        ("members", 2, "until", "member_beyond_unit"),
        ("members", 3, "until", "member_beyond_unit"),
    ]


def test_another_day_of_a_standing_member_is_told(done, officer):
    run = checked(officer, workbook(members=[{**MEMBER, "until": "2024-01-01"}]))

    assert faults(run) == [("members", 2, "until", "member_differs")]


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


@pytest.mark.parametrize("language", ["en", "si", "ta"])
def test_the_empty_workbook_is_read_back_in_every_language(officer, language):
    with translation.override(language):
        data = import_templates.made(language).content

    run = checked(officer, data)

    assert faults(run) == [("", 0, "", "no_rows")], "headings are known and the examples are passed over"


def test_a_commit_that_is_killed_leaves_nothing(officer, monkeypatch):
    def die(*args, **how):
        raise KeyboardInterrupt

    run = checked(officer, workbook(**GOOD))
    monkeypatch.setattr(import_writing.posts, "wind", die)
    with pytest.raises(KeyboardInterrupt):
        carried_out(officer, run)

    assert not Unit.objects.exists()
    assert not Appointment.objects.filter(role="unit_member").exists()
    assert not Person.objects.filter(name_en="Kumari Invented").exists()
    assert UnitImport.objects.get().state == "committing", "the worker finds it and does it anew"
    monkeypatch.undo()
    imports.commit(run, import_words.words(), at=NOW, tell=silently)
    imports.commit(run, import_words.words(), at=NOW, tell=silently)
    assert Unit.objects.count() == 2


def test_what_happened_since_the_check_is_not_written_over(officer):
    run, other = checked(officer, workbook([UNIT])), checked(officer, workbook([{**UNIT, "size": "small"}]))
    carried_out(officer, other)

    assert carried_out(officer, run).state == "stale"
    assert Unit.objects.get().size == "small"


def test_only_who_uploaded_it_carries_it_on(officer):
    run = checked(officer, workbook([UNIT]))
    with pytest.raises(Refusal, match="import_of_another"):
        imports.ask_commit(run, by=somebody("Tharindu", "programme_officer"))


def test_a_head_imports_nothing(head):
    with pytest.raises(PermissionDenied):
        imports.begin(workbook([UNIT]), name="units.xlsx", by=head, at=NOW)


def test_each_world_imports_into_itself(officer, register):
    Organisation.objects.filter(slug="hosp-b").update(pack="demo")
    simulated = somebody("Demi", "programme_officer")
    type(simulated).objects.filter(pk=simulated.pk).update(is_demonstration=True)
    simulated.refresh_from_db()
    of_the_other = ("units", 2, "organisation", "organisation_of_the_other_world")

    assert faults(checked(officer, workbook([{**UNIT, "organisation": "hosp-b"}]))) == [of_the_other]
    assert faults(checked(simulated, workbook([UNIT]))) == [of_the_other]
    run = carried_out(
        simulated,
        checked(
            simulated,
            workbook([{**UNIT, "organisation": "hosp-b"}], members=[{**MEMBER, "organisation": "hosp-b"}]),
        ),
    )
    assert run.state == "done"
    assert Person.objects.get(name_en="Kumari Invented").pack == "demo"
    assert not UnitImport.objects.visible_to(officer).filter(by=simulated).exists()


def test_giving_up_forgets_the_file(officer):
    run = checked(officer, workbook([UNIT]))
    imports.drop(run, by=officer, at=NOW)

    assert not UploadedFile.objects.exists()
    assert UnitImport.objects.get().state == "dropped"


def test_a_file_that_nobody_carries_on_goes_after_a_week(officer):
    old = checked(officer, workbook([UNIT]))
    checked(officer, workbook([UNIT]), at=NOW + timedelta(days=8))

    old.refresh_from_db()
    assert (old.state, old.file) == ("dropped", None)


def test_a_checked_workbook_waits_under_my_work(officer):
    checked(officer, workbook([UNIT]))

    lines = [
        line
        for source in work.sources()
        if source.key == "units.imports"
        for line in source.lines(officer, NOW)
    ]

    assert [line.title for line in lines] == ["units.xlsx"]


def test_a_nomination_accepted_meanwhile_leaves_the_import_for_another_look(done, officer, head):
    run = checked(
        officer,
        workbook(
            members=[
                {
                    **MEMBER,
                    "post": "BP",
                    "name_en": "Ruwani Invented",
                    "email": "r@tests.invalid",
                    "begins_on": "2024-02-01",
                }
            ]
        ),
    )
    unit = Unit.objects.get(organisation__slug="hosp-a")
    row = nominations.nominate(
        unit, person("Gihan Invented"), nominations.Naming(("BP",), TODAY), by=head, at=NOW
    )
    nominations.accept(row, by=officer, at=NOW)

    assert carried_out(officer, run).state == "stale"
