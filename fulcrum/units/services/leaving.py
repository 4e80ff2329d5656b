"""End everything that people hold in a unit that is closed, and take it up again if the closing is taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from django.db.models import QuerySet

from fulcrum.foundation.users.models import User
from fulcrum.registry.models import Appointment
from fulcrum.registry.services import appointments
from fulcrum.units.models import Holding, Post, Unit

LONGEST_END_REASON = 300


class Ended(TypedDict):
    """What ended, as the history of the unit keeps it: keys of posts, and holdings with the last day they had before."""

    posts: list[int]
    holdings: list[tuple[int, str]]


def end_all(unit: Unit, *, reason: str, on: date, by: User | None, at: datetime) -> Ended:
    """Close the posts with this day, end the holdings in them, and the appointments that gave the rights."""
    posts = list(Post.objects.filter(unit=unit, closed_on__isnull=True).select_for_update().order_by("pk"))
    held = list(_not_over(posts, on).select_for_update(of=("self",)).order_by("pk"))
    before = [(holding.pk, str(holding.until or "")) for holding in held]
    for holding in held:
        holding.until = max(on, holding.begins_on)
        holding.ended_at, holding.end_reason = at, reason[:LONGEST_END_REASON]
        holding.save(update_fields=["until", "ended_at", "end_reason"])
    keys = [holding.appointment_id for holding in held if holding.appointment_id]
    appointments.end_these(Appointment.objects.filter(pk__in=keys), reason=reason, by=by, at=at)
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(closed_on=on)
    return Ended(posts=[post.pk for post in posts], holdings=before)


def take_up_again(ended: Ended) -> None:
    """Open the posts again, with those who were in them; their rights come back by new appointments only."""
    Post.objects.filter(pk__in=ended["posts"]).update(closed_on=None)
    for key, until in ended["holdings"]:
        last = date.fromisoformat(until) if until else None
        Holding.objects.filter(pk=key).update(until=last, ended_at=None, end_reason="", appointment=None)


def members(unit: Unit, on: date) -> list[User]:
    """The accounts of those who hold a post of the unit on this day."""
    held = Holding.objects.in_force(on).filter(post__unit=unit, person__user__isnull=False)
    return list(User.objects.filter(person__in=held.values("person")).order_by("pk"))


def _not_over(posts: Sequence[Post], on: date) -> QuerySet[Holding]:
    return Holding.objects.not_over(on).filter(post__in=posts)
