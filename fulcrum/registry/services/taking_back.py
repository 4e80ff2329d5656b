"""Take back what was recorded of an organisation: a new event puts everything as it was, and both stay to be read."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access, events, labels
from fulcrum.registry.domain.history import OF_EXISTENCE, EventKind, Grounds
from fulcrum.registry.models import Appointment, Organisation, OrganisationEvent, Parentage
from fulcrum.registry.models.organisation_event import BESIDE_COLUMNS
from fulcrum.registry.services import histories, turns
from fulcrum.registry.services.reorganising import RECORD


@transaction.atomic
def take_back(event: OrganisationEvent, *, reason: str, by: User, at: datetime) -> OrganisationEvent:
    """Take back one event with all its parts; returns the event that did so.

    Appointments that ended with it stay ended: rights come back only by a new appointment. An organisation that it
    entered stays in the register, outside the tree and closed from its first day, because plans may name it.
    Raises PermissionDenied; Refusal `reason_missing`, `taken_back_already`, `part_of_another`, `later_facts`.
    """
    access.require(by, RECORD, event.organisation)
    if not reason.strip():
        raise Refusal("reason_missing")
    turns.alone()
    event = OrganisationEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    _check_whole(event)
    parts = list(event.parts.order_by("-pk"))
    all_of_it = [*parts, event]
    rows = histories.locked(*_involved(all_of_it))
    events.taking_back_asked.send(OrganisationEvent, events=all_of_it, at=at, by=by)
    _check_nothing_rests_on(event, all_of_it, rows)
    back = histories.write(
        EventKind.TAKEN_BACK,
        rows[event.organisation_id],
        on=timezone.localdate(at),
        grounds=Grounds(reason, event.source_text),
        by=by,
        at=at,
    )
    back.plan = {"event": event.pk, "kind": event.kind}
    back.save(update_fields=["plan"])
    changed: dict[int, set[str]] = {}
    for each in all_of_it:
        columns = _put_back(each, rows[each.organisation_id])
        if columns:
            changed.setdefault(each.organisation_id, set()).update(columns)
    OrganisationEvent.objects.filter(pk__in=[each.pk for each in all_of_it]).update(reversed_by=back)
    _put_back_parentages(all_of_it, at=at)
    histories.finish(back, at=at)
    events.event_taken_back.send(OrganisationEvent, events=all_of_it, at=at, by=by, reason=reason)
    audit.record(
        "registry.event_taken_back",
        event,
        by=by,
        at=at,
        reason=reason,
        organisation=event.organisation_id,
        kind=event.kind,
    )
    histories.settle(changed, by=by, at=at)
    return back


def _check_whole(event: OrganisationEvent) -> None:
    if event.reversed_by_id is not None or event.kind == EventKind.TAKEN_BACK:
        raise Refusal("taken_back_already")
    if event.part_of is not None:
        whole = event.part_of
        raise Refusal(
            "part_of_another", event=labels.EVENT[whole.kind], organisation=whole.organisation.name_en
        )


def _involved(events: list[OrganisationEvent]) -> set[int]:
    keys = {each.organisation_id for each in events}
    for each in events:
        for pair in each.successions.all():
            keys |= {pair.predecessor_id, pair.successor_id}
    return keys


def _check_nothing_rests_on(
    event: OrganisationEvent, all_of_it: list[OrganisationEvent], rows: dict[int, Organisation]
) -> None:
    """Raise Refusal `later_facts` if the register would contradict itself without this event."""
    own = [each.pk for each in all_of_it]
    later = OrganisationEvent.objects.standing().filter(pk__gt=event.pk).exclude(pk__in=own)
    if event.done_at is not None and (event.successions.exists() or event.kind in OF_EXISTENCE):
        involved = list(rows)
        joins = Q(successions__predecessor__in=involved) | Q(successions__successor__in=involved)
        of_existence = later.filter(Q(organisation__in=involved) | joins, kind__in=OF_EXISTENCE)
        if resting := of_existence.order_by("-pk").first():
            raise _later(event, resting)
    for each in all_of_it:
        row = rows[each.organisation_id]
        changed = [
            column
            for column, value in each.after.items()
            if column not in BESIDE_COLUMNS and each.kind != EventKind.CREATED
            and getattr(row, column) != histories.kept_value(column, value)
        ]  # fmt: skip
        if changed:
            resting = later.filter(organisation=row, after__has_any_keys=changed).order_by("-pk").first()
            raise _later(event, resting, row)
        if each.kind == EventKind.CREATED:
            _check_nobody_uses(each, row, own)


def _check_nobody_uses(event: OrganisationEvent, row: Organisation, own: list[int]) -> None:
    """An organisation entered by mistake can go only while nothing stands below it and nobody works there."""
    moved_here = OrganisationEvent.objects.filter(pk__in=own, kind=EventKind.MOVED).values("organisation")
    later = OrganisationEvent.objects.standing().of(row).exclude(pk__in=own)
    if resting := later.order_by("-pk").first():
        raise _later(event, resting)
    if (
        row.children.exclude(pk__in=moved_here).exists()
        or Appointment.objects.filter(organisation=row, ended_at__isnull=True).exists()
    ):
        raise Refusal("still_used", organisation=row.name_en)


def _later(
    event: OrganisationEvent, resting: OrganisationEvent | None, row: Organisation | None = None
) -> Refusal:
    body = resting.organisation if resting else row or event.organisation
    if resting is None:
        return Refusal("changed_since", organisation=body.name_en)
    return Refusal("later_facts", event=labels.EVENT[resting.kind], organisation=body.name_en, on=resting.on)


def _put_back(event: OrganisationEvent, row: Organisation) -> set[str]:
    """Give the organisation its values from before; what was decided by this event alone is the pack's again."""
    if event.done_at is None:
        return set()
    if event.kind == EventKind.CREATED:
        never = {"parent_id": None, "parent_basis": "", "opened_on": None, "closed_on": event.on}
        histories.set_columns(row, never)
        return set(never)
    values = {
        column: histories.kept_value(column, value)
        for column, value in event.before.items()
        if column not in BESIDE_COLUMNS
    }
    if "decided" in event.after:
        newly = set(event.after["decided"]) - set(event.before["decided"])
        values["decided"] = sorted(set(row.decided) - newly)
    if values:
        histories.set_columns(row, values)
    return set(values)


def _put_back_parentages(events: list[OrganisationEvent], *, at: datetime) -> None:
    """Withdraw the parents that the events gave first, so that those they ended never stand beside them."""
    Parentage.objects.filter(event__in=events).update(withdrawn_at=at)
    Parentage.objects.filter(ended_by__in=events).update(until=None, ended_by=None, withdrawn_at=None)
