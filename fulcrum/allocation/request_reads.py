"""Reads for the pages of requests and briefings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from fulcrum.allocation.domain.requesting import RequestState
from fulcrum.allocation.models import Attendance, Briefing, UnitRequest
from fulcrum.registry.models import Appointment, Organisation, Person
from fulcrum.registry.search import holds_words


def requests(filters: Mapping[str, str], *, user: Any) -> QuerySet[UnitRequest]:
    """Requests that this person may see and the filters leave: open ones unless they ask for others; most urgent first."""
    rows = UnitRequest.objects.visible_to(user)
    state = filters.get("state", RequestState.SENT.value)
    if state != "all":
        rows = rows.filter(state=state)
    for name in ("priority", "room"):
        if name in filters:
            rows = rows.filter(**{name: filters[name]})
    if "search" in filters:
        rows = rows.filter(holds_words(filters["search"], "organisation__search_text"))
    people = rows.select_related("organisation__district", "asked_by", "taken_up_by", "lead")
    return people.order_by("priority", "asked_at", "pk")


def request(pk: int, *, user: Any) -> UnitRequest | None:
    """One request with everything its page tells."""
    rows = UnitRequest.objects.visible_to(user)
    return (
        rows.select_related("organisation", "asked_by", "taken_up_by", "ended_by", "lead")
        .filter(pk=pk)
        .first()
    )


def untaken(user: Any) -> QuerySet[UnitRequest]:
    """Open requests in one's reach that nobody has taken up."""
    return UnitRequest.objects.visible_to(user).open().filter(taken_up_at__isnull=True)


def last_of(body: Organisation) -> UnitRequest | None:
    """The newest request of an organisation, whatever became of it."""
    return UnitRequest.objects.filter(organisation=body).first()


def possible_leads(body: Organisation, *, user: Any, on: date) -> QuerySet[Person]:
    """People who hold something at this organisation today, as far as this person may know of them."""
    held = Appointment.objects.visible_to(user, on).in_force(on).filter(organisation=body)
    return Person.objects.visible_to(user, on).filter(pk__in=held.values("person")).order_by("sort_en", "pk")


def briefings(*, user: Any) -> QuerySet[Briefing]:
    """Sessions that this person may know of, the newest first, with the number of organisations that came."""
    standing = Count("attendances", filter=Q(attendances__struck_at__isnull=True))
    return Briefing.objects.visible_to(user).annotate(came=standing).order_by("-held_on", "-pk")


def briefing(pk: int, *, user: Any) -> Briefing | None:
    """One session with the attendances in this person's reach (`briefing.shown`)."""
    rows = Attendance.objects.visible_to(user).select_related("organisation", "person", "struck_by")
    found = Briefing.objects.visible_to(user).select_related("recorded_by").filter(pk=pk)
    return found.prefetch_related(Prefetch("attendances", rows, to_attr="shown")).first()


def head_briefed_on(body: Organisation) -> date | None:
    """The last day on which the head of this organisation was at a briefing; None if that is not recorded."""
    rows = Attendance.objects.standing().filter(organisation=body, head_was_there=True)
    return rows.order_by("-briefing__held_on").values_list("briefing__held_on", flat=True).first()
