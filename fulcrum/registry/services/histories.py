"""Write the history of organisations: one event with what it changed, and what follows from the change."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from fulcrum.foundation.audit import history
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import events
from fulcrum.registry.domain.history import EventKind, Grounds
from fulcrum.registry.models import Organisation, OrganisationEvent
from fulcrum.registry.services import deriving, lookalikes

DAYS = ("opened_on", "closed_on")
TOGETHER = (
    ("name_si", "si_basis"),
    ("name_ta", "ta_basis"),
    ("kind", "subkind"),
    ("parent_id", "parent_basis"),
    ("district_id", "district_basis", "region_id"),
)
"""Columns that only make sense together: who decides one of them decides all."""
ONLY_WORDS = frozenset(
    {"name_en", "name_si", "name_ta", "si_basis", "ta_basis", "website", "note", "decided"}
)
"""Columns that no computation of higher floors rests on."""


def check_grounds(grounds: Grounds) -> None:
    """Raise Refusal `grounds_missing` unless reason and source are given."""
    if not grounds.are_given:
        raise Refusal("grounds_missing")


def locked(*keys: int) -> dict[int, Organisation]:
    """These organisations by key, locked in the order of their keys, so that two officers never wait for each other."""
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return {body.pk: body for body in rows}


def write(
    kind: EventKind,
    body: Organisation,
    *,
    on: date,
    grounds: Grounds,
    by: User | None,
    at: datetime,
    plan: Mapping[str, Any] | None = None,
    part_of: OrganisationEvent | None = None,
) -> OrganisationEvent:
    """Add an event that is still to take effect."""
    history.explain(by=by, reason=grounds.reason.strip())
    return OrganisationEvent.objects.create(
        organisation=body,
        kind=kind,
        on=on,
        reason=grounds.reason.strip(),
        source_text=grounds.source_text.strip(),
        by=by,
        at=at,
        plan=dict(plan or {}),
        part_of=part_of,
    )


def write_part(whole: OrganisationEvent, kind: EventKind, body: Organisation) -> OrganisationEvent:
    """Add what an event does to another organisation."""
    grounds = Grounds(whole.reason, whole.source_text)
    return write(kind, body, on=whole.on, grounds=grounds, by=whole.by, at=whole.at, part_of=whole)


def change(event: OrganisationEvent, values: Mapping[str, Any]) -> None:
    """Change columns of the event's organisation and keep in the event how they were and became.

    They are decided here from now on: loading a pack leaves them as they are.
    """
    body = event.organisation
    different = {column: value for column, value in values.items() if getattr(body, column) != value}
    if not different:
        return
    decided = sorted({*body.decided, *_with_companions(different)})
    if decided != body.decided:
        different["decided"] = decided
    history.explain(by=event.by, reason=event.reason)
    event.before = {**event.before, **{column: _plain(getattr(body, column)) for column in different}}
    event.after = {**event.after, **{column: _plain(value) for column, value in different.items()}}
    set_columns(body, different)


def finish(event: OrganisationEvent, *, at: datetime) -> None:
    """Note that the event took effect, and tell the audit log."""
    event.done_at, event.hindered_by = at, ""
    event.save(update_fields=["before", "after", "done_at", "hindered_by"])
    audit.record(
        f"registry.organisation_{event.kind}",
        event.organisation,
        by=event.by,
        at=at,
        reason=event.reason,
        before=event.before or None,
        after=event.after or None,
        organisation=event.organisation_id,
        event=event.pk,
        on=event.on,
        source_text=event.source_text,
    )


def set_columns(body: Organisation, values: Mapping[str, Any]) -> None:
    """Store columns as given; a parent is put in place in the tree as well (`turns.alone` for that)."""
    if "parent_id" in values:
        key = values["parent_id"]
        deriving.move(body, Organisation.objects.get(pk=key) if key is not None else None)
    for column, value in values.items():
        setattr(body, column, value)
    body.save(update_fields=list(values))


def settle(changed: Mapping[int, set[str]], *, by: User | None, at: datetime) -> None:
    """Work out what follows from changes, and let higher floors hear of them.

    changed   columns that changed, by the organisation's key
    """
    deriving.renew(changed)
    renamed = [key for key, columns in changed.items() if columns & {"name_en", "closed_on", "opened_on"}]
    lookalikes.renew_for(renamed, at=at)
    if any(columns - ONLY_WORDS for columns in changed.values()):
        events.organisations_loaded.send(Organisation, at=at, by=by)


def kept_value(column: str, value: Any) -> Any:
    """A value of `before` or `after` as the column holds it."""
    return date.fromisoformat(value) if column in DAYS and value else value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _with_companions(columns: Mapping[str, Any]) -> set[str]:
    told = set(columns)
    for group in TOGETHER:
        if told.intersection(group):
            told.update(group)
    return told
