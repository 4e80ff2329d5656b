"""What other pages show of the calendars: a line on an organisation's page, and missing years in My work."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fulcrum.foundation.audit import wording
from fulcrum.foundation.web import menu, refusals, work
from fulcrum.registry import (
    access,
    calendar_answers,
    calendar_labels,
    calendar_pages,
    calendar_wordings,
    calendars,
)
from fulcrum.registry.models import Organisation
from fulcrum.registry.services.holiday_lists import ACTION
from fulcrum.registry.slots import Slot, organisation_slots


def organisation_line(request: HttpRequest, body: Organisation) -> Slot | None:
    """Whether the organisation is open now, by which calendar; nothing for a closed body or without calendars."""
    today = timezone.localdate()
    found = calendars.read()
    if not found.by_code or body.is_closed_on(today):
        return None
    facts = found.choice_for(body, today).facts
    state = calendar_answers.now(facts, timezone.now()) if facts else None
    return Slot("registry/parts/calendar_line.html", {"body": body, "facts": facts, "state": state})


def waiting(user: Any, at: datetime) -> int | None:
    """How many years wait for their Gazette, for those who may load it."""
    if not access.may(user, ACTION):
        return None
    return len(calendars.problems(timezone.localdate(at)))


def lines(user: Any, at: datetime) -> Iterable[work.Line]:
    """Each missing year as a line of My work."""
    if not access.may(user, ACTION):
        return []
    return [
        work.Line(
            title=_("Holidays of %(year)s") % {"year": problem.year},
            href=reverse("registry:load_holidays"),
            action=_("Load the Gazette"),
            reason=calendar_pages.problem_text(problem),
            due=problem.last_day,
            weight=2 if problem.is_urgent else 1,
        )
        for problem in calendars.problems(timezone.localdate(at))
    ]


SOURCE = work.Source("registry.calendars", "registry", gettext_lazy("Register"), waiting=waiting, lines=lines)


def register() -> None:
    """Tell the pages of others what calendars add to them; called once, in ready()."""
    wording.register(calendar_labels.AUDITED, calendar_labels.AUDITED_KINDS)
    refusals.register(calendar_wordings.REFUSALS)
    organisation_slots.register(organisation_line, order=60)
    work.register(SOURCE)
    menu.register(menu.Entry(32, gettext_lazy("Calendars"), "registry:calendars", group="register"))
