"""Members leave posts, and others stand in for them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Appointment, Person
from fulcrum.registry.services import appointments
from fulcrum.units import recipients
from fulcrum.units.domain.codes import EventKind
from fulcrum.units.domain.conflicts import role_for
from fulcrum.units.models import Holding, Post, StandIn
from fulcrum.units.services import guards, hand_overs, happenings, posts

NOMINATE, RUN = "units.nominate", "units.run"
LONGEST_REASON = 300
BEFORE_THE_END = timedelta(days=14)
"""So long before a last day that was set from the beginning the hand-over is opened."""


def may_end(holding: Holding, user: User) -> bool:
    """Whether `user` may end this: who may end the appointment behind it, an officer or the head of the house."""
    role = role_for(holding.post.leads)
    return appointments.may_fill(user, role, holding.post.unit.organisation)


@transaction.atomic
def end(holding: Holding, *, reason: str, by: User, at: datetime, on: date | None = None) -> None:
    """End a holding: at once, or with the last day `on` if that lies ahead. Rights that only it gave end with it.

    Raises PermissionDenied; Refusal `reason_missing`, `ended_already`, `simulated_and_real`.
    """
    rows = Holding.objects.select_for_update(of=("self",))
    row = rows.select_related(
        "post__unit__organisation", "post__unit__blueprint", "person__user", "appointment"
    ).get(pk=holding.pk)
    if not may_end(row, by):
        raise PermissionDenied(appointments.APPOINT)
    guards.check_world(by, row.post.unit.organisation)
    reason = guards.reason_given(reason)
    today = timezone.localdate(at)
    last = max(on or today, today)
    if row.ended_at is not None or (row.until is not None and row.until < last):
        raise Refusal("ended_already", until=row.until)
    at_once = on is None or on <= today
    _end(row, last, at_once=at_once, reason=reason, by=by, at=at)
    _end_appointment(row, last, at_once=at_once, reason=reason, by=by, at=at)


@transaction.atomic
def end_with(appointment: Appointment, *, by: User | None, at: datetime) -> None:
    """The appointment was ended in the register: whatever was held by it ends on the same day."""
    if appointment.until is None:
        return
    at_once = appointment.ended_at is not None
    rows = (
        Holding.objects.select_for_update(of=("self",))
        .select_related("post__unit__organisation", "post__unit__blueprint", "person__user")
        .filter(appointment=appointment)
        .not_over(appointment.until)
        .order_by("pk")
    )
    for row in rows:
        if at_once or row.until is None or row.until > appointment.until:
            reason = appointment.end_reason
            _end(row, appointment.until, at_once=at_once, reason=reason, by=by, at=at)


def _end(row: Holding, last: date, *, at_once: bool, reason: str, by: User | None, at: datetime) -> None:
    """Set the last day of a holding, start the clocks of its post, and open what is to be handed over."""
    before = row.until
    row.until, row.end_reason = max(last, row.begins_on), reason[:LONGEST_REASON]
    row.ended_at = at if at_once else None
    row.save(update_fields=["until", "ended_at", "end_reason"])
    unit, today = row.post.unit, timezone.localdate(at)
    posts.wind([row.post], today)
    audit.record(
        "units.member_ended", row, by=by, at=at, reason=reason, organisation=unit.organisation_id,
        before={"until": str(before or "")}, after={"until": str(row.until)},
        person=row.person_id, post=row.post.code,
    )  # fmt: skip
    _leave(row, by=by, at=at, reason=reason)


def _leave(row: Holding, *, by: User | None, at: datetime, reason: str) -> None:
    """Note that a member leaves, open the hand-over, and tell those who have to care."""
    last = posts.span_of(row).last
    if last is not None and last < row.begins_on:
        return  # it never began: nothing was held, nothing is handed over
    unit = row.post.unit
    happenings.note(
        EventKind.MEMBER_LEFT, unit, on=row.until or timezone.localdate(at), by=by, at=at, reason=reason,
        post=row.post.code, person=row.person_id, manner=row.manner,
    )  # fmt: skip
    hand_over = hand_overs.open_for(row, at=at)
    told: dict[str, Any] = {"organisation": unit.organisation, "post": row.post.code, "day": row.until}
    notices.tell_all(
        "units.member_leaves",
        [each for each in recipients.who_may(RUN, unit.organisation, timezone.localdate(at)) if each != by],
        at=at,
        about=row,
        once=f"{row.pk} {row.until}",
        url=reverse("units:hand_over", args=[hand_over.pk]),
        person=row.person.name_en,
        **told,
    )
    if row.person.user is not None and row.person.user != by:
        notices.tell(
            "units.your_post_ends", row.person.user, at=at, about=row, once=f"{row.pk} {row.until}", **told
        )


def _end_appointment(row: Holding, last: date, *, at_once: bool, reason: str, by: User, at: datetime) -> None:
    """End the appointment behind a holding with the last of those that rest on it."""
    appointment = row.appointment
    if appointment is None or appointment.ended_at is not None:
        return
    others = Holding.objects.filter(appointment=appointment).exclude(pk=row.pk).not_over(last)
    lasts = [other.until for other in others]
    if None in lasts:
        return
    final = max([last, *(day for day in lasts if day is not None)])
    ends_now = at_once and final == last
    if appointment.until is not None and (appointment.until, ends_now) <= (final, False):
        return
    appointments.end(appointment, reason=reason, by=by, at=at, on=None if ends_now else final)


@transaction.atomic
def note_expired(*, at: datetime) -> int:
    """Of those whose last day was set from the beginning: open the hand-over in time, once. Returns how many."""
    today = timezone.localdate(at)
    rows = (
        Holding.objects.filter(
            until__lte=today + BEFORE_THE_END, hand_over__isnull=True, ended_at__isnull=True
        )
        .filter(post__unit__closed_on__isnull=True)
        # entered as history: they left before anybody knew
        .exclude(appointment__made_at__date__gt=F("until"))
        .select_related("post__unit__organisation", "post__unit__blueprint", "person__user")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("pk")
    )
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        _leave(row, by=None, at=at, reason="")
    return count


@transaction.atomic
def name_stand_in(
    post: Post, person: Person, *, begins_on: date, until: date | None, by: User, at: datetime
) -> StandIn:
    """Name who takes over when the holder is away; it gives no rights, those are lent.

    Raises PermissionDenied; Refusal `unit_is_closed`, `end_before_begin`, `stand_in_holds_the_post`,
    `stand_in_is_named`, `simulated_and_real`.
    """
    access.require(by, RUN, post.unit.organisation)
    guards.check_world(by, post.unit.organisation)
    unit = guards.locked(post.unit)
    if person.pack != unit.organisation.pack:
        raise Refusal("simulated_and_real", person=person.name_en, organisation=unit.organisation.name_en)
    if until is not None and until < begins_on:
        raise Refusal("end_before_begin", begins_on=begins_on, until=until)
    if post.holdings.not_over(begins_on).filter(person=person).exists():
        raise Refusal("stand_in_holds_the_post", person=person.name_en, post=post.code)
    if _standing_in(post.stand_ins.all(), begins_on):
        raise Refusal("stand_in_is_named", post=post.code)
    try:
        with transaction.atomic():
            row = StandIn.objects.create(post=post, person=person, begins_on=begins_on, until=until)
    except IntegrityError as error:
        raise Refusal("stand_in_is_named", post=post.code) from error
    audit.record(
        "units.stand_in_named", row, by=by, at=at, organisation=unit.organisation_id, post=post.code,
        person=person.pk, until=str(until or ""),
    )  # fmt: skip
    return row


def _standing_in(rows: "QuerySet[StandIn]", on: date) -> bool:
    return any(row.until is None or row.until >= on for row in rows)


@transaction.atomic
def end_stand_in(stand_in: StandIn, *, by: User, at: datetime) -> None:
    """End it today. Raises PermissionDenied; Refusal `ended_already`, `simulated_and_real`."""
    rows = StandIn.objects.select_for_update(of=("self",)).select_related("post__unit__organisation")
    row = rows.get(pk=stand_in.pk)
    access.require(by, RUN, row.post.unit.organisation)
    guards.check_world(by, row.post.unit.organisation)
    today = timezone.localdate(at)
    if row.until is not None and row.until < today:
        raise Refusal("ended_already", until=row.until)
    if row.begins_on >= today:
        row.delete()
    else:
        row.until = today - timedelta(days=1)
        row.save(update_fields=["until"])
    audit.record(
        "units.stand_in_ended", row.post, by=by, at=at, organisation=row.post.unit.organisation_id,
        person=row.person_id,
    )  # fmt: skip
