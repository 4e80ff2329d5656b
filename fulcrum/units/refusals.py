"""What a person reads when this app refuses: what happened and what to do next."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fulcrum.units import life_refusals, model_refusals

WORDINGS: dict[str, Callable[[], str]] = {
    **life_refusals.WORDINGS,
    **model_refusals.WORDINGS,
    "unit_is_closed": lambda: _("Unit %(number)s is closed since %(closed_on)s. Nothing was changed."),
}
