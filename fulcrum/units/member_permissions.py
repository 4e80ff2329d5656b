"""What each role may do with the members of units, beside `permissions.py`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fulcrum.registry.domain.roles import Role
from fulcrum.units.permissions import HOUSE, OFFICER, PORTFOLIO, RUNNERS

ACTIONS = {
    "units.see_nominations": OFFICER | HOUSE | {Role.AUDITOR},
    "units.see_directory": OFFICER | RUNNERS | PORTFOLIO | {Role.UNIT_MEMBER, Role.AUDITOR},
}

WORDS: Mapping[str, Promise] = {
    "units.see_nominations": _("See whom heads name for units, and what was said of it"),
    "units.see_directory": _("Look members of units and CDIOs up, with how to reach them"),
}
