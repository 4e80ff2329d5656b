"""What a person reads when this app refuses: what happened and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.allocation import offer_refusals, request_refusals
from fulcrum.kit.refusal import Refusal

WORDINGS: dict[str, Callable[[], str]] = {
    **request_refusals.WORDINGS,
    **offer_refusals.WORDINGS,
    "plan_already_ended": lambda: _(
        "The computation of “%(name)s” has ended already; there is nothing to stop."
    ),
    "plan_not_ready": lambda: _("“%(name)s” has no plan yet, so there is nothing to check."),
    "need_model_changed": lambda: _(
        "Version %(version)s of the need model was published with other content. Give the changed model a new version."
    ),
    "worked_example_failed": lambda: _(
        "The shipped scenario gives no plan (%(outcome)s). Correct its quotas and start again."
    ),
}


def word(refusal: Refusal) -> str:
    """The sentence of a refusal. Raises KeyError for a code without wording: a test looks for that."""
    return WORDINGS[refusal.code]() % refusal.facts
