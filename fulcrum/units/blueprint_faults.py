"""What a person reads when a file is no sound blueprint: line by line, what is wrong and what to do."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fulcrum.registry import refusals
from fulcrum.registry.domain.row_errors import RowError


@dataclass(frozen=True)
class Fault:
    """One fault. line: 0 for the file itself."""

    line: int
    name: str
    value: str
    what: str
    remedy: str


def worded(errors: Iterable[RowError]) -> list[Fault]:
    """The faults in the reader's language, in the order of the lines."""
    found = []
    for error in errors:
        words = refusals.word(error, WORDINGS)
        found.append(Fault(error.row, error.column, error.value, words.what, words.remedy))
    return found


WORDINGS: Mapping[str, Callable[[], tuple[str, str]]] = {
    "not_yaml": lambda: (
        _("The file is not written in YAML from this line on."),
        _(
            "Look for a bracket or a quotation mark that is not closed, for tabs, and for a name that stands twice."
        ),
    ),
    "not_a_mapping": lambda: (
        _("The file does not consist of names with values."),
        _("Compare it with a model that you can download here."),
    ),
    "format_not_known": lambda: (
        _("The file does not say that it holds the model of a unit."),
        _("Write “format: %(wanted)s” at its beginning."),
    ),
    "name_not_known": lambda: (_("This name is not known here."), _("Use one of: %(allowed)s.")),
    "not_a_text": lambda: (_("A single value is wanted here."), _("Write one text, without a list.")),
    "not_a_list": lambda: (_("A list is wanted here."), _("Write each entry with a hyphen before it.")),
    "not_a_list_of_lists": lambda: (
        _("A list of groups of posts is wanted here."),
        _("Write each group in square brackets, such as [LD, PM]."),
    ),
    "required": lambda: (_("The value is missing."), _("Write it: the model cannot do without it.")),
    "stands_twice": lambda: (_("“%(value)s” stands here twice."), _("Give one of the two another code.")),
    "not_in_script": lambda: (
        _("The text is not written in %(script)s letters: it holds “%(character)s”."),
        _("Write it in %(script)s letters, or leave it out."),
    ),
    "placeholder_not_known": lambda: (
        _("No letter can fill in {%(placeholder)s}."),
        _("Use one of: %(allowed)s."),
    ),
    "bracket_alone": lambda: (
        _("A curly bracket stands alone."),
        _("Write a placeholder between two curly brackets, or leave the bracket out."),
    ),
    "not_one_lead": lambda: (
        _("%(count)s posts lead the unit; it must be exactly one."),
        _("Write “leads: yes” at one post."),
    ),
    "post_not_known": lambda: (_("There is no post “%(value)s”."), _("Use one of: %(allowed)s.")),
    "combines_nothing": lambda: (
        _("One post alone is nothing to hold together."),
        _("Name two posts or more, or leave the group out."),
    ),
    "no_team_for_the_smallest": lambda: (
        _("The smallest organisations have no team."),
        _("Give a team with “size: small” and “staff_from: 0”."),
    ),
    "sizes_not_in_order": lambda: (
        _("A larger size must begin above %(least)s staff, where the size “%(smaller)s” begins."),
        _("Correct one of the two numbers."),
    ),
    "minimum_beyond_full": lambda: (
        _("The post “%(value)s” is in the minimum and not in the full team."),
        _("Add it to the full team too."),
    ),
    "team_without_lead": lambda: (
        _("The minimum team lacks the post that leads the unit."),
        _("Add %(lead)s to the minimum."),
    ),
    "milestone_not_once": lambda: (
        _("The milestone “%(value)s” stands at %(count)s stages; it must be exactly one."),
        _("Write “milestone: %(value)s” at one stage."),
    ),
    "operates_before_formed": lambda: (
        _("The unit would be operational before it is formed."),
        _("Put the stage of the milestone “formed” before this one."),
    ),
    "formed_without_team": lambda: (
        _("The gate of the milestone “formed” does not ask for the minimum team."),
        _("Give it a condition with “evidence: counted” and “counted: %(wanted)s”."),
    ),
    "counted_is_missing": lambda: (
        _("The condition does not say what the program counts."),
        _("Write one of these as “counted”: %(allowed)s."),
    ),
    "counted_without_need": lambda: (
        _("The condition is shown by people, so the program counts nothing for it."),
        _("Leave “counted” out, or write “evidence: counted”."),
    ),
    "stage_not_known": lambda: (_("There is no stage “%(value)s”."), _("Use one of: %(allowed)s.")),
    "step_not_known": lambda: (
        _("The step waits for “%(value)s”, which is no step."),
        _("Write the code of a step of this model, or leave it out."),
    ),
    "waits_for_later_stage": lambda: (
        _("The step serves “%(stage)s” and waits for a step of “%(later)s”, which comes later."),
        _("Move one of the two steps to another stage, or do not let this one wait."),
    ),
    "steps_in_circle": lambda: (
        _("These steps wait for each other in a circle: %(value)s."),
        _("Let one of them wait no longer."),
    ),
    "at_risk_by_itself": lambda: (
        _("This cause counts the days at risk, so it needs another rule that puts a unit at risk."),
        _("Use it for “dormant” only, beside at least one rule for “at_risk”."),
    ),
    "dormant_before_at_risk": lambda: (
        _("A unit would be dormant before, or as soon as, it is at risk by the same cause (%(limit)s)."),
        _("Choose a limit that is reached later."),
    ),
}
"""Beside those of single values, which are worded in `registry/refusals.py`."""
