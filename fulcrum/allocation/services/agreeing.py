"""State the value of one line of the need score, for the head's side or for the programme's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fulcrum.allocation import published, request_words, wording
from fulcrum.allocation.domain import agreeing
from fulcrum.allocation.domain.agreeing import Outcome, Said, Side
from fulcrum.allocation.domain.need import Criterion
from fulcrum.allocation.models import LineStatement, NeedModel
from fulcrum.allocation.services.sides import AGREE, keep_apart, side_of
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation


@dataclass(frozen=True)
class Stating:
    """What one side says. value: as it was typed; seen: the last statement of the line that its author knew of."""

    criterion: str
    value: str
    reason: str
    seen: int | None


@dataclass(frozen=True)
class _Known:
    """How the line stands before: its last statement and the last of each side."""

    newest: LineStatement | None
    own: LineStatement | None
    other: LineStatement | None


@transaction.atomic
def state(body: Organisation, said: Stating, *, operation: UUID, by: User, at: datetime) -> LineStatement:
    """Add a statement to a line; the same form sent twice gives the same row.

    Raises PermissionDenied; ValueError for a criterion that the newest model does not have; Refusal `line_moved_on`,
    `line_needs_two`, `value_of_closed`, `reason_of_value_missing`, `sent_with_other_words`, `simulated_and_real`,
    and as `domain.agreeing` does.
    """
    side = side_of(by, body)
    if side is None:
        access.require(by, AGREE, body)
        raise ValueError("a person who may agree speaks for a side")
    keep_apart(by, body)
    body = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    row, criterion = _criterion(said.criterion)
    value, reason = agreeing.checked(criterion, said.value), said.reason.strip()
    sent = LineStatement.objects.filter(operation=operation).first()
    if sent is not None:
        same = (sent.organisation_id, sent.by_id, sent.criterion, sent.value, sent.reason)
        if same != (body.pk, by.pk, criterion.id, value, reason):
            raise Refusal("sent_with_other_words")
        return sent
    known = _known(body, criterion, side)
    _check(body, criterion, known, said, by=by, at=at)
    statement = _add(body, row, criterion, known, value, reason, side, operation=operation, by=by, at=at)
    _tell(statement, criterion, known, at=at)
    return statement


def _criterion(name: str) -> tuple[NeedModel, Criterion]:
    row = NeedModel.objects.first()
    if row is None:
        raise Refusal("no_need_model")
    found = next((each for each in published.need_model(row).criteria if each.id == name), None)
    if found is None:
        raise ValueError(f"need model {row.version} has no criterion {name!r}")
    return row, found


def _known(body: Organisation, criterion: Criterion, side: Side) -> _Known:
    rows = LineStatement.objects.filter(organisation=body, criterion=criterion.id).select_related("by")
    return _Known(rows.newest().first(), rows.filter(side=side).first(), rows.filter(side=side.other).first())


def _check(
    body: Organisation, criterion: Criterion, known: _Known, said: Stating, *, by: User, at: datetime
) -> None:
    if body.is_closed_on(timezone.localdate(at)):
        raise Refusal("value_of_closed", organisation=body.name_en)
    if not said.reason.strip():
        raise Refusal("reason_of_value_missing")
    newest = known.newest
    if newest is not None and newest.pk != said.seen:
        raise Refusal(
            "line_moved_on",
            value=request_words.value_label(criterion, newest.value),
            person=newest.by.name,
        )
    if known.other is not None and known.other.by_id == by.pk:
        raise Refusal("line_needs_two", person=by.name)


def _add(
    body: Organisation,
    row: NeedModel,
    criterion: Criterion,
    known: _Known,
    value: str,
    reason: str,
    side: Side,
    *,
    operation: UUID,
    by: User,
    at: datetime,
) -> LineStatement:
    newest_side = Side(known.newest.side) if known.newest else None
    said = Said(_value(known.own), _value(known.other), newest_side)
    statement = LineStatement.objects.create(
        organisation=body,
        criterion=criterion.id,
        need_model=row,
        side=side,
        value=value,
        unit=criterion.unit,
        reason=reason,
        outcome=agreeing.outcome_of(value, side, said),
        follows=known.newest,
        other=known.other,
        other_by=known.other.by if known.other else None,
        other_value=_value(known.other),
        by=by,
        at=at,
        on=timezone.localdate(at),
        operation=operation,
    )
    audit.record(
        "allocation.value_stated",
        statement,
        by=by,
        at=at,
        reason=reason,
        organisation=body,
        criterion=criterion.id,
        value=value,
        side=side,
        outcome=statement.outcome,
    )
    return statement


def _tell(statement: LineStatement, criterion: Criterion, known: _Known, *, at: datetime) -> None:
    """Tell whoever spoke last for the other side."""
    if known.other is None:
        return
    notices.tell(
        "allocation.line_answered",
        known.other.by,
        at=at,
        about=statement,
        once=str(statement.pk),
        url=reverse("allocation:line", args=[statement.organisation.slug, criterion.id]),
        organisation=statement.organisation,
        criterion=wording.CRITERION.get(criterion.id, criterion.id),
        person=statement.by.name,
        outcome=request_words.OUTCOME[Outcome(statement.outcome)],
    )


def _value(statement: LineStatement | None) -> str:
    return statement.value if statement else ""
