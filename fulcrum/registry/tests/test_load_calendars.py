"""A content file of calendars is loaded whole or not at all, once, and never changes a published year in place."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from fulcrum.foundation.audit.models import Entry
from fulcrum.registry import calendar_wordings, calendars, refusals
from fulcrum.registry.models import (
    Calendar,
    CalendarContent,
    Holiday,
    HolidayList,
    Organisation,
    SpecialDay,
    WorkingHours,
)
from fulcrum.registry.services import calendars as loading
from fulcrum.registry.services import special_days

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SHIPPED = loading.SHIPPED.read_text(encoding="utf-8")
SMALL = """
format: fulcrum.calendars/1
pack: lk
version: "1"
zone: Asia/Colombo
names_state: draft
calendars:
  - code: office
    names: {en: Offices}
    observes: [public]
    covered_from: 2026-01-01
    hours:
      - {begins_on: 2026-01-01, weekdays: [mon, tue], opens: "08:30", closes: "16:15", basis: invented, confirmed: no}
rules:
  - {calendar: office, reason: everybody}
names:
  first: {en: First day}
years:
  - year: 2026
    basis: package
    gazette: none yet
    source: invented
    holidays:
      - {date: 2026-01-05, name: first, kind: public}
special_days:
  - code: spring
    first_on: 2026-03-02
    last_on: 2026-03-03
    effect: shut
    names: {en: Spring}
    source: invented
