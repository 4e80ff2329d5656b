"""Which calendar counts for whom, that no process goes on with an old one, and that a missing year is told."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_days import DayKind
from fulcrum.kit.working_time import NotCovered
from fulcrum.registry import calendar_wordings, calendars
from fulcrum.registry.domain.calendar_codes import Effect, ListBasis
from fulcrum.registry.models import Calendar, CalendarStamp, HolidayList, SpecialDay
from fulcrum.registry.services import calendars as loading
from fulcrum.registry.services import holiday_lists, own_calendars, special_days
from fulcrum.registry.services.holiday_lists import Publication
from fulcrum.registry.services.special_days import Declared

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
COLOMBO = ZoneInfo("Asia/Colombo")
TODAY = date(2026, 11, 23)
A_DAY = timedelta(hours=7, minutes=45)
WEDNESDAY, THURSDAY = date(2026, 11, 25), date(2026, 11, 26)
LIST_2027 = "date,name_en,kind\n2027-01-22,Duruthu Full Moon Poya Day,public\n2027-01-15,Tamil Thai Pongal Day,public\n"


@pytest.fixture(autouse=True)
def shipped(db):
    text = loading.SHIPPED.read_text(encoding="utf-8")
    assert loading.load(text, file="lk.yaml", by=None, at=AT, dry_run=False).ok


def working(code="office"):
    return calendars.read().by_code[code].working


def local(day, hour, minute=0, month=3, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=COLOMBO)


def a_stop(**changes):
    told = {
        "pack": "lk", "first_on": WEDNESDAY, "last_on": WEDNESDAY, "effect": Effect.SHUT,
        "name_en": "A day of mourning", "source": "Notice of 24 November 2026",
    }  # fmt: skip
    return Declared(**{**told, **changes})


def publication(**changes):
    told = {"pack": "lk", "year": 2027, "basis": ListBasis.GAZETTE, "gazette": "G 1 of 2026", "source": "G 1"}
    return Publication(**{**told, **changes})


def test_a_wednesday_of_march_2026_was_a_holiday_for_offices_and_not_for_health_ports_or_banks():
    afternoon = local(17, 14)

    assert working("office").add(afternoon, A_DAY) == local(19, 14)
    assert working("health").add(afternoon, A_DAY) == local(18, 14)
    assert working("essential").add(afternoon, A_DAY) == local(18, 14)
    assert working("bank").day(date(2026, 3, 18)).kind is DayKind.ORDINARY
    assert working("office").day(date(2026, 3, 18)).kind is DayKind.SPECIAL
    assert working("office").day(date(2026, 3, 11)).kind is DayKind.ORDINARY, "it began on the 18th"


def test_a_full_moon_is_a_holiday_for_all_but_those_who_never_close():
    poya = date(2026, 11, 24)

    for code in ("office", "health", "essential", "bank"):
        assert working(code).day(poya).kind is DayKind.HOLIDAY, code
    assert not working("continuous").day(poya).is_shut


def test_a_bank_holiday_is_for_banks_and_a_special_one_is_not():
    assert working("bank").day(date(2025, 4, 15)).kind is DayKind.HOLIDAY
    assert working("office").day(date(2025, 4, 15)).kind is DayKind.ORDINARY
    assert working("office").day(date(2024, 9, 23)).kind is DayKind.HOLIDAY
    assert working("bank").day(date(2024, 9, 23)).kind is DayKind.ORDINARY


def test_nothing_is_counted_into_2027_except_where_no_holiday_is_kept():
    evening = local(31, 16, month=12)

    with pytest.raises(NotCovered) as told:
        working("office").add(evening, timedelta(hours=1))

    assert told.value.day == date(2027, 1, 1)
    assert "2027" in calendar_wordings.word_not_covered(told.value)
    assert working("continuous").add(evening, timedelta(hours=9)) == local(1, 1, month=1, year=2027)


def test_a_mission_abroad_has_no_calendar_and_the_refusal_says_so(register):
    with pytest.raises(Refusal, match="no_calendar") as told:
        calendars.for_organisation(register["emb-1"], TODAY)

    assert "Embassy in Nowhere" in calendar_wordings.word(told.value)


def test_an_entry_for_one_organisation_goes_before_the_rules_and_only_in_its_days(register, officer):
    body = register["la-a"]
    own_calendars.assign(
        body, Calendar.objects.get(pk="health"), begins_on=date(2026, 2, 1), until=date(2026, 3, 31),
        reason="runs a dispensary", source="letter 7", by=officer, at=AT,
    )  # fmt: skip

    assert calendars.for_organisation(body, date(2026, 3, 31)).name == "health"
    assert calendars.for_organisation(body, date(2026, 4, 1)).name == "office"
    assert calendars.for_organisation(body, date(2026, 1, 31)).name == "office"
    assert calendars.for_organisation(register["la-b"], date(2026, 3, 1)).name == "office"
    entry = Entry.objects.get(action="registry.own_calendar_given")
    assert (entry.by, entry.reason) == (officer, "runs a dispensary")


def test_of_two_entries_the_one_made_last_holds(register, officer):
    for code in ("health", "bank"):
        own_calendars.assign(
            register["la-a"], Calendar.objects.get(pk=code), begins_on=TODAY, until=None, reason="r", source="s",
            by=officer, at=AT,
        )  # fmt: skip

    assert calendars.for_organisation(register["la-a"], TODAY).name == "bank"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "calendar_reason_missing"),
        ({"source": ""}, "calendar_source_missing"),
        ({"until": date(2026, 1, 1)}, "calendar_days_reversed"),
    ],
)
def test_an_entry_without_reason_source_or_order_is_refused(register, officer, changes, code):
    told = {"begins_on": TODAY, "until": None, "reason": "r", "source": "s", **changes}

    with pytest.raises(Refusal, match=code) as refused:
        own_calendars.assign(register["la-a"], Calendar.objects.get(pk="bank"), by=officer, at=AT, **told)

    assert calendar_wordings.word(refused.value)


def test_what_a_process_kept_is_let_go_when_anybody_changes_a_calendar(officer, django_assert_num_queries):
    before = working()
    with django_assert_num_queries(1):
        assert working() is before

    special_days.add(a_stop(), by=officer, at=AT)

    assert before.day(WEDNESDAY).kind is DayKind.ORDINARY
    assert working().day(WEDNESDAY).kind is DayKind.SPECIAL


def test_what_was_kept_of_a_change_that_was_rolled_back_is_let_go(officer):
    with pytest.raises(InterruptedError), transaction.atomic():
        special_days.add(a_stop(), by=officer, at=AT)
        assert working().day(WEDNESDAY).kind is DayKind.SPECIAL
        raise InterruptedError

    assert working().day(WEDNESDAY).kind is DayKind.ORDINARY


def test_there_is_no_calendar_while_nothing_is_loaded(django_assert_num_queries):
    CalendarStamp.objects.all().delete()

    with django_assert_num_queries(1):
        assert calendars.read().by_code == {}


def test_reading_everything_takes_ten_queries(officer, django_assert_max_num_queries):
    special_days.add(a_stop(), by=officer, at=AT)

    with django_assert_max_num_queries(10):
        calendars.read()


def test_a_special_day_can_be_for_some_or_for_all_but_some(officer):
    special_days.add(a_stop(only=("bank",)), by=officer, at=AT)
    special_days.add(a_stop(first_on=THURSDAY, last_on=THURSDAY, excepted=("bank",)), by=officer, at=AT)

    assert working("bank").day(WEDNESDAY).is_shut
    assert not working("office").day(WEDNESDAY).is_shut
    assert not working("bank").day(THURSDAY).is_shut
    assert working("office").day(THURSDAY).is_shut


def test_a_special_day_can_open_a_holiday_with_its_usual_hours_or_shorten_a_day(officer):
    poya = date(2026, 11, 24)
    special_days.add(a_stop(first_on=poya, last_on=poya, effect=Effect.USUAL), by=officer, at=AT)
    special_days.add(a_stop(effect=Effect.HOURS, opens=time(9), closes=time(12)), by=officer, at=AT)

    assert working().working_time(local(24, 0, month=11), local(25, 0, month=11)) == A_DAY
    assert working().working_time(local(25, 0, month=11), local(26, 0, month=11)) == timedelta(hours=3)


def test_of_two_special_days_on_one_day_the_later_entered_holds(officer):
    special_days.add(a_stop(), by=officer, at=AT)
    special_days.add(a_stop(effect=Effect.USUAL), by=officer, at=AT)

    assert not working().day(WEDNESDAY).is_shut


def test_a_withdrawn_special_day_holds_no_longer_and_stays_readable(officer):
    special = special_days.add(a_stop(), by=officer, at=AT)

    special_days.withdraw(special, reason="taken back", by=officer, at=AT)

    assert not working().day(WEDNESDAY).is_shut
    assert SpecialDay.objects.get(pk=special.pk).withdrawn_because == "taken back"
    with pytest.raises(Refusal, match="special_day_withdrawn"):
        special_days.withdraw(special, reason="again", by=officer, at=AT)


def test_withdrawing_needs_a_reason(officer):
    special = special_days.add(a_stop(), by=officer, at=AT)

    with pytest.raises(Refusal, match="calendar_reason_missing"):
        special_days.withdraw(special, reason=" ", by=officer, at=AT)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name_en": ""}, "calendar_reason_missing"),
        ({"source": " "}, "calendar_source_missing"),
        ({"last_on": date(2026, 11, 24)}, "calendar_days_reversed"),
        ({"last_on": date(2028, 11, 24)}, "calendar_stretch_too_long"),
        ({"weekdays": (0,)}, "calendar_day_never"),
        ({"effect": Effect.HOURS}, "calendar_hours_missing"),
        ({"effect": Effect.HOURS, "opens": time(9), "closes": time(9)}, "calendar_hours_reversed"),
        ({"opens": time(9), "closes": time(12)}, "calendar_hours_not_meant"),
        ({"only": ("nobody",)}, "calendar_not_there"),
    ],
)
def test_a_special_day_that_cannot_be_meant_is_refused_with_its_value(officer, changes, code):
    with pytest.raises(Refusal, match=code) as refused:
        special_days.add(a_stop(**changes), by=officer, at=AT)

    assert "%(" not in calendar_wordings.word(refused.value)
    assert SpecialDay.objects.count() == 1, "only the shipped one"


def test_only_an_officer_changes_calendars(stranger, auditor, register):
    for somebody in (stranger, auditor):
        with pytest.raises(PermissionDenied):
            special_days.add(a_stop(), by=somebody, at=AT)
        with pytest.raises(PermissionDenied):
            special_days.withdraw(SpecialDay.objects.get(), reason="r", by=somebody, at=AT)
        with pytest.raises(PermissionDenied):
            holiday_lists.load(LIST_2027, publication(), file="f.csv", by=somebody, at=AT, dry_run=True)
        with pytest.raises(PermissionDenied):
            own_calendars.assign(
                register["la-a"], Calendar.objects.get(pk="bank"), begins_on=TODAY, until=None, reason="r",
                source="s", by=somebody, at=AT,
            )  # fmt: skip


def test_an_officer_loads_the_next_year_and_time_runs_on(officer):
    report = holiday_lists.load(LIST_2027, publication(), file="f.csv", by=officer, at=AT, dry_run=False)

    assert (report.ok, report.tables["holidays"].new) == (True, 2)
    assert working().add(local(31, 16, month=12), timedelta(hours=1)) == local(1, 9, 15, month=1, year=2027)
    assert working().day(date(2027, 1, 15)).kind is DayKind.HOLIDAY
    assert Entry.objects.filter(action="registry.holidays_published", by=officer).count() == 1


def test_the_same_list_as_yaml_is_the_same_list(officer):
    holiday_lists.load(LIST_2027, publication(), file="f.csv", by=officer, at=AT, dry_run=False)
    as_yaml = (
        "holidays:\n"
        "  - {date: 2027-01-15, name_en: Tamil Thai Pongal Day, kind: public}\n"
        "  - {date: 2027-01-22, name_en: Duruthu Full Moon Poya Day, kind: public}\n"
    )

    report = holiday_lists.load(as_yaml, publication(), file="f.yaml", by=officer, at=AT, dry_run=False)

    assert report.same_content
    assert HolidayList.objects.filter(year=2027).count() == 1


def test_a_dry_run_of_a_list_tells_day_by_day_and_keeps_nothing(officer):
    corrected = publication(year=2026, reason="r")
    text = "date,name_en,name_si,kind\n2026-01-03,Duruthu Full Moon Poya Day,දුරුතු පුර පසළොස්වක පෝය දිනය,public\n"

    report = holiday_lists.load(text, corrected, file="f.csv", by=officer, at=AT, dry_run=True)

    counts = report.tables["holidays"]
    assert (counts.new, counts.changed, counts.missing) == (0, 1, 24)
    assert HolidayList.objects.filter(year=2026).count() == 1


def test_a_correction_of_a_year_needs_a_reason(officer):
    holiday_lists.load(LIST_2027, publication(), file="f.csv", by=officer, at=AT, dry_run=False)
    fewer = "\n".join(LIST_2027.splitlines()[:2]) + "\n"

    with pytest.raises(Refusal, match="calendar_reason_missing"):
        holiday_lists.load(fewer, publication(), file="f.csv", by=officer, at=AT, dry_run=False)
    holiday_lists.load(fewer, publication(reason="a slip"), file="f.csv", by=officer, at=AT, dry_run=False)

    assert working().day(date(2027, 1, 15)).kind is DayKind.ORDINARY
    assert HolidayList.objects.get(year=2027, version=1).holidays.count() == 2, "the first version stays"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("date,name_en,kind\n2026-01-22,Poya,public\n", (2, "date", "holiday_of_other_year")),
        ("date,name_en,kind\n2027-01-22,Poya,publick\n", (2, "kind", "unknown_code")),
        ("date,name_en,kind\n2027-01-22,=Poya,public\n", (2, "name_en", "formula")),
        ("date,name_en,kind\n22.1.2027,Poya,public\n", (2, "date", "not_a_date")),
        ("date,name_en\n2027-01-22,Poya\n", (1, "kind", "missing_column")),
        ("date,name_en,kind,only\n2027-01-22,Poya,public,shops\n", (2, "only", "calendar_not_known")),
        ("holidays:\n  - {date: 2027-01-22, name_en: Poya}\n", (2, "kind", "required")),
        ("holidays: [", (1, "", "not_yaml")),
        ("", (0, "", "empty_file")),
    ],
)
def test_a_fault_in_a_list_is_told_with_row_column_and_code(officer, text, told):
    report = holiday_lists.load(text, publication(), file="f", by=officer, at=AT, dry_run=False)

    assert told in [(error.row, error.column, error.code) for error in report.errors]
    assert not HolidayList.objects.filter(year=2027).exists()


def test_the_next_year_is_asked_for_from_the_first_of_october():
    assert calendars.problems(date(2026, 9, 30)) == ()
    (problem,) = calendars.problems(date(2026, 10, 1))

    assert (problem.code, problem.year, problem.is_urgent) == ("next_year_missing", 2027, False)
    assert problem.last_day == date(2026, 12, 31)
    assert [facts.code for facts in problem.calendars] == ["office", "health", "essential", "bank"]


def test_a_year_that_has_begun_without_holidays_is_urgent():
    (problem,) = calendars.problems(date(2027, 1, 1))

    assert (problem.code, problem.year, problem.is_urgent) == ("year_missing", 2027, True)


def test_a_loaded_year_is_no_problem(officer):
    holiday_lists.load(LIST_2027, publication(), file="f.csv", by=officer, at=AT, dry_run=False)

    assert calendars.problems(date(2027, 9, 1)) == ()
