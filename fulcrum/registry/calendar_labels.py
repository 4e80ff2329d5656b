"""The wording of the calendars' codes, and of days and hours, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names, get_month_names
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fulcrum.kit.day_in_words import CLDR
from fulcrum.kit.wall_clock import MIDNIGHT
from fulcrum.registry.domain.calendar_codes import Effect, HolidayKind, ListBasis

HOLIDAY_KIND: Mapping[str, Promise] = {
    HolidayKind.PUBLIC: _("Public holiday"),
    HolidayKind.BANK: _("Bank holiday"),
    HolidayKind.MERCANTILE: _("Mercantile holiday"),
    HolidayKind.SPECIAL: _("Special holiday of the public sector"),
}
LIST_BASIS: Mapping[str, Promise] = {
    ListBasis.GAZETTE: _("taken from the Gazette"),
    ListBasis.PACKAGE: _("seeded from a software package, not yet compared with the Gazette"),
}
EFFECT: Mapping[str, Promise] = {
    Effect.SHUT: _("Shut"),
    Effect.USUAL: _("Open with the usual hours, even on a holiday"),
    Effect.HOURS: _("Other hours"),
}

AUDITED: Mapping[str, Promise] = {
    "registry.calendars_loaded": _("loaded working calendars"),
    "registry.holidays_published": _("loaded the holidays of a year"),
    "registry.own_calendar_given": _("gave an organisation another calendar"),
    "registry.special_day_added": _("entered a special day"),
    "registry.special_day_withdrawn": _("withdrew a special day"),
}
"""What the audit log calls the changes of calendars."""
AUDITED_KINDS: Mapping[str, Promise] = {
    "registry.calendarcontent": _("Working calendars"),
    "registry.holidaylist": _("Holidays of a year"),
    "registry.organisationcalendar": _("Calendar of an organisation"),
    "registry.specialday": _("Special day"),
}


def _locale() -> str:
    return CLDR.get(get_language() or "en", CLDR["en"])


def full_day(day: date) -> str:
    """Weekday, day, month and year."""
    return str(format_date(day, "full", locale=_locale()))


def month(number: int) -> str:
    return str(get_month_names("wide", context="stand-alone", locale=_locale())[number])


def weekday(number: int) -> str:
    """The name of a weekday; 0 is Monday."""
    return str(get_day_names("wide", context="stand-alone", locale=_locale())[number])


def weekday_short(number: int) -> str:
    return str(get_day_names("narrow", context="stand-alone", locale=_locale())[number])


def clock(at: datetime, zone: ZoneInfo) -> str:
    """Hour and minute where the calendar is kept."""
    return f"{at.astimezone(zone):%H:%M}"


def span(opens: time, closes: time) -> str:
    """From one wall time to another, the midnight at the end of a day as 24:00."""
    return f"{opens:%H:%M}–{'24:00' if closes == MIDNIGHT else f'{closes:%H:%M}'}"


def hours_and_minutes(work: timedelta) -> str:
    """A stretch of working time as hours and minutes, such as 7:45."""
    minutes = work // timedelta(minutes=1)
    return f"{minutes // 60}:{minutes % 60:02d}"
