"""Record what happens to organisations: open, close, merge, split, rename, move. Each has a day, a reason and a source.

What lies ahead is kept and takes effect on its day (`services/effects.py`); what is recorded can be taken back
(`services/taking_back.py`). Whoever records changes the tree takes the turn first, then locks rows in key order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.corrections import NAMES, Draft
from fulcrum.registry.domain.history import OF_EXISTENCE, Below, EventKind, Grounds
from fulcrum.registry.models import Organisation, OrganisationEvent, Parentage, Succession
from fulcrum.registry.services import effects, histories, organisations, turns

RECORD = "registry.record_events"
LEAST_MERGED = 2


@dataclass(frozen=True)
class Closing:
    """What becomes of the organisations directly below one that closes. `to` None: they go up to its own parent."""

    below: Below | None = None
    to: Organisation | None = None


@dataclass(frozen=True)
class Recording:
    """What every recording needs: the day, why, on whose word, who records it, and when."""

    on: date
    grounds: Grounds
    by: User
    at: datetime

    @property
    def is_ahead(self) -> bool:
        """Whether the day is still to come."""
        return self.on > timezone.localdate(self.at)


@transaction.atomic
def open_(body: Organisation, recording: Recording) -> OrganisationEvent:
    """Record the day on which an organisation opens, or opens again.

    Raises PermissionDenied; Refusal `grounds_missing`, `open_already`, `planned_already`.
    """
    (row,) = _begin(recording, body)
    _check_nothing_planned(row)
    if row.closed_on is None and row.opened_on is not None and row.opened_on <= recording.on:
        raise Refusal("open_already", organisation=row.name_en, opened_on=row.opened_on)
    if row.closed_on is not None and recording.on < row.closed_on:
        raise Refusal("opens_before_closing", organisation=row.name_en, closed_on=row.closed_on)
    return _record(EventKind.OPENED, row, recording)


@transaction.atomic
def close(body: Organisation, recording: Recording, closing: Closing | None = None) -> OrganisationEvent:
    """Record the first day on which an organisation no longer exists. Appointments there end on that day.

    Raises PermissionDenied; Refusal `grounds_missing`, `is_closed`, `closes_before_opening`, `planned_already`,
    `children_undecided`, `goes_below_itself`, `packs_differ`.
    """
    closing = closing or Closing()
    row, *others = _begin(recording, body, *_given(closing.to))
    _check_can_end(row, recording.on)
    if closing.below is None and effects.open_children(row, on=recording.on).exists():
        raise Refusal("children_undecided", organisation=row.name_en)
    goal = closing.to or (row.parent if closing.below is Below.MOVE else None)
    if goal is not None:
        _check_can_take_over(others[0] if others else goal, row, recording.on)
    plan = {"below": closing.below, "to": goal.pk if goal else None}
    return _record(EventKind.CLOSED, row, recording, plan=plan if closing.below else {})


@transaction.atomic
def merge(
    bodies: Sequence[Organisation], recording: Recording, *, into: Organisation | Draft
) -> OrganisationEvent:
    """Record that organisations become one: a new one, one of them, or another. What stands below them follows.

    Raises PermissionDenied; Refusal `grounds_missing`, `merge_needs_two`, `is_closed`, `closes_before_opening`,
    `planned_already`, `goes_below_itself`, `packs_differ`, and for a new one as `organisations.create` does.
    """
    rows = _begin(recording, *bodies, *_given(into))
    keys = {body.pk for body in bodies}
    if len({*keys, *(row.pk for row in rows)}) < LEAST_MERGED:
        raise Refusal("merge_needs_two")
    joining = [row for row in rows if row.pk in keys]
    successor = next((row for row in rows if isinstance(into, Organisation) and row.pk == into.pk), None)
    ending = [row for row in joining if row is not successor]
    for row in ending:
        _check_can_end(row, recording.on)
    made = None
    if successor is None:
        assert isinstance(into, Draft)
        made = _enter(into, joining[0], recording)
        successor = made.organisation
    for row in ending:
        _check_can_take_over(successor, row, recording.on)
    return _record(
        EventKind.MERGED, successor, recording, made=_given_events(made),
        successions=[(row, successor) for row in ending],
    )  # fmt: skip


@transaction.atomic
def split(
    body: Organisation,
    recording: Recording,
    *,
    into: Sequence[Organisation | Draft],
    continues: bool,
    children_to: int = 0,
) -> OrganisationEvent:
    """Record that an organisation is divided: into others that follow it, or, if it `continues`, beside it.

    children_to   which of `into` gets the organisations below it, if it does not continue
    Raises PermissionDenied; Refusal `grounds_missing`, `split_needs_two`, and as `merge` does.
    """
    existing = [part for part in into if isinstance(part, Organisation)]
    rows = {row.pk: row for row in _begin(recording, body, *existing)}
    row = rows[body.pk]
    if len(into) < (1 if continues else LEAST_MERGED):
        raise Refusal("split_needs_two", organisation=row.name_en)
    _check_can_end(row, recording.on)
    made = [_enter(part, row, recording) for part in into if isinstance(part, Draft)]
    fresh = iter(made)
    parts = [rows[part.pk] if isinstance(part, Organisation) else next(fresh).organisation for part in into]
    for part in parts:
        _check_can_take_over(part, row, recording.on)
    plan = {"continues": continues, "to": None if continues else parts[children_to].pk}
    return _record(
        EventKind.SPLIT, row, recording, plan=plan, made=made, successions=[(row, part) for part in parts]
    )


@transaction.atomic
def rename(body: Organisation, names: Mapping[str, str], recording: Recording) -> OrganisationEvent:
    """Record new names from a day on; the old ones stay searchable. A name that was wrong is corrected instead.

    Raises PermissionDenied; Refusal `grounds_missing`, `fact_refused`, `nothing_changed`, `is_closed`,
    `later_recorded`.
    """
    (row,) = _begin(recording, body)
    _check_open(row, recording.on)
    new = {field: organisations.checked(field, names[field]) for field in NAMES if field in names}
    if all(getattr(row, field) == name for field, name in new.items()):
        raise Refusal("nothing_changed", organisation=row.name_en)
    _check_is_last(row, EventKind.RENAMED, recording.on)
    return _record(EventKind.RENAMED, row, recording, plan={"names": new})


@transaction.atomic
def move(body: Organisation, recording: Recording, *, to: Organisation | None) -> OrganisationEvent:
    """Record that an organisation stands under another from a day on; what is below it comes along.

    Raises PermissionDenied; Refusal `grounds_missing`, `nothing_changed`, `is_closed`, `goes_below_itself`,
    `packs_differ`, `later_recorded`.
    """
    row, *others = _begin(recording, body, *_given(to))
    _check_open(row, recording.on)
    if row.parent_id == (to.pk if to else None):
        raise Refusal("nothing_changed", organisation=row.name_en)
    for above in others:
        _check_can_take_over(above, row, recording.on)
    _check_is_last(row, EventKind.MOVED, recording.on)
    known = Parentage.objects.standing().filter(organisation=row, begins_on__gte=recording.on)
    if later := known.filter(kind="administrative").first():
        raise Refusal("later_recorded", organisation=row.name_en, on=later.begins_on)
    return _record(EventKind.MOVED, row, recording, plan={"to": to.pk if to else None})


def _begin(recording: Recording, *bodies: Organisation) -> list[Organisation]:
    """Right, grounds, turn and locks; returns the rows in the order asked for, each once."""
    for body in bodies:
        access.require(recording.by, RECORD, body)
    histories.check_grounds(recording.grounds)
    turns.alone()
    rows = histories.locked(*(body.pk for body in bodies))
    return list({body.pk: rows[body.pk] for body in bodies}.values())


def _record(
    kind: EventKind,
    body: Organisation,
    recording: Recording,
    *,
    plan: Mapping[str, Any] | None = None,
    made: Iterable[OrganisationEvent] = (),
    successions: Iterable[tuple[Organisation, Organisation]] = (),
) -> OrganisationEvent:
    """Write the event, and let it take effect unless its day lies ahead.

    made   events by which organisations were entered for this one; they become parts of it
    """
    event = histories.write(
        kind, body, on=recording.on, grounds=recording.grounds, by=recording.by, at=recording.at, plan=plan
    )
    OrganisationEvent.objects.filter(pk__in=[each.pk for each in made]).update(part_of=event)
    Succession.objects.bulk_create(
        Succession(event=event, predecessor=before, successor=after) for before, after in successions
    )
    if recording.is_ahead:
        effects.announce(event, at=recording.at)
    else:
        effects.carry_out(event, at=recording.at)
    return event


def _enter(draft: Draft, like: Organisation, recording: Recording) -> OrganisationEvent:
    """Enter the organisation that follows `like`: in its place in the tree, open from the day on."""
    filled = replace(draft, **{
        field: str(getattr(like, field) or "")
        for field in ("kind", "subkind", "tier", "sector", "district_id", "region_id")
        if not getattr(draft, field)
    })  # fmt: skip
    return organisations.enter(
        filled,
        grounds=recording.grounds,
        by=recording.by,
        at=recording.at,
        parent=like.parent,
        opened_on=recording.on,
        pack=like.pack,
    )


def _check_open(row: Organisation, on: date) -> None:
    if row.is_closed_on(on):
        raise Refusal("is_closed", organisation=row.name_en, closed_on=row.closed_on)


def _check_can_end(row: Organisation, on: date) -> None:
    if row.closed_on is not None:
        raise Refusal("is_closed", organisation=row.name_en, closed_on=row.closed_on)
    if row.opened_on is not None and on <= row.opened_on:
        raise Refusal("closes_before_opening", organisation=row.name_en, opened_on=row.opened_on)
    _check_nothing_planned(row)


def _check_nothing_planned(row: Organisation) -> None:
    """Two plans for the end of one organisation would contradict each other."""
    planned = OrganisationEvent.objects.planned().of(row).filter(kind__in=OF_EXISTENCE).first()
    if planned is not None:
        raise Refusal("planned_already", organisation=row.name_en, on=planned.on)


def _check_can_take_over(to: Organisation, row: Organisation, on: date) -> None:
    """Whether what stands below `row` may go below `to`, or `row` itself."""
    organisations.check_same_pack(row.pack, to)
    _check_open(to, on)
    if to.path.startswith(row.path):
        raise Refusal("goes_below_itself", organisation=row.name_en, parent=to.name_en)


def _check_is_last(row: Organisation, kind: EventKind, on: date) -> None:
    """What is recorded of one kind follows in the order of days, so that each can be taken back by itself."""
    later = OrganisationEvent.objects.standing().filter(organisation=row, kind=kind, on__gte=on).first()
    if later is not None:
        raise Refusal("later_recorded", organisation=row.name_en, on=later.on)


def _given(to: Organisation | Draft | None) -> list[Organisation]:
    return [to] if isinstance(to, Organisation) else []


def _given_events(event: OrganisationEvent | None) -> list[OrganisationEvent]:
    return [event] if event is not None else []
