"""Let events take effect: at once, or on their day by a daily job.

What an event of each kind needs to know stands in its `plan`:
closed    below (move, close; none: nothing stands below), to (key of the new parent of those below, or None)
split     continues, to (key of the part that gets those below)
renamed   names by field          moved   to (key of the new parent, or None)
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import events
from fulcrum.registry.domain.codes import FactBasis, NameBasis
from fulcrum.registry.domain.corrections import BASES
from fulcrum.registry.domain.history import Below, EventKind
from fulcrum.registry.domain.parents import ParentKind
from fulcrum.registry.models import Organisation, OrganisationEvent, Parentage
from fulcrum.registry.services import appointments, histories, turns

log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)


def open_children(body: Organisation, *, on: date) -> QuerySet[Organisation]:
    """The organisations directly below that are not closed on this day."""
    return body.children.exclude(closed_on__lte=on).order_by("pk")


def announce(event: OrganisationEvent, *, at: datetime) -> None:
    """Tell the audit log of an event whose day is still to come."""
    audit.record(
        "registry.event_planned",
        event.organisation,
        by=event.by,
        at=at,
        reason=event.reason,
        organisation=event.organisation_id,
        event=event.pk,
        kind=event.kind,
        on=event.on,
        source_text=event.source_text,
    )


def carry_out(event: OrganisationEvent, *, at: datetime) -> None:
    """Let an event take effect, in the turn and with the rows that its recorder locked (or the job of its day)."""
    _EFFECTS[EventKind(event.kind)](event, at)
    histories.finish(event, at=at)
    changed: dict[int, set[str]] = {}
    for each in (event, *event.parts.all()):
        changed.setdefault(each.organisation_id, set()).update(each.after)
    histories.settle(changed, by=event.by, at=at)


def carry_out_due(*, at: datetime) -> int:
    """Let every event take effect whose day has come; returns how many did. One that cannot is marked and told."""
    due = OrganisationEvent.objects.planned().filter(on__lte=timezone.localdate(at), hindered_by="")
    done = 0
    for key in due.order_by("on", "pk").values_list("pk", flat=True):
        try:
            done += _carry_out_on_its_day(key, at=at)
        except Refusal as refusal:
            log.warning("an event could not take effect", extra={"event": key, "refusal": str(refusal)})
            OrganisationEvent.objects.filter(pk=key).update(hindered_by=refusal.code)
    return done


@transaction.atomic
def _carry_out_on_its_day(key: int, *, at: datetime) -> bool:
    turns.alone()
    event = OrganisationEvent.objects.select_for_update(of=("self",)).select_related("by").get(pk=key)
    if not event.is_planned:
        return False  # taken back, or done by another worker
    ends = [pair.predecessor_id for pair in event.successions.all()]
    rows = histories.locked(event.organisation_id, *ends, *_goals(event))
    event.organisation = rows[event.organisation_id]
    _check_still_possible(event, rows)
    carry_out(event, at=at)
    return True


def _goals(event: OrganisationEvent) -> list[int]:
    """Keys of those that get something by the event."""
    told = [event.plan.get("to"), *(pair.successor_id for pair in event.successions.all())]
    return [key for key in told if key is not None]


def _check_still_possible(event: OrganisationEvent, rows: dict[int, Organisation]) -> None:
    """The register may have changed since the event was recorded."""
    goals = set(_goals(event))
    if event.kind != EventKind.OPENED:
        for key, row in rows.items():
            if row.is_closed_on(event.on):
                raise Refusal("is_closed", organisation=row.name_en, closed_on=row.closed_on)
            leaving = key not in goals and event.kind != EventKind.RENAMED
            for goal in (rows[each] for each in goals if leaving):
                if goal.path.startswith(row.path):
                    raise Refusal("goes_below_itself", organisation=row.name_en, parent=goal.name_en)


def _open(event: OrganisationEvent, at: datetime) -> None:
    histories.change(event, {"opened_on": event.on, "closed_on": None})


def _close(event: OrganisationEvent, at: datetime) -> None:
    histories.change(event, {"closed_on": event.on})
    _tell_closed(event, event.organisation, at)
    _end_appointments(event, event.organisation, at)
    below = event.plan.get("below")
    if below == Below.MOVE:
        _move_children(event, event.organisation, event.plan.get("to"), at)
    elif below == Below.CLOSE:
        under = Organisation.objects.filter(path__startswith=event.organisation.path)
        still_open = under.exclude(pk=event.organisation_id).exclude(closed_on__lte=event.on)
        for body in still_open.select_for_update(of=("self",)).order_by("pk"):
            _close_part(event, body, at)


def _merge(event: OrganisationEvent, at: datetime) -> None:
    predecessors = [pair.predecessor for pair in event.successions.select_related("predecessor")]
    events.organisations_merged.send(Organisation, event=event, predecessors=predecessors, at=at)
    for body in predecessors:
        _close_part(event, body, at)
    for body in predecessors:
        _move_children(event, body, event.organisation_id, at)


def _split(event: OrganisationEvent, at: datetime) -> None:
    if event.plan["continues"]:
        return
    histories.change(event, {"closed_on": event.on})
    events.organisation_split.send(Organisation, event=event, to=event.plan["to"], at=at)
    _end_appointments(event, event.organisation, at)
    _move_children(event, event.organisation, event.plan["to"], at)


def _rename(event: OrganisationEvent, at: datetime) -> None:
    names: dict[str, Any] = event.plan["names"]
    bases = {
        basis: NameBasis.REVIEWED if names[name] else ""
        for name, basis in BASES.items()
        if name in names and names[name] != getattr(event.organisation, name)
    }
    histories.change(event, {**names, **bases})


def _move(event: OrganisationEvent, at: datetime) -> None:
    _put_below(event, event.plan["to"], at)


def _close_part(whole: OrganisationEvent, body: Organisation, at: datetime) -> None:
    part = histories.write_part(whole, EventKind.CLOSED, body)
    histories.change(part, {"closed_on": whole.on})
    _tell_closed(part, body, at)
    _end_appointments(part, body, at)
    histories.finish(part, at=at)


def _move_children(whole: OrganisationEvent, body: Organisation, to: int | None, at: datetime) -> None:
    """Put what is still open directly below `body` below another; the goal itself stays where it is."""
    for child in (
        open_children(body, on=whole.on)
        .exclude(pk__in=[] if to is None else [to])
        .select_for_update(of=("self",))
    ):
        part = histories.write_part(whole, EventKind.MOVED, child)
        _put_below(part, to, at)
        histories.finish(part, at=at)


def _put_below(event: OrganisationEvent, to: int | None, at: datetime) -> None:
    """Change the administrative parent, and keep from when until when each was it."""
    begins_on = _end_parentage(event, event.organisation.parent_id, at)
    histories.change(event, {"parent_id": to, "parent_basis": FactBasis.SOURCE if to else ""})
    if to is not None:
        _parentage(event, to, at, begins_on=begins_on)


def _end_parentage(event: OrganisationEvent, parent: int | None, at: datetime) -> date:
    """End the administrative parentage of today; returns the first day of the next.

    One that began on the event's day or later never held: the next takes its days.
    """
    of_body = Parentage.objects.standing().filter(organisation=event.organisation)
    current = of_body.filter(kind=ParentKind.ADMINISTRATIVE, until__isnull=True).first()
    if current is None:
        if parent is not None:
            _parentage(event, parent, at, until=event.on - A_DAY)
        return event.on
    current.ended_by = event
    if current.begins_on is not None and current.begins_on >= event.on:
        current.withdrawn_at = at
    else:
        current.until = event.on - A_DAY
    current.save(update_fields=["until", "ended_by", "withdrawn_at"])
    return max(event.on, current.begins_on or event.on)


def _parentage(
    event: OrganisationEvent,
    parent: int,
    at: datetime,
    *,
    begins_on: date | None = None,
    until: date | None = None,
) -> None:
    Parentage.objects.create(
        organisation=event.organisation,
        parent_id=parent,
        kind=ParentKind.ADMINISTRATIVE,
        begins_on=begins_on,
        until=until,
        reason=event.reason,
        source_text=event.source_text,
        made_by=event.by,
        made_at=at,
        event=event,
    )


def _tell_closed(event: OrganisationEvent, body: Organisation, at: datetime) -> None:
    events.organisation_closed.send(Organisation, event=event, organisation=body, at=at)


def _end_appointments(event: OrganisationEvent, body: Organisation, at: datetime) -> None:
    ended = appointments.end_all_at(body, reason=event.reason, by=event.by, at=at)
    if ended:
        event.after = {**event.after, "appointments_ended": ended}


_EFFECTS: dict[EventKind, Callable[[OrganisationEvent, datetime], None]] = {
    EventKind.OPENED: _open,
    EventKind.CLOSED: _close,
    EventKind.MERGED: _merge,
    EventKind.SPLIT: _split,
    EventKind.RENAMED: _rename,
    EventKind.MOVED: _move,
}