"""


def load(text=SMALL, *, dry_run=False, at=AT):
    return loading.load(text, file="small.yaml", by=None, at=at, dry_run=dry_run)


def codes(report):
    return [(error.row, error.column, error.code) for error in report.errors]


def test_the_shipped_file_loads_with_six_years_and_none_after_2026():
    report = load(SHIPPED)

    assert (report.ok, report.tables["years"].new) == (True, 6)
    assert [
        facts.covered_years for facts in calendars.read().by_code.values() if facts.code != "continuous"
    ] == [(2021, 2022, 2023, 2024, 2025, 2026)] * 4
    assert Entry.objects.filter(action="registry.calendars_loaded").count() == 1


def test_the_same_file_again_changes_nothing():
    load()
    again = load()

    assert again.same_content
    assert CalendarContent.objects.count() == 1
    assert Entry.objects.filter(action="registry.calendars_loaded").count() == 1


def test_a_dry_run_tells_everything_and_keeps_nothing():
    report = load(dry_run=True)

    assert report.change_count == 5
    assert not Calendar.objects.exists()
    assert not HolidayList.objects.exists()
    assert not Entry.objects.exists()


def test_a_year_that_differs_needs_a_reason_and_becomes_the_next_version():
    load()
    changed = SMALL.replace("2026-01-05", "2026-01-06")

    refused = load(changed)
    assert codes(refused) == [(0, "years", "correction_without_reason")]
    assert CalendarContent.objects.count() == 1, "nothing of it was kept"

    done = load(
        changed.replace("source: invented\n    holidays", "source: invented\n    reason: slip\n    holidays")
    )
    assert done.ok
    versions = HolidayList.objects.order_by("version")
    assert [(each.version, each.reason, each.holidays.get().day.day) for each in versions] == [
        (1, "", 5),
        (2, "slip", 6),
    ]


def test_what_an_officer_loaded_is_not_overwritten_by_a_file():
    load()
    HolidayList.objects.create(
        pack="lk", year=2026, version=2, basis="gazette", gazette="G 1", source="G 1", names_state="draft",
        reason="the Gazette itself", content_hash="x", at=AT,
    )  # fmt: skip

    report = load(SMALL.replace("2026-01-05", "2026-01-06"))

    assert (report.ok, report.tables["years"].unchanged) == (True, 1)
    assert HolidayList.objects.get(version=2).basis == "gazette"
    assert HolidayList.objects.count() == 2


def test_a_special_day_that_an_officer_withdrew_does_not_come_back(officer):
    load()
    special_days.withdraw(SpecialDay.objects.get(), reason="it was not declared", by=officer, at=AT)

    load(SMALL.replace('version: "1"', 'version: "2"'))

    assert not SpecialDay.objects.standing().exists()


def test_a_special_day_that_differs_replaces_the_standing_one():
    load()

    load(SMALL.replace("last_on: 2026-03-03", "last_on: 2026-03-04"), at=AT + timedelta(hours=1))

    assert SpecialDay.objects.standing().get().last_on == date(2026, 3, 4)
    assert SpecialDay.objects.exclude(withdrawn_at=None).get().withdrawn_because == "replaced by content 1"


def test_new_hours_are_a_new_content_and_the_old_ones_stay_readable():
    load()
    load(SMALL.replace('"08:30"', '"09:00"'), at=AT + timedelta(hours=1))

    assert {row.opens.hour for row in calendars.read().by_code["office"].hours} == {9}
    assert WorkingHours.objects.count() == 4


def test_a_calendar_may_not_be_left_out():
    load()

    report = load(SMALL.replace("code: office", "code: other").replace("calendar: office", "calendar: other"))

    assert codes(report) == [(0, "code", "calendar_left_out")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('opens: "08:30"', 'opens: "8.30"', (13, "opens", "not_a_time")),
        ('closes: "16:15"', 'closes: "08:00"', (13, "closes", "closes_before_opening")),
        ("[mon, tue]", "[mon, xyz]", (13, "weekdays", "unknown_code")),
        ("observes: [public]", "observes: [publick]", (8, "observes", "unknown_code")),
        ("covered_from: 2026-01-01", "covered_from: 2025-01-01", (8, "hours", "hours_begin_late")),
        ("zone: Asia/Colombo", "zone: Asia/Nowhere", (2, "zone", "zone_not_known")),
        ("{calendar: office,", "{calendar: ofice,", (15, "calendar", "calendar_not_known")),
        ("name: first, kind", "name: last, kind", (24, "name", "name_of_no_holiday")),
        ("date: 2026-01-05", "date: 2027-01-05", (24, "date", "holiday_of_other_year")),
        ("date: 2026-01-05", "date: 2026-02-30", (24, "date", "not_a_date")),
        (
            "kind: public}",
            "kind: public, only: [office], except: [office]}",
            (24, "except", "only_and_except"),
        ),
        ("last_on: 2026-03-03", "last_on: 2026-03-01", (26, "last_on", "last_before_first")),
        ("effect: shut", "effect: hours", (26, "opens", "required")),
        ("names: {en: Offices}", "names: {en: Offices, si: Offices}", (9, "si", "wrong_script")),
        ("gazette: none yet", "gazete: none yet", (19, "gazete", "name_not_known")),
        ("format: fulcrum.calendars/1", "format: x", (2, "format", "format_not_known")),
        ('version: "1"', 'version: "1', (13, "", "not_yaml")),
        ("pack: lk", "pack: lk\npack: lk", (2, "", "not_yaml")),
        ("pack: lk", "pack: &a lk\nzone: *a", (4, "", "not_yaml")),
    ],
)
def test_a_fault_is_told_with_line_name_and_remedy_and_nothing_is_loaded(old, new, told):
    assert old in SMALL
    report = load(SMALL.replace(old, new, 1))

    assert told in [(row, column, code) for row, column, code in codes(report)]
    assert all(refusals.word(error, calendar_wordings.ROWS).remedy for error in report.errors)
    assert not CalendarContent.objects.exists()


def test_the_same_holiday_twice_is_told():
    line = "      - {date: 2026-01-05, name: first, kind: public}\n"

    assert (25, "date", "holiday_twice") in codes(load(SMALL.replace(line, line * 2)))


@pytest.mark.parametrize("model", [Holiday, HolidayList, WorkingHours, CalendarContent])
def test_the_database_refuses_to_change_or_remove_what_is_published(model):
    load()

    for change in (lambda: model.objects.update(id=7), lambda: model.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.usefixtures("lk")
def test_every_organisation_that_a_shipped_rule_names_is_in_the_pack():
    load(SHIPPED)
    named = {rule.slug for rule in calendars.read().rules if rule.slug}

    assert len(named) >= 10
    assert set(Organisation.objects.filter(slug__in=named).values_list("slug", flat=True)) == named


@pytest.mark.usefixtures("lk")
def test_rules_give_each_body_its_calendar():
    load(SHIPPED)

    def code_of(slug):
        choice = calendars.read().choice_for(Organisation.objects.get(slug=slug), AT.date())
        return choice.facts.code

    assert code_of("nat-sri-lanka-customs") == "essential"
    assert code_of("nat-bank-of-ceylon") == "bank"
    assert code_of("min-digital-economy") == "office"
    hospital = Organisation.objects.filter(kind="hospital").first()
    assert code_of(hospital.slug) == "health"


def test_the_command_loads_tells_and_refuses(tmp_path, capsys):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")

    call_command("load_calendar", str(path), "--dry-run")
    assert "Dry run: nothing was changed" in capsys.readouterr().out
    call_command("load_calendar", str(path))
    assert "+ years 2026: 1 holidays" in capsys.readouterr().out
    call_command("load_calendar", str(path))
    assert "are loaded already" in capsys.readouterr().out

    path.write_text(SMALL.replace("kind: public", "kind: pub"), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("load_calendar", str(path))
    assert ended.value.code == 2
    assert "small.yaml, line 24, kind (pub): This code is not known." in capsys.readouterr().err

    with pytest.raises(SystemExit):
        call_command("load_calendar", str(tmp_path / "nothing.yaml"))
    assert "cannot be read" in capsys.readouterr().err
