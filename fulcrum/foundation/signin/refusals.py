"""What a person reads when this app refuses: what happened and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.kit.refusal import Refusal

WORDINGS: dict[str, Callable[[], str]] = {
    "too_many_attempts": lambda: _(
        "There were too many attempts. Wait %(minutes)s min and try again; until then nothing is looked at."
    ),
    "wrong_code": lambda: _(
        "This code is not right. Take the one that the app shows now, and check that your phone's clock is set by itself."
    ),
    "no_factor": lambda: _("This account has no second factor. Set one up first."),
    "factor_needed": lambda: _(
        "Your role needs a second factor, so it cannot be removed. Set up another app in its place."
    ),
    "factor_unreadable": lambda: _(
        "The second factor of this account can no longer be read. Ask the programme office to have it removed, then set it up anew."
    ),
    "demonstration_account": lambda: _(
        "This account belongs to the demonstration and is open to everyone. Its password, second factor and sessions cannot be changed."
    ),
    "account_closed": lambda: _("The account of %(name)s is closed. Ask the programme office."),
    "invitation_unknown": lambda: _(
        "This is not the link of an invitation. Copy the whole link from the mail, or ask for a new invitation."
    ),
    "invitation_used": lambda: _(
        "This invitation was used already. Sign in with your password, or ask for a new password if you forgot it."
    ),
    "invitation_withdrawn": lambda: _(
        "This invitation is void: a newer one was sent, or it was withdrawn. Open the link in the newest mail."
    ),
    "invitation_expired": lambda: _("This invitation is more than a week old. Ask for a new one."),
}


def word(refusal: Refusal) -> str:
    """The sentence of a refusal. Raises KeyError for a code without wording: a test looks for that."""
    return WORDINGS[refusal.code]() % refusal.facts
