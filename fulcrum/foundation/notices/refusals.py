"""What a person reads when this app refuses: what happened and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.kit.refusal import Refusal

WORDINGS: dict[str, Callable[[], str]] = {
    "mail_is_on_its_way": lambda: _("This mail is on its way or was sent; there is nothing to send again."),
    "mail_forgotten": lambda: _(
        "The text of this mail was not kept, because it may have held a link that lets people in. Start again where it was asked for."
    ),
}


def word(refusal: Refusal) -> str:
    """The sentence of a refusal. Raises KeyError for a code without wording: a test looks for that."""
    return WORDINGS[refusal.code]() % refusal.facts
