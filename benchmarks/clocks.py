"""Working time on the shipped calendars: building one, due dates and passed time for many clocks, without a database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.clock import timed
from benchmarks.figures import Budget, Figure, Tell
from fulcrum.kit.working_days import WHOLE_DAY, Days, Period, Span, Week
from fulcrum.kit.working_time import Calendar
from fulcrum.registry.domain.calendar_content import Content, read
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.runtime.env import PROJECT

SHIPPED = PROJECT / "fulcrum" / "registry" / "content" / "calendars" / "lk.yaml"
CLOCKS = 100_000
WITHIN = 10.0
"""Budget of a sweep over 100,000 open clocks; computing is the smaller part of it."""
WORK = timedelta(hours=31)


def measure(tell: Tell) -> Iterator[Figure]:
    """Build a calendar of six years, then ask it 100,000 questions of each kind."""
    tell(f"clocks: {CLOCKS:,} due dates")
    content = shipped()
    seconds, office = timed(9, lambda: build(content))
    covered = sum((period.last - period.first).days + 1 for period in office.days.covered)
    yield Figure(
        "calendar of offices: build", "s", seconds, remark=f"{covered:,} days, once per process and change"
    )
    seconds, _ = timed(5, around_the_clock)
    yield Figure("calendar without closing: build", "s", seconds, remark="30 years")
    starts = [datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=4 * number) for number in range(CLOCKS)]
    seconds, due = timed(5, lambda: [office.add(start, WORK) for start in starts])
    what = f"{CLOCKS:,} clocks"
    yield Figure(f"{what}: when each is due", "s", seconds, Budget(WITHIN), per_second(seconds))
    seconds, worked = timed(
        5, lambda: [office.working_time(start, end) for start, end in zip(starts, due, strict=True)]
    )
    yield Figure(f"{what}: how much has passed", "s", seconds, Budget(WITHIN), per_second(seconds))
    assert set(worked) == {WORK}, "adding and measuring disagree"


def shipped() -> Content:
    """The content file of the program."""
    errors = ErrorList()
    content = read(SHIPPED.name, SHIPPED.read_text(encoding="utf-8"), errors)
    assert content is not None, list(errors)
    return content


def build(content: Content) -> Calendar:
    """The calendar of government offices, with public holidays."""
    row = next(each for each in content.calendars if each.code == "office")
    spans = {weekday: Span(each.opens, each.closes) for each in row.hours for weekday in each.weekdays}
    week = Week(row.covered_from, tuple((spans[day],) if day in spans else () for day in range(7)))
    years = tuple(Period(date(each.year, 1, 1), date(each.year, 12, 31)) for each in content.years)
    holidays = frozenset(
        each.day for year in content.years for each in year.holidays if each.kind in row.observes
    )
    return Calendar("office", ZoneInfo(content.zone), Days((week,), years, holidays))


def around_the_clock() -> Calendar:
    """A calendar that never closes."""
    week = Week(date(2021, 1, 1), ((WHOLE_DAY,),) * 7)
    covered = Period(date(2021, 1, 1), date(2050, 12, 31))
    return Calendar("continuous", ZoneInfo("Asia/Colombo"), Days((week,), (covered,)))


def per_second(seconds: tuple[float, ...]) -> str:
    """How many in a second, by the median."""
    return f"{CLOCKS / sorted(seconds)[len(seconds) // 2]:,.0f} a second"
