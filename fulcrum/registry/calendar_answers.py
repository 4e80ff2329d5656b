"""What the calendars answer a reader: is it open now, and when is so much work due, each with its reason."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fulcrum.kit.naming import own_name
from fulcrum.kit.working_days import DayKind
from fulcrum.kit.working_time import NotCovered, Share
from fulcrum.registry import calendar_labels as labels
from fulcrum.registry import calendar_wordings
from fulcrum.registry.calendars import CalendarFacts, local_day

A_DAY = timedelta(days=1)


def names_of(facts: CalendarFacts, day: date) -> str:
    """What makes this day other than the week would have it, in the reader's language; empty if nothing does."""
    language = get_language()
    if day in facts.special:
        return own_name(facts.special[day], language)
    return ", ".join(own_name(holiday, language) for holiday in facts.holidays.get(day, ()))


@dataclass(frozen=True)
class State:
    """Whether somebody is there at an instant, in one sentence."""

    is_open: bool
    text: str


def now(facts: CalendarFacts, at: datetime) -> State:
    """Whether the calendar is open at an instant, until when, or when it opens, and why it is shut."""
    try:
        return _now(facts, at)
    except NotCovered as told:
        return State(False, calendar_wordings.word_not_covered(told))


def _now(facts: CalendarFacts, at: datetime) -> State:
    calendar, today = facts.working, local_day(facts, at)
    if calendar.is_open(at):
        closing = calendar.next_closing(at)
        if local_day(facts, closing) > today + A_DAY:
            return State(True, _("The office is open day and night."))
        return State(
            True, _("The office is open until %(time)s.") % {"time": labels.clock(closing, facts.zone)}
        )
    opening = calendar.next_opening(at)
    told = {"day": labels.full_day(local_day(facts, opening)), "time": labels.clock(opening, facts.zone)}
    if local_day(facts, opening) == today:
        return State(False, _("The office is closed now; it opens today at %(time)s.") % told)
    reason = names_of(facts, today)
    if reason and calendar.day(today).is_shut:
        text = _("The office is closed today (%(reason)s); it opens on %(day)s at %(time)s.")
        return State(False, text % {**told, "reason": reason})
    return State(False, _("The office is closed now; it opens on %(day)s at %(time)s.") % told)


@dataclass(frozen=True)
class DayLine:
    """What one day gave to the counted time."""

    day: str
    worked: str
    reason: str


@dataclass(frozen=True)
class Due:
    """When so much work is due: one sentence with its reason, and the days one by one."""

    text: str
    reason: str
    lines: tuple[DayLine, ...]


def due(facts: CalendarFacts, start: datetime, work: timedelta) -> Due:
    """When `work` asked for at `start` is due. Raises NotCovered."""
    at = facts.working.add(start, work)
    shares = facts.working.shares(start, at)
    text = _(
        "%(hours)s hours of working time, counted from %(start_day)s, %(start_time)s, end on %(day)s at %(time)s."
    ) % {
        "hours": labels.hours_and_minutes(work),
        "start_day": labels.full_day(local_day(facts, start)),
        "start_time": labels.clock(start, facts.zone),
        "day": labels.full_day(local_day(facts, at)),
        "time": labels.clock(at, facts.zone),
    }
    lines = tuple(
        DayLine(
            labels.full_day(share.day.date),
            labels.hours_and_minutes(share.worked),
            _why(facts, share),
        )
        for share in shares
    )
    return Due(text, _skipped(facts, shares), lines)


def _why(facts: CalendarFacts, share: Share) -> str:
    if share.day.kind is DayKind.REST:
        return _("No working day")
    return names_of(facts, share.day.date)


def _skipped(facts: CalendarFacts, shares: tuple[Share, ...]) -> str:
    """Which days gave nothing, and why."""
    named = [
        _("%(day)s (%(reason)s)")
        % {"day": labels.full_day(share.day.date), "reason": names_of(facts, share.day.date)}
        for share in shares
        if share.day.is_shut and share.day.kind is not DayKind.REST
    ]
    rest = sum(share.day.kind is DayKind.REST for share in shares)
    parts = []
    if named:
        parts.append(_("Not counted, because they are holidays: %(days)s.") % {"days": "; ".join(named)})
    if rest:
        text = ngettext(
            "%(count)s day without working hours, such as a Sunday, is not counted.",
            "%(count)s days without working hours, such as a Sunday, are not counted.",
            rest,
        )
        parts.append(text % {"count": rest})
    return " ".join(parts)
