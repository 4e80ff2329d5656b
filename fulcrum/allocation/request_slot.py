"""What an organisation's page says of the time before a plan: its briefing, its request, its values."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from fulcrum.allocation import request_reads, request_words
from fulcrum.allocation.domain.agreeing import Outcome
from fulcrum.allocation.domain.requesting import RequestState
from fulcrum.allocation.models import LineStatement
from fulcrum.allocation.services import requests
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.services import proposals
from fulcrum.registry.slots import Slot, organisation_slots

SEE = "allocation.see_requests"


def register() -> None:
    """Called once, in ready()."""
    organisation_slots.register(of_organisation, order=20)


def of_organisation(request: HttpRequest, organisation: Organisation) -> Slot | None:
    """Everybody sees the day of the briefing and how many lines are agreed; the own house and officers see the rest."""
    briefed_on = request_reads.head_briefed_on(organisation)
    counts = LineStatement.objects.filter(organisation=organisation).newest().aggregate(
        agreed=Count("pk", filter=Q(outcome=Outcome.AGREED)),
        parted=Count("pk", filter=Q(outcome__in=[Outcome.DIFFERENT, Outcome.DISAGREED])),
    )  # fmt: skip
    may_see = access.may(request.user, SEE, organisation)
    if not (briefed_on or may_see or any(counts.values())):
        return None
    context: dict[str, Any] = {
        "organisation": organisation,
        "briefed_on": briefed_on,
        **counts,
        "may_see": may_see,
    }
    if may_see:
        last = request_reads.last_of(organisation)
        may_ask = access.may(request.user, requests.REQUEST, organisation)
        context |= {
            "last": last,
            "state": request_words.STATE[RequestState(last.state)] if last else "",
            "may_ask": may_ask and (last is None or not last.is_open),
            "may_correct": may_ask and proposals.may_propose(request.user, organisation),
        }
    return Slot("allocation/parts/request_slot.html", context)
