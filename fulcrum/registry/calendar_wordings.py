"""What a person reads when a calendar cannot be loaded, changed or counted by: faults of rows, and refusals."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_time import NotCovered

ROWS: dict[str, Callable[[], tuple[str, str]]] = {
    "not_yaml": lambda: (
        _("The file is not written in YAML from this line on."),
        _(
            "Look for a bracket or a quotation mark that is not closed, for tabs, and for a name that stands twice."
        ),
    ),
    "not_a_mapping": lambda: (
        _("The file does not consist of names with values."),
        _("Compare it with the file that the program ships."),
    ),
    "format_not_known": lambda: (
        _("The file does not say that it holds calendars."),
        _("Write “format: %(wanted)s” at its beginning."),
    ),
    "name_not_known": lambda: (_("This name is not known here."), _("Use one of: %(allowed)s.")),
    "not_a_text": lambda: (_("A single value is wanted here."), _("Write one text, without a list.")),
    "not_a_list": lambda: (_("A list is wanted here."), _("Write each entry with a hyphen before it.")),
    "not_a_time": lambda: (
        _("This is not a time of day."),
        _(
            "Write hours and minutes with two digits each, such as 08:30; 24:00 is midnight at the end of the day."
        ),
    ),
    "zone_not_known": lambda: (_("This time zone is not known."), _("Use a name such as Asia/Colombo.")),
    "hours_begin_late": lambda: (
        _("The hours begin later than the calendar, which begins on %(covered_from)s."),
        _("Give hours that begin on that day or before it."),
    ),
    "closes_before_opening": lambda: (
        _("It closes before it opens at %(opens)s, or at the same time."),
        _("Correct one of the two; divide a night between its two days."),
    ),
    "covered_by_years": lambda: (
        _("A calendar with holidays ends with the last year whose holidays are loaded."),
        _("Leave this out, or let the calendar observe no holidays."),
    ),
    "hours_without_effect": lambda: (
        _("There are hours, but the day is “%(value)s”."),
        _("Write “hours” as the effect, or leave the hours out."),
    ),
    "last_before_first": lambda: (
        _("The last day lies before the first, %(first)s."),
        _("Correct one of the two."),
    ),
    "name_of_no_holiday": lambda: (
        _("No holiday has this name."),
        _("Add it under “names” in three languages, or use one that stands there."),
    ),
    "calendar_not_known": lambda: (_("There is no such calendar."), _("Use one of: %(allowed)s.")),
    "only_and_except": lambda: (
        _("The day is for some calendars only and also excepts some."),
        _("Fill in one of the two."),
    ),
    "holiday_of_other_year": lambda: (
        _("The day does not lie in %(year)s."),
        _("Correct the day, or load it with the list of its own year."),
    ),
    "holiday_twice": lambda: (
        _("The same holiday on the same day stands in row %(first)s already."),
        _("Keep one of the two."),
    ),
    "stands_twice": lambda: (_("“%(value)s” stands twice."), _("Keep one of the two.")),
    "correction_without_reason": lambda: (
        _("The holidays of %(value)s differ from those that are loaded, and no reason is given."),
        _("Write the reason: the earlier list is kept, and this one follows it."),
    ),
    "calendar_left_out": lambda: (
        _("The file has no calendar “%(value)s”, by which organisations may work."),
        _("Keep it in the file; let rules point to another one if nobody works by it any more."),
    ),
    "pack_of_other_calendar": lambda: (
        _("The calendar “%(value)s” belongs to the country pack “%(pack)s”."),
        _("Use another code."),
    ),
}

REFUSALS: dict[str, Callable[[], str]] = {
    "no_calendar": lambda: _(
        "The register has no working calendar for %(organisation)s, so nothing can be counted for it. "
        "A programme officer can give it one."
    ),
    "calendar_reason_missing": lambda: _(
        "Say why: this change is kept with its reason. Nothing was changed."
    ),
    "calendar_source_missing": lambda: _(
        "Name the source: the notice, circular or Gazette that says so. Nothing was changed."
    ),
    "calendar_days_reversed": lambda: _(
        "The last day, %(last)s, lies before the first day, %(first)s. Correct one of them."
    ),
    "calendar_hours_reversed": lambda: _(
        "It closes at %(closes)s and opens at %(opens)s. Correct one of the two; divide a night between its two days."
    ),
    "calendar_hours_missing": lambda: _("Enter when it opens and when it closes on these days."),
    "calendar_hours_not_meant": lambda: _(
        "Opening and closing times count only for days with other hours. Choose “other hours”, or empty them."
    ),
    "calendar_stretch_too_long": lambda: _(
        "A special day may last at most %(most)s days, and this one lasts %(days)s. Enter a shorter stretch."
    ),
    "calendar_day_never": lambda: _("None of the chosen weekdays lies between the first and the last day."),
    "calendar_not_there": lambda: _("There is no calendar “%(calendar)s”. Nothing was changed."),
    "special_day_withdrawn": lambda: _("This special day was withdrawn already. Nothing was changed."),
}


def word(refusal: Refusal) -> str:
    """The sentence of a refusal. Raises KeyError for a code without wording."""
    return REFUSALS[refusal.code]() % refusal.facts


def word_not_covered(told: NotCovered) -> str:
    """What a person reads when a calendar says nothing about a day."""
    return _(
        "The holidays of %(year)s are not loaded, so working time cannot be counted in that year. Load the Gazette of "
        "%(year)s first."
    ) % {"year": told.day.year}
