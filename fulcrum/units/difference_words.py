"""The differences of two versions of a blueprint as sentences in the reader's language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from fulcrum.units.domain.blueprint_difference import Change
from fulcrum.units.model_labels import GROUP, shown


@dataclass(frozen=True)
class Told:
    """One part of the blueprint with its sentences."""

    title: str
    sentences: tuple[str, ...]


def told(changes: Iterable[Change]) -> list[Told]:
    """The sentences part by part, in the order of the changes."""
    return [
        Told(str(GROUP[group]), tuple(sentence(change) for change in some))
        for group, some in groupby(changes, key=lambda change: change.group)
    ]


def sentence(change: Change) -> str:
    """One change as a sentence. Raises KeyError for a kind without wording: a test looks for that."""
    return SENTENCES[change.kind]() % {name: shown(fact) for name, fact in change.facts.items()}


SENTENCES: Mapping[str, Callable[[], str]] = {
    "order": lambda: _("The same stands in another order."),
    "renamed": lambda: _("“%(was)s” is now called “%(thing)s”."),
    "translated": lambda: _("“%(thing)s” has another translation."),
    # the model as a whole
    "model_names": lambda: _("The model “%(was)s” is now called “%(now)s”."),
    "model_review_months": lambda: _(
        "A unit in operation is reviewed every %(now)s months instead of every %(was)s."
    ),
    "model_source": lambda: _("The source is now: %(now)s"),
    "model_notes": lambda: _("The note is now: %(now)s"),
    "model_translations": lambda: _("The Sinhala and the Tamil are now %(now)s; they were %(was)s."),
    # team
    "post_added": lambda: _("There is a new post: %(thing)s."),
    "post_removed": lambda: _("There is no longer a post “%(thing)s”."),
    "post_purpose": lambda: _("The post “%(thing)s” has another purpose: %(now)s"),
    "lead": lambda: _("The unit is led by the post “%(now)s” instead of “%(was)s”."),
    "combinable_added": lambda: _("One person may now hold together: %(posts)s."),
    "combinable_removed": lambda: _("One person may no longer hold together: %(posts)s."),
    "size_added": lambda: _("%(size)s: a new team from %(staff)s staff on, with %(posts)s."),
    "size_removed": lambda: _("%(size)s: there is no longer a team of its own."),
    "size_from": lambda: _("%(size)s: its team is for %(now)s staff and more; it was for %(was)s and more."),
    "full_gains": lambda: _("%(size)s: the team has the further post “%(thing)s”."),
    "full_loses": lambda: _("%(size)s: the team no longer has the post “%(thing)s”."),
    "minimum_gains": lambda: _("%(size)s: without “%(thing)s” a unit no longer counts as formed."),
    "minimum_loses": lambda: _("%(size)s: a unit counts as formed also without “%(thing)s”."),
    # stages and their gates
    "stage_added": lambda: _("There is a new stage: %(thing)s."),
    "stage_removed": lambda: _("There is no longer a stage “%(thing)s”."),
    "stage_moved": lambda: _("The stage “%(thing)s” now comes after “%(after)s”."),
    "stage_first": lambda: _("The stage “%(thing)s” now comes first."),
    "milestone": lambda: _("The stage “%(thing)s” now means: %(now)s. It meant: %(was)s."),
    "amber_days": lambda: _(
        "What is missing at the gate of “%(thing)s” may be shown within %(now)s days; it was %(was)s."
    ),
    "criterion_added": lambda: _(
        "The gate of “%(stage)s” has a new condition: %(thing)s It is shown by: %(evidence)s."
    ),
    "criterion_removed": lambda: _("The gate of “%(stage)s” no longer asks: %(thing)s"),
    "criterion_moved": lambda: _(
        "A condition now belongs to the gate of “%(stage)s” instead of “%(was)s”: %(thing)s"
    ),
    "criterion_evidence": lambda: _(
        "At the gate of “%(stage)s”, “%(thing)s” is shown by: %(now)s. It was: %(was)s."
    ),
    "criterion_counted": lambda: _(
        "At the gate of “%(stage)s”, for “%(thing)s” the program counts: %(now)s. It was: %(was)s."
    ),
    # steps
    "step_added": lambda: _(
        "There is a new step for the stage “%(stage)s”: %(thing)s. It takes %(days)s working days; who does it: %(owner)s."
    ),
    "step_removed": lambda: _("The step “%(thing)s” is no longer asked."),
    "step_days": lambda: _("The step “%(thing)s” takes %(now)s working days instead of %(was)s."),
    "step_owner": lambda: _("Who does the step “%(thing)s” is now: %(now)s. It was: %(was)s."),
    "step_stage": lambda: _("The step “%(thing)s” now serves the stage “%(now)s” instead of “%(was)s”."),
    "step_waits": lambda: _("The step “%(thing)s” now waits for “%(other)s”."),
    "step_no_wait": lambda: _("The step “%(thing)s” no longer waits for “%(other)s”."),
    # duties, services, indicators, hand-over lists
    "item_added": lambda: _("New: %(thing)s"),
    "item_removed": lambda: _("No longer there: %(thing)s"),
    "item_posts": lambda: _("“%(thing)s” now belongs to the posts %(now)s; it belonged to %(was)s."),
    "item_target": lambda: _("“%(thing)s” now has the target %(now)s; it was %(was)s."),
    # rules
    "rule_added": lambda: _("New rule: %(rule)s"),
    "rule_removed": lambda: _("This rule no longer holds: %(rule)s"),
    "rule_limit": lambda: _("%(rule)s Before: %(was)s"),
    # letters and forms
    "document_added": lambda: _("There is a new template: %(thing)s."),
    "document_removed": lambda: _("There is no longer a template “%(thing)s”."),
    "document_text": lambda: _("The template “%(thing)s” has another text."),
}
