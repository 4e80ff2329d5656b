"""What a person reads when something about the life of a unit is refused."""

from collections.abc import Callable

from django.utils.translation import gettext as _

WORDINGS: dict[str, Callable[[], str]] = {
    # beginning, recording, closing
    "unit_stands_already": lambda: _(
        "%(organisation)s has unit %(number)s already. Look at that one, or close it first."
    ),
    "blueprint_is_a_draft": lambda: _(
        "“%(blueprint)s” is a draft. Units follow published versions: choose one, or publish this one first."
    ),
    "day_lies_ahead": lambda: _("%(day)s lies ahead; today is %(today)s. Enter a day that has come."),
    "day_before_begin": lambda: _("The unit began on %(began_on)s; %(day)s lies before it. Correct the day."),
    "before_the_programme": lambda: _(
        "The programme began on %(earliest)s; %(day)s lies before it. Correct the day."
    ),
    "organisation_not_open_yet": lambda: _(
        "%(organisation)s opened on %(opened_on)s; %(day)s lies before it. Correct the day."
    ),
    "basis_missing": lambda: _("Say on what this rests: a letter, a list or a file, with its day."),
    "stages_not_in_order": lambda: _(
        "The stages told (%(stages)s) are not the first ones of the model in its order: %(order)s. Enter the day of each stage that was reached, without a gap."
    ),
    "stage_days_not_in_order": lambda: _(
        "A stage is dated %(later)s, before %(earlier)s of the one before it. Correct one of the days."
    ),
    "since_missing": lambda: _("Say since when the unit is so, and why."),
    "since_not_possible": lambda: _("%(day)s lies before %(latest)s, when the unit still lived. Correct the day."),
    "unit_is_not_dormant": lambda: _("Unit %(number)s is not dormant. Nothing was changed."),
    "minimum_team_missing": lambda: _(
        "Unit %(number)s lacks members of its minimum team: %(posts)s. Fill these posts first."
    ),
    # plan and steps
    "calendar_ends": lambda: _(
        "The calendar “%(calendar)s” does not know %(day)s: no list of holidays was loaded for it. Load the list, then plan again."
    ),
    "step_is_settled": lambda: _("The step “%(step)s” is not open any more. Nothing was changed."),
    "step_is_open": lambda: _("The step “%(step)s” is open already. Nothing was changed."),
    "step_waits": lambda: _("The step “%(step)s” waits for others: %(before)s. Do these first."),
    "step_others_rest": lambda: _(
        "Steps that rest on “%(step)s” are done: %(after)s. Open these again first."
    ),
}
