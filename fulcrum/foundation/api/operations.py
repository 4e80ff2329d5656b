"""What the foundation keeps, for programs: the audit log, jobs, one's own notices."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import AuthenticationError

from fulcrum.foundation.api.errors import DOCUMENTED
from fulcrum.foundation.api.paging import USUAL, After, Code, Limit, Page, page
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.users import rights

router = Router(tags=["system"])


class EntryRow(Schema):
    """One entry of the audit log. `by` is the number of an account; null is the program itself."""

    id: int
    at: datetime
    by: int | None
    action: str
    object_kind: str
    object_id: str
    organisation: int | None
    classification: str
    before: Any
    after: Any
    reason: str
    request: str
    facts: Any


@router.get("/audit", response={200: Page[EntryRow], **DOCUMENTED}, summary="The audit log")
def entries(
    request: HttpRequest,
    action: Code = "",
    object_kind: Code = "",
    object_id: Code = "",
    limit: Limit = USUAL,
    after: After = "",
) -> Any:
    """Entries that you may read, the oldest first. Being given a confidential one is written down."""
    _require(request, "audit.read")
    wanted = {"action": action, "object_kind": object_kind, "object_id": object_id}
    rows = Entry.objects.visible_to(request.user).filter(
        **{name: value for name, value in wanted.items() if value}
    )
    shown: list[Entry] = []

    def item(row: Entry) -> EntryRow:
        shown.append(row)
        return EntryRow(
            id=row.pk,
            at=row.at,
            by=row.by_id,
            action=row.action,
            object_kind=row.object_kind,
            object_id=row.object_id,
            organisation=row.organisation_key,
            classification=row.classification,
            before=row.before,
            after=row.after,
            reason=row.reason,
            request=row.request,
            facts=row.facts,
        )

    answer = page(rows, order=["pk"], limit=limit, after=after, item=item)
    _note_readings(shown, request)
    return answer


def _note_readings(shown: list[Entry], request: HttpRequest) -> None:
    ids: dict[str, set[str]] = {}
    for entry in shown:
        if entry.is_confidential and not entry.is_reading:
            ids.setdefault(entry.object_kind, set()).add(entry.object_id)
    for kind, of_kind in ids.items():
        audit.record_readings_of(kind, of_kind, by=request.user, at=timezone.now(), through="api")  # type: ignore[arg-type]


class JobRow(Schema):
    """One piece of work of the program."""

    id: int
    task: str
    state: str
    by: int | None
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    starts: int
    done: int | None
    total: int | None


@router.get("/jobs", response={200: Page[JobRow], **DOCUMENTED}, summary="Jobs")
def jobs(request: HttpRequest, state: Code = "", limit: Limit = USUAL, after: After = "") -> Any:
    """Jobs of the program for those who look after it; your own for everybody else."""
    if not request.user.is_authenticated:
        raise AuthenticationError
    rows = (
        JobRun.objects.all()
        if rights.may(request.user, "jobs.see")
        else JobRun.objects.asked_by(request.user)
    )
    rows = rows.filter(state=state) if state else rows

    def item(row: JobRun) -> JobRow:
        return JobRow(
            id=row.pk,
            task=row.task,
            state=row.state,
            by=row.by_id,
            queued_at=row.queued_at,
            started_at=row.started_at,
            ended_at=row.ended_at,
            starts=row.starts,
            done=row.done,
            total=row.total,
        )

    return page(rows, order=["pk"], limit=limit, after=after, item=item)


class NoticeRow(Schema):
    """Something that you were told; `text` is in the language that you ask in."""

    id: int
    kind: str
    at: datetime
    read_at: datetime | None
    url: str


@router.get("/notices", response={200: Page[NoticeRow], **DOCUMENTED}, summary="Your notices")
def notices(request: HttpRequest, limit: Limit = USUAL, after: After = "") -> Any:
    """What you were told, the oldest first."""
    if not request.user.is_authenticated:
        raise AuthenticationError

    def item(row: Notice) -> NoticeRow:
        return NoticeRow(id=row.pk, kind=row.kind, at=row.at, read_at=row.read_at, url=row.url)

    return page(Notice.objects.filter(to=request.user.pk), order=["pk"], limit=limit, after=after, item=item)


def _require(request: HttpRequest, action: str) -> None:
    if not request.user.is_authenticated:
        raise AuthenticationError
    rights.require(request.user, action)
