"""What this app tells the floors below when the program starts."""

from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.signin import demonstration as cast
from fulcrum.foundation.web import menu
from fulcrum.foundation.web import refusals as sentences
from fulcrum.registry import access
from fulcrum.registry.menu_lines import shown_to
from fulcrum.units import (
    audited,
    demonstration_people,
    import_welcome,
    life_welcome,
    model_work,
    refusals,
    report_words,
)
from fulcrum.units.permissions import ACTIONS, NATIONWIDE, WORDS


def register() -> None:
    """Called once, in ready()."""
    access.register(ACTIONS, WORDS, nationwide=NATIONWIDE)
    sentences.register(refusals.WORDINGS)
    audited.register()
    life_welcome.register()
    import_welcome.register()
    report_words.register()
    cast.register(demonstration_people.LEAD)
    model_work.register()
    menu.register_group(menu.Group(15, "units", _("Units")))
    menu.register(
        menu.Entry(10, _("Units"), "units:units", shown_to("units.see"), group="units"),
        menu.Entry(20, _("Roll-out board"), "units:board", shown_to("units.see"), group="units"),
        menu.Entry(30, _("Progress"), "units:progress", shown_to("units.see"), group="units"),
    )
