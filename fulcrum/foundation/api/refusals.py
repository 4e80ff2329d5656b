"""What a person reads when the API's own services refuse."""

from collections.abc import Callable

from django.utils.translation import gettext as _

WORDINGS: dict[str, Callable[[], str]] = {
    "token_lasts_too_long": lambda: _(
        "A token lasts from one day to %(days)s days. Choose a number between them."
    ),
    "too_many_tokens": lambda: _("You have %(most)s tokens in use. Revoke one that is not needed any more."),
    "cursor_not_of_list": lambda: _("This cursor is not one that this list gave. Start again without it."),
}
