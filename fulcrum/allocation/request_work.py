"""What waits because of requests and values: lines to answer, requests to take up, and the head's ways on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fulcrum.allocation import line_reads, request_reads, wording
from fulcrum.allocation.domain.agreeing import Outcome
from fulcrum.allocation.domain.requesting import Priority
from fulcrum.allocation.models import LineStatement, UnitRequest
from fulcrum.allocation.services import requests
from fulcrum.allocation.services.sides import AGREE, STATE_OWN
from fulcrum.foundation.web import work
from fulcrum.kit.naming import own_name
from fulcrum.registry import access, people_reads

AREA = gettext_lazy("Requests")


def register() -> None:
    """Called once, in ready()."""
    work.register(
        work.Source("allocation.requests", "requests", AREA, _requests, _request_lines),
        work.Source("allocation.values", "requests", AREA, _values, _value_lines),
    )
    work.register_home(work.Home(15, _block))
    work.register_lesson(
        work.Lesson(
            15,
            gettext_lazy(
                "A value of the need score that the programme answered stands here until you have answered it."
            ),
            "allocation:values",
            gettext_lazy("Open the values"),
            lambda user: access.may(user, STATE_OWN),
        ),
        work.Lesson(
            16,
            gettext_lazy("A request for a unit stands here until an officer has taken it up."),
            "allocation:requests",
            gettext_lazy("Open the requests"),
            lambda user: access.may(user, requests.TEND),
        ),
    )


def _requests(user: Any, at: datetime) -> "QuerySet[UnitRequest] | None":
    if not access.may(user, requests.TEND):
        return None
    return request_reads.untaken(user)


def _request_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _requests(user, at)
    if rows is None:
        return
    for row in rows.select_related("organisation").order_by("priority", "asked_at")[: work.MOST]:
        yield work.Line(
            title=own_name(row.organisation, get_language()),
            href=reverse("allocation:request", args=[row.pk]),
            action=_("Read the request"),
            reason=_("Its head asks for a unit, and nobody has taken the request up yet."),
            weight=len(Priority) + 1 - row.priority,
        )


def _values(user: Any, at: datetime) -> "QuerySet[LineStatement] | None":
    if not (access.may(user, STATE_OWN) or access.may(user, AGREE)):
        return None
    return line_reads.waiting_for(user)


def _value_lines(user: Any, at: datetime) -> Iterable[work.Line]:
    rows = _values(user, at)
    if rows is None:
        return
    today = timezone.localdate(at)
    for row in rows.select_related("organisation").order_by("pk")[: work.MOST]:
        name = own_name(row.organisation, get_language())
        yield work.Line(
            title=f"{wording.criterion_name(row.criterion)}: {name}",
            href=reverse("allocation:line", args=[row.organisation.slug, row.criterion]),
            action=_("Answer the value"),
            reason=_reason(row),
            weight=(today - row.on).days,
        )


def _reason(row: LineStatement) -> str:
    if row.outcome == Outcome.OPEN:
        return _("The other side stated a value of the need score; say yours.")
    return _("The other side states another value than you did; agree, or stay with yours.")


def _block(user: Any, at: datetime) -> work.Block | None:
    """For the head of one organisation: the ways on before a plan. For officers: the lists."""
    own = people_reads.only_organisation(access.scope(user, requests.REQUEST))
    if own:
        links = [
            work.Link(_("Ask for a unit"), reverse("allocation:new_request", args=[own])),
            work.Link(_("Values of the need score"), reverse("allocation:values_of", args=[own])),
            work.Link(_("Correct a fact"), reverse("registry:propose", args=[own])),
        ]
        return work.Block(_("Your organisation and its unit"), links=links)
    if not access.may(user, requests.TEND):
        return None
    links = [
        work.Link(_("Requests for a unit"), reverse("allocation:requests")),
        work.Link(_("Values of the need score"), reverse("allocation:values")),
        work.Link(_("Briefings"), reverse("allocation:briefings")),
    ]
    return work.Block(_("Before the plan"), links=links)
