"""What a person reads when a job cannot be stopped or run again."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.foundation.jobs.kinds import Kind
from fulcrum.kit.refusal import Refusal

WORDINGS: dict[str, Callable[[], str]] = {
    "job_has_ended": lambda: _("“%(task)s” has ended already; there is nothing to stop."),
    "job_cannot_stop": lambda: _("“%(task)s” runs and cannot be stopped in between; it ends by itself."),
    "job_not_failed": lambda: _("“%(task)s” did not fail, so there is nothing to run again."),
    "job_not_repeatable": lambda: _(
        "“%(task)s” cannot be run again from here. Ask for it anew on its own page."
    ),
    "job_waits_already": lambda: _("Another “%(task)s” waits already and will do the same."),
}


def word(refusal: Refusal, kind: Kind) -> str:
    """The sentence of a refusal: ours, or in the words of the app whose job it is."""
    if refusal.code not in WORDINGS and kind.word is not None:
        return kind.word(refusal)
    return WORDINGS[refusal.code]() % refusal.facts
