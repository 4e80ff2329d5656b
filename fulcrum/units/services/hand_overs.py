"""What a member who leaves hands over: opened from the list of the model, settled line by line."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_time import NotCovered
from fulcrum.registry import access, calendars
from fulcrum.registry.models import Organisation
from fulcrum.units.domain.working_days import A_DAY, WorkingDays
from fulcrum.units.models import HandOver, HandOverItem, Holding
from fulcrum.units.services import guards, own_model

RUN = "units.run"
WORKING_DAYS = 10
"""So long after it is known that somebody leaves; where the last day lies later, until then."""
LONGEST_NOTE = 300


def open_for(holding: Holding, *, at: datetime) -> HandOver:
    """Open the hand-over of a post whose holder leaves, once; without a list in the model it is finished at once."""
    body = holding.post.unit.organisation
    lines = own_model.of(holding.post.unit).hand_over
    codes = [line.code for line in lines if not line.posts or holding.post.code in line.posts]
    row, is_new = HandOver.objects.get_or_create(
        holding=holding,
        defaults={
            "opened_at": at,
            "due_on": due_on(body, holding.until, timezone.localdate(at)),
            "finished_at": None if codes else at,
        },
    )
    if is_new:
        HandOverItem.objects.bulk_create(HandOverItem(hand_over=row, code=code) for code in codes)
    return row


def due_on(body: Organisation, last: date | None, today: date) -> date | None:
    """The day by which everything is handed over; None where the calendar of the organisation does not reach so far.

    Nobody is kept in a post because a calendar is missing.
    """
    try:
        calendar = calendars.for_organisation(body, today)
        day = WorkingDays(calendar, today + A_DAY).date_of(WORKING_DAYS - 1)
    except (NotCovered, Refusal):
        return None
    return max(day, last or day)


@transaction.atomic
def settle(item: HandOverItem, *, is_needed: bool = True, note: str = "", by: User, at: datetime) -> HandOver:
    """Say that a line is done, or with its reason that it is not needed; with the last one the hand-over is finished.

    Raises PermissionDenied; Refusal `hand_over_is_finished`, `line_is_settled`, `reason_missing`, `simulated_and_real`.
    """
    row = _open(item.hand_over, by)
    line = row.items.select_for_update(of=("self",)).get(pk=item.pk)
    if line.is_settled:
        raise Refusal("line_is_settled")
    if not is_needed:
        guards.reason_given(note)
    line.done_on = timezone.localdate(at) if is_needed else None
    line.done_by, line.note = by, " ".join(note.split())[:LONGEST_NOTE]
    line.save(update_fields=["done_on", "done_by", "note"])
    audit.record(
        "units.handed_over", row, by=by, at=at, reason=line.note,
        organisation=row.holding.post.unit.organisation_id, line=line.code, is_needed=is_needed,
    )  # fmt: skip
    if all(each.is_settled for each in row.items.all()):
        row.finished_at = at
        row.save(update_fields=["finished_at"])
        audit.record(
            "units.hand_over_finished", row, by=by, at=at, organisation=row.holding.post.unit.organisation_id
        )
    return row


def _open(hand_over: HandOver, by: User) -> HandOver:
    """The hand-over, locked and open, for a person who runs the unit."""
    rows = HandOver.objects.select_for_update(of=("self",)).select_related(
        "holding__post__unit__organisation"
    )
    row = rows.get(pk=hand_over.pk)
    body = row.holding.post.unit.organisation
    access.require(by, RUN, body)
    guards.check_world(by, body)
    if row.finished_at is not None:
        raise Refusal("hand_over_is_finished", day=timezone.localdate(row.finished_at))
    return row
