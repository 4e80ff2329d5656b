"""The lines of the menu that belong to the register, and the areas that several apps share."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fulcrum.foundation.web import menu
from fulcrum.registry import access


def shown_to(action: str) -> menu.Shown:
    """Shown to those who may take this action."""
    return lambda request: access.may(request.user, action)


def _may_follow_proposals(request: HttpRequest) -> bool:
    actions = ("registry.see_proposals", "registry.propose", "registry.propose_own")
    return any(access.may(request.user, action) for action in actions)


def register() -> None:
    """Called once, in ready()."""
    menu.register_group(
        menu.Group(20, "register", _("Register")),
        menu.Group(30, "people", _("People")),
        menu.Group(90, "system", _("System")),
    )
    menu.register(
        menu.Entry(20, _("Organisations"), "registry:organisations", group="register"),
        menu.Entry(30, _("Districts"), "registry:districts", group="register"),
        menu.Entry(35, _("Imports"), "registry:imports", shown_to("registry.import"), group="register"),
        menu.Entry(
            36,
            _("State of the register"),
            "registry:quality",
            shown_to("registry.see_quality"),
            group="register",
        ),
        menu.Entry(
            37, _("Proposed corrections"), "registry:proposals", _may_follow_proposals, group="register"
        ),
        menu.Entry(50, _("People"), "registry:people", shown_to("registry.see_people"), group="people"),
        menu.Entry(
            51, _("Empty offices"), "registry:vacancies", shown_to("registry.see_people"), group="people"
        ),
        menu.Entry(
            52, _("Agreements"), "registry:agreements", shown_to("registry.see_agreements"), group="people"
        ),
        menu.Entry(
            53, _("Critical infrastructure"), "registry:cii", shown_to("registry.read_cii"), group="register"
        ),
        menu.Entry(80, _("Your account"), "signin:account", group=menu.OWN),
        menu.Entry(81, _("Where you are signed in"), "signin:sessions", group=menu.OWN),
        menu.Entry(90, _("Jobs"), "jobs:list", shown_to("jobs.see"), group="system"),
        menu.Entry(91, _("Audit log"), "audit:entries", shown_to("audit.read"), group="system"),
        menu.Entry(92, _("Outbox"), "notices:outbox", shown_to("notices.see_outbox"), group="system"),
    )
