"""What a person reads when something about the model of units is refused."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

WORDINGS: Mapping[str, Callable[[], str]] = {
    "blueprint_of_demonstration": lambda: _(
        "%(blueprint)s was published in the demonstration; organisations that exist cannot follow it. Choose another version."
    ),
    "blueprint_known": lambda: _(
        "This is %(blueprint)s, which stands here already, letter for letter. Nothing was changed."
    ),
    "blueprint_draft_stands": lambda: _(
        "There is a draft already: %(blueprint)s. Change, publish or discard it before you begin another."
    ),
    "blueprint_version_taken": lambda: _(
        "“%(blueprint)s” has come further than version %(version)s. Write version: %(next)s in the file."
    ),
    "blueprint_is_published": lambda: _(
        "%(blueprint)s is published and never changes. Begin the next version instead."
    ),
    "blueprint_is_another": lambda: _(
        "This text is %(found)s, and the draft is %(blueprint)s. Keep its code and its version, or import the text as a file of its own."
    ),
    "blueprint_changed_since": lambda: _(
        "Somebody changed %(blueprint)s since you opened it. Nothing was changed; open it again and look at what it says now."
    ),
    "blueprint_published_by_other": lambda: _(
        "%(blueprint)s was published on %(on)s by %(person)s. It stands and does not change; nothing was done twice."
    ),
    "blueprint_is_gone": lambda: _("The draft %(blueprint)s was discarded. Nothing was changed."),
    "adopts_draft": lambda: _("%(blueprint)s is a draft. A unit takes over published versions only."),
    "adopts_other_model": lambda: _(
        "The unit stands by %(stands_by)s and cannot take over %(blueprint)s: that is the model of something else."
    ),
    "adopts_same_version": lambda: _("The unit stands by %(blueprint)s already. Nothing was changed."),
    "adopts_older_version": lambda: _(
        "The unit stands by %(stands_by)s, which is newer than %(blueprint)s. A unit does not go back."
    ),
    "adoption_while_gate_waits": lambda: _(
        "A gate of the unit is not settled: it waits for a decision, or for what was to be shown later. Take over the new version once that is done."
    ),
    "adoption_without_team": lambda: _(
        "%(blueprint)s has no team for an organisation of this size (%(size)s). Nothing was changed."
    ),
    "adoption_changed_since": lambda: _(
        "The unit has changed since you looked. Nothing was taken over; look at what would change now."
    ),
    "tailoring_target_unknown": lambda: _(
        "“%(target)s” is not part of the model of this unit, or stands with it already. Choose from the list."
    ),
    "tailoring_of_lead": lambda: _("The post of the lead cannot be left out: a unit without a lead is none."),
    "tailoring_of_counted": lambda: _(
        "What the program counts itself cannot be left out of a gate. Ask to leave out the post or the step instead."
    ),
    "tailoring_of_done": lambda: _("The step is done or left out already. There is nothing to change."),
    "tailoring_needs_days": lambda: _("Say how many working days the step takes, from 1 to 250."),
    "tailoring_asked_already": lambda: _(
        "The same is asked already and waits for an answer. Nothing was changed."
    ),
    "tailoring_stands_already": lambda: _("The same is approved already. Nothing was changed."),
    "tailoring_is_decided": lambda: _("This was decided on %(on)s already. Nothing was changed."),
    "tailoring_by_oneself": lambda: _(
        "You asked for this yourself. Somebody else decides on it: that is the second pair of eyes."
    ),
    "tailoring_post_filled": lambda: _(
        "The post %(post)s is filled. End the holding first, then it can be left out."
    ),
}
