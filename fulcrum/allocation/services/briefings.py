"""Record briefings and who came."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fulcrum.allocation.domain.requesting import BriefingManner
from fulcrum.allocation.models import Attendance, Briefing
from fulcrum.allocation.services.sides import keep_apart
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation, Person

BRIEF = "allocation.brief"


@dataclass(frozen=True)
class Session:
    """What is recorded of a session. place: where it was, or the link of an online one."""

    held_on: date
    manner: BriefingManner
    place: str
    led_by: str
    note: str = ""


@transaction.atomic
def record(session: Session, *, operation: UUID, by: User, at: datetime) -> Briefing:
    """Record a session that was held; the same form sent twice gives the same row.

    Raises PermissionDenied; Refusal `briefing_ahead`, `sent_with_other_words`.
    """
    access.require(by, BRIEF)
    if session.held_on > timezone.localdate(at):
        raise Refusal("briefing_ahead", day=session.held_on)
    row, is_new = Briefing.objects.get_or_create(
        operation=operation, defaults={**asdict(session), "recorded_by": by, "recorded_at": at}
    )
    if not is_new and (row.recorded_by_id, _of(row)) != (by.pk, session):
        raise Refusal("sent_with_other_words")
    if is_new:
        audit.record("allocation.briefing_recorded", row, by=by, at=at, held_on=session.held_on)
    return row


@transaction.atomic
def add(
    briefing: Briefing,
    body: Organisation,
    *,
    who_came: str,
    head_was_there: bool,
    person: Person | None = None,
    by: User,
    at: datetime,
) -> Attendance:
    """Record that an organisation came.

    Raises PermissionDenied; Refusal `attends_already`, `simulated_and_real`.
    """
    access.require(by, BRIEF, body)
    keep_apart(by, body)
    briefing = Briefing.objects.select_for_update().get(pk=briefing.pk)
    if briefing.attendances.standing().filter(organisation=body).exists():
        raise Refusal("attends_already", organisation=body.name_en)
    row = Attendance.objects.create(
        briefing=briefing,
        organisation=body,
        who_came=who_came.strip(),
        person=person,
        head_was_there=head_was_there,
        recorded_by=by,
        recorded_at=at,
    )
    audit.record("allocation.attendance_recorded", row, by=by, at=at, organisation=body, briefing=briefing.pk)
    return row


@transaction.atomic
def strike(attendance: Attendance, *, why: str, by: User, at: datetime) -> Attendance:
    """Strike out a line that is wrong; it stays in the record.

    Raises PermissionDenied; Refusal `struck_already`, `simulated_and_real`.
    """
    row = (
        Attendance.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=attendance.pk)
    )
    access.require(by, BRIEF, row.organisation)
    keep_apart(by, row.organisation)
    if row.struck_at is not None:
        raise Refusal("struck_already", day=timezone.localdate(row.struck_at))
    row.struck_at, row.struck_by, row.why_struck = at, by, why.strip()
    row.save(update_fields=["struck_at", "struck_by", "why_struck"])
    audit.record(
        "allocation.attendance_struck",
        row,
        by=by,
        at=at,
        reason=row.why_struck,
        organisation=row.organisation,
    )
    return row


def _of(row: Briefing) -> Session:
    return Session(row.held_on, BriefingManner(row.manner), row.place, row.led_by, row.note)
