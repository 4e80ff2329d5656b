"""Working time by hand: offices, holidays, several spans a day, nights, clocks that leap, and where knowledge ends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from fulcrum.kit.working_days import WHOLE_DAY, DayKind, Days, Period, Span, Week
from fulcrum.kit.working_time import Calendar, NotCovered

COLOMBO, LONDON = ZoneInfo("Asia/Colombo"), ZoneInfo("Europe/London")
OFFICE = (Span(time(8, 30), time(16, 15)),)
MIDDAY_SHUT = (Span(time(13), time(16, 15)), Span(time(8, 30), time(12)))
A_DAY = timedelta(hours=7, minutes=45)


def week(*spans, begins_on=date(2026, 1, 1), days=5):
    return Week(begins_on, (spans,) * days + ((),) * (7 - days))


def calendar(*weeks, covered=((2026, 2026),), zone=COLOMBO, holidays=(), special=None):
    periods = tuple(Period(date(first, 1, 1), date(last, 12, 31)) for first, last in covered)
    days = Days(weeks or (week(*OFFICE),), periods, frozenset(holidays), special or {})
    return Calendar("office", zone, days)


def at(day, hour=0, minute=0, month=3, year=2026, zone=COLOMBO):
    return datetime(year, month, day, hour, minute, tzinfo=zone)


def test_a_day_at_the_office_is_seven_hours_and_three_quarters():
    assert calendar().working_time(at(16), at(17)) == A_DAY


def test_nights_and_weekends_do_not_count():
    friday_afternoon, monday_morning = at(20, 16), at(23, 8, 45)

    assert calendar().working_time(friday_afternoon, monday_morning) == timedelta(minutes=30)


def test_holidays_do_not_count_and_a_holiday_on_a_sunday_changes_nothing():
    with_holidays = calendar(holidays=[date(2026, 3, 18), date(2026, 3, 22)])

    assert with_holidays.working_time(at(16), at(23)) == 4 * A_DAY
    assert with_holidays.day(date(2026, 3, 18)).kind is DayKind.HOLIDAY
    assert with_holidays.day(date(2026, 3, 22)).kind is DayKind.REST


def test_a_special_day_has_its_own_hours_even_on_a_holiday_or_a_sunday():
    open_sunday = calendar(
        holidays=[date(2026, 3, 18)],
        special={
            date(2026, 3, 22): (Span(time(9), time(12)),),
            date(2026, 3, 18): OFFICE,
            date(2026, 3, 19): (),
        },
    )

    assert open_sunday.working_time(at(22), at(23)) == timedelta(hours=3)
    assert open_sunday.working_time(at(18), at(19)) == A_DAY
    assert open_sunday.working_time(at(19), at(20)) == timedelta(0)
    assert open_sunday.day(date(2026, 3, 19)).kind is DayKind.SPECIAL


def test_a_break_at_midday_is_no_working_time():
    shut_at_midday = calendar(week(*MIDDAY_SHUT))

    assert shut_at_midday.working_time(at(16), at(17)) == timedelta(hours=6, minutes=45)
    assert not shut_at_midday.is_open(at(16, 12, 30))
    assert shut_at_midday.next_opening(at(16, 12, 30)) == at(16, 13)


def test_new_hours_hold_from_their_first_day_on():
    shorter = calendar(week(*OFFICE), week(Span(time(9), time(15)), begins_on=date(2026, 3, 18)))

    assert shorter.working_time(at(17), at(18)) == A_DAY
    assert shorter.working_time(at(18), at(19)) == timedelta(hours=6)


def test_work_that_fills_the_day_is_due_when_it_closes():
    assert calendar().add(at(16, 8, 30), A_DAY) == at(16, 16, 15)


def test_one_microsecond_more_is_due_on_the_next_working_day():
    due = calendar().add(at(20, 8, 30), A_DAY + timedelta(microseconds=1))

    assert due == at(23, 8, 30) + timedelta(microseconds=1)


def test_no_work_is_due_at_once_even_at_night():
    assert calendar().add(at(16, 23), timedelta(0)) == at(16, 23)


def test_work_asked_for_at_night_begins_when_it_opens():
    assert calendar().add(at(20, 23), timedelta(hours=1)) == at(23, 9, 30)


def test_the_first_moment_counts_as_open_and_the_last_does_not():
    office = calendar()

    assert office.is_open(at(16, 8, 30))
    assert not office.is_open(at(16, 16, 15))
    assert office.next_opening(at(16, 16, 15)) == at(17, 8, 30)
    assert office.next_opening(at(16, 9)) == at(16, 9)
    assert office.next_closing(at(16, 16, 15)) == at(17, 16, 15)


def test_working_time_backwards_is_negative():
    assert calendar().working_time(at(17), at(16)) == -A_DAY


def test_a_calendar_without_closing_counts_every_second_across_midnight():
    always = calendar(week(WHOLE_DAY, days=7))

    assert always.working_time(at(16, 22), at(18, 3)) == timedelta(hours=29)
    assert always.next_closing(at(16)) == at(1, month=1, year=2027)


def test_a_night_shift_stands_in_two_days():
    night = calendar(week(Span(time(), time(6)), Span(time(22), time()), days=7))

    assert night.working_time(at(16, 12), at(17, 12)) == timedelta(hours=8)
    assert night.next_closing(at(16, 23)) == at(17, 6)


def test_the_night_on_which_clocks_leap_forward_is_an_hour_shorter():
    always = calendar(week(WHOLE_DAY, days=7), zone=LONDON)
    sunday = datetime(2026, 3, 29, tzinfo=LONDON)

    assert always.working_time(sunday, datetime(2026, 3, 30, tzinfo=LONDON)) == timedelta(hours=23)
    assert always.add(sunday, timedelta(hours=2)) == datetime(2026, 3, 29, 3, tzinfo=LONDON)


def test_the_night_on_which_clocks_go_back_is_an_hour_longer():
    always = calendar(week(WHOLE_DAY, days=7), zone=LONDON)

    assert always.working_time(
        datetime(2026, 10, 25, tzinfo=LONDON), datetime(2026, 10, 26, tzinfo=LONDON)
    ) == timedelta(hours=25)


def test_an_opening_that_the_clocks_leap_over_is_the_leap_itself():
    early = calendar(week(Span(time(1, 30), time(4)), days=7), zone=LONDON)

    assert early.next_opening(datetime(2026, 3, 29, tzinfo=UTC)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_hour_shown_twice_counts_from_its_first_time():
    early = calendar(week(Span(time(1, 30), time(4)), days=7), zone=LONDON)
    day = datetime(2026, 10, 25, tzinfo=LONDON)

    assert early.next_opening(day) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert early.working_time(day, day + timedelta(days=1)) == timedelta(hours=3, minutes=30)


@pytest.mark.parametrize(
    "ask",
    [
        lambda office: office.add(at(31, 16, month=12), timedelta(hours=1)),
        lambda office: office.working_time(at(1), at(2, month=1, year=2027)),
        lambda office: office.working_time(at(2, month=1, year=2027), at(3, month=1, year=2027)),
        lambda office: office.is_open(at(1, month=1, year=2027)),
        lambda office: office.next_opening(at(31, 17, month=12)),
        lambda office: office.day(date(2027, 1, 1)),
        lambda office: office.shares(at(31, month=12), at(1, 1, month=1, year=2027)),
    ],
)
def test_beyond_the_last_covered_day_it_says_so_and_never_guesses(ask):
    with pytest.raises(NotCovered, match="the calendar office does not cover 2027-01-0") as told:
        ask(calendar())

    assert told.value.day.year == 2027


def test_before_the_first_covered_day_it_says_so_too():
    with pytest.raises(NotCovered, match="2025-12-31"):
        calendar().working_time(at(31, month=12, year=2025), at(1))


def test_the_midnight_that_ends_the_last_day_can_still_be_reached():
    office = calendar()
    midnight = at(1, month=1, year=2027)

    assert office.working_time(at(31, month=12), midnight) == A_DAY
    assert [share.worked for share in office.shares(at(31, month=12), midnight)] == [A_DAY]
    assert office.add(at(31, 8, 30, month=12), A_DAY) == at(31, 16, 15, month=12)


def test_a_missing_year_in_the_middle_is_not_leapt_over():
    office = calendar(covered=((2026, 2026), (2028, 2028)))

    with pytest.raises(NotCovered, match="2027-01-01"):
        office.add(at(31, 16, month=12), timedelta(hours=1))
    with pytest.raises(NotCovered, match="2027-01-01"):
        office.working_time(at(1), at(1, month=3, year=2028))
    with pytest.raises(NotCovered, match="2027-01-01"):
        office.next_opening(at(31, 17, month=12))
    assert office.add(at(3, 16, month=1, year=2028), timedelta(hours=1)) == at(4, 9, 15, month=1, year=2028)


def test_years_that_touch_are_one():
    office = calendar(covered=((2026, 2026), (2027, 2027)))

    assert office.add(at(31, 16, month=12), timedelta(hours=1)) == at(1, 9, 15, month=1, year=2027)


def test_shares_tell_what_each_day_gave():
    office = calendar(holidays=[date(2026, 3, 18)])

    shares = office.shares(at(17, 14), at(23, 9))

    told = [(share.day.date.day, share.day.kind.value, share.worked / timedelta(hours=1)) for share in shares]
    assert told == [
        (17, "ordinary", 2.25),
        (18, "holiday", 0),
        (19, "ordinary", 7.75),
        (20, "ordinary", 7.75),
        (21, "rest", 0),
        (22, "rest", 0),
        (23, "ordinary", 0.5),
    ]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Span(time(9), time(9)), "must close after it opens"),
        (lambda: Span(time(22), time(6)), "divide a night shift"),
        (lambda: Span(time(9, tzinfo=UTC), time(10, tzinfo=UTC)), "carry no zone"),
        (lambda: week(Span(time(9), time(12)), Span(time(11), time(13))), "overlap"),
        (lambda: week(Span(time(9), time()), Span(time(23), time())), "overlap"),
        (lambda: Week(date(2026, 1, 1), ((),)), "7 days"),
        (lambda: Period(date(2026, 1, 2), date(2026, 1, 1)), "before the first"),
        (lambda: calendar(week(*OFFICE, begins_on=date(2026, 2, 1))), "no hours are given for 2026-01-01"),
        (lambda: calendar().add(at(1), timedelta(seconds=-1)), "must not be negative"),
        (lambda: calendar().working_time(datetime(2026, 3, 1), at(2)), "has no time zone"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_value(make, told):
    with pytest.raises(ValueError, match=told):
        make()
