"""Units that exist are imported with members and history: checked first, then all of it or nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.web import work
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Appointment, Organisation, Person, UploadedFile
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


def test_another_day_of_a_standing_member_is_told(done, officer):
    run = checked(officer, workbook(members=[{**MEMBER, "until": "2024-01-01"}]))

    assert faults(run) == [("members", 2, "until", "member_differs")]


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
