"""How long an organisation has to answer, in the working days of its own calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fulcrum.kit.content_checks import Problems, document, text, whole
from fulcrum.kit.working_time import Calendar

FORMAT = "fulcrum.offers/1"
_TOP = {
    "format",
    "version",
    "published_on",
    "window_working_days",
    "remind_before_last_day",
    "after_answer_working_days",
    "appeal_days",
    "basis",
}


@dataclass(frozen=True)
class OfferRules:
    """The published rules of an offer.

    window          working days to answer, counted from the day after sending
    remind_before   the second reminder goes so many working days before the last day; the first at half
    after_answer    a question answered late leaves at least so many working days
    appeal_days     days of the almanac to appeal once an offer has ended
    """

    version: int
    window: int
    remind_before: int
    after_answer: int
    appeal_days: int
    basis: str


@dataclass(frozen=True)
class Window:
    """The last day to answer and the days on which to remind, in order."""

    answer_by: date
    remind_on: tuple[date, ...]


def load_rules(content: str) -> OfferRules:
    """Raises ContentError with every problem found, each with its place, the value and the remedy."""
    problems = Problems()
    data = document(content, FORMAT, _TOP, problems)
    rules = OfferRules(
        version=whole(data.get("version"), "version", problems, least=1),
        window=whole(data.get("window_working_days"), "window_working_days", problems, least=1),
        remind_before=whole(data.get("remind_before_last_day"), "remind_before_last_day", problems, least=1),
        after_answer=whole(
            data.get("after_answer_working_days"), "after_answer_working_days", problems, least=1
        ),
        appeal_days=whole(data.get("appeal_days"), "appeal_days", problems, least=1),
        basis=text(data.get("basis"), "basis", problems),
    )
    if not 1 <= rules.remind_before < rules.window:
        problems.add("remind_before_last_day", rules.remind_before, f"write 1 to {rules.window - 1}")
    problems.raise_if_any()
    return rules


def window(calendar: Calendar, sent_on: date, days: int, remind_before: int) -> Window:
    """The window of so many working days after `sent_on`, with reminders at half of it and before its end.

    Raises NotCovered where the calendar does not reach so far; ValueError for less than one day.
    """
    if days < 1:
        raise ValueError(f"a window has at least one working day, got {days}")
    found = []
    for day in working_days_after(calendar, sent_on):
        found.append(day)
        if len(found) == days:
            break
    reminders = {found[(days - 1) // 2], found[max(0, days - 1 - remind_before)]} - {found[-1]}
    return Window(found[-1], tuple(sorted(reminders)))


def reminders(calendar: Calendar, after: date, answer_by: date, remind_before: int) -> tuple[date, ...]:
    """The days on which to remind between `after` and a last day that was moved. Raises NotCovered."""
    days = []
    for day in working_days_after(calendar, after):
        if day > answer_by:
            break
        days.append(day)
    left = len(days)
    if left < 2:
        return ()
    chosen = {days[(left - 1) // 2], days[max(0, left - 1 - remind_before)]} - {days[-1]}
    return tuple(sorted(chosen))


def working_days_after(calendar: Calendar, day: date) -> Iterator[date]:
    """The working days after `day`, in order. Raises NotCovered when it comes to a day that nobody knows of."""
    while True:
        day += timedelta(days=1)
        if not calendar.day(day).is_shut:
            yield day
