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
    "since_not_possible": lambda: _(
        "%(day)s lies before %(latest)s, when the unit still lived. Correct the day."
    ),
    "unit_is_not_dormant": lambda: _("Unit %(number)s is not dormant. Nothing was changed."),
    "minimum_team_missing": lambda: _(
        "Unit %(number)s lacks members of its minimum team: %(posts)s. Fill these posts first."
    ),
    "not_of_the_same_split": lambda: _(
        "%(organisation)s is no other part of the split from which unit %(number)s came. Choose one of them."
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
    # gates
    "unit_is_dormant": lambda: _(
        "Unit %(number)s is dormant. An officer of the programme reconstitutes it first."
    ),
    "criterion_is_counted": lambda: _(
        "“%(criterion)s” is counted by the program. There is nothing to show for it."
    ),
    "evidence_needs_document": lambda: _("“%(criterion)s” is shown by a document. Attach it."),
    "evidence_needs_statement": lambda: _("“%(criterion)s” is shown by a statement. Write what is so."),
    "evidence_missing": lambda: _(
        "Something is missing for the gate “%(stage)s”: %(criteria)s Show it first."
    ),
    "gate_is_passed": lambda: _("The gate “%(stage)s” is passed. Nothing was changed."),
    "gate_is_asked": lambda: _(
        "The gate “%(stage)s” is asked for already and waits for its answer. Withdraw it, or wait."
    ),
    "gate_is_decided": lambda: _("The gate “%(stage)s” does not wait any more. Look at what was said."),
    "gate_out_of_order": lambda: _(
        "“%(stage)s” is not the next gate of this unit; the next one is: %(following)s."
    ),
    "not_own_gate": lambda: _("You asked for this gate yourself. Somebody else decides it."),
    "not_own_evidence": lambda: _("You showed evidence for this gate yourself. Somebody else decides it."),
    "criteria_unanswered": lambda: _("Say of each criterion whether it is met. Unanswered: %(criteria)s"),
    "criterion_without_evidence": lambda: _("Nothing is shown for: %(criteria)s It cannot be called met."),
    "criteria_not_met": lambda: _("A unit does not pass while something is not met: %(criteria)s"),
    "green_needs_all": lambda: _(
        "Green needs every criterion to be met. To be shown later: %(criteria)s Say amber with a last day, or red."
    ),
    "amber_not_given_here": lambda: _(
        "The gate “%(stage)s” gives no time for what is missing. Say green or red."
    ),
    "amber_needs_something_missing": lambda: _("Nothing is to be shown later. Say green."),
    "criterion_never_later": lambda: _("This cannot be shown later: %(criteria)s"),
    "amber_deadline": lambda: _(
        "Amber needs a last day for what is missing, after today and not after %(latest)s."
    ),
    "amber_is_met": lambda: _("Nothing is missing any more at this gate of unit %(number)s."),
    "still_missing": lambda: _("This was not shown since: %(criteria)s"),
}
