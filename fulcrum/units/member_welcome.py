"""What this app tells the floors below about members when the program starts."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.audit import wording
from fulcrum.foundation.web import menu, refusals
from fulcrum.registry import access
from fulcrum.registry.menu_lines import shown_to
from fulcrum.units import member_permissions, member_refusals, member_words, member_work


def register() -> None:
    """Called once, in ready()."""
    access.register(member_permissions.ACTIONS, member_permissions.WORDS)
    refusals.register(member_refusals.WORDINGS)
    wording.register(member_words.ACTIONS)
    member_words.register()
    member_work.register()
    menu.register(
        menu.Entry(
            20, _("Nominations"), "units:nominations", shown_to("units.see_nominations"), group="units"
        ),
        menu.Entry(30, _("Members"), "units:directory", shown_to("units.see_directory"), group="units"),
    )
