"""A unit may differ from its model: it asks with a reason, somebody else approves or refuses."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.units.domain.codes import EventKind, Size, StepState, TailoringKind, TailoringState
from fulcrum.units.domain.tailored import Approved, targets
from fulcrum.units.models import Post, Step, Tailoring, Unit
from fulcrum.units.services import adoption, guards, happenings, own_model

ASK, DECIDE = "units.tailor", "units.approve_tailoring"
LONGEST_STEP = 250


@transaction.atomic
def ask(unit: Unit, wanted: Approved, *, reason: str, by: User, at: datetime) -> Tailoring:
    """Ask for one difference; nothing changes before it is approved.

    Raises PermissionDenied; Refusal `reason_missing`, `tailoring_target_unknown`, `tailoring_of_lead`,
    `tailoring_of_counted`, `tailoring_of_done`, `tailoring_needs_days`, `tailoring_asked_already`, `unit_is_closed`,
    `simulated_and_real`.
    """
    access.require(by, ASK, unit.organisation)
    guards.check_world(by, unit.organisation)
    reason = guards.reason_given(reason)
    row = guards.locked(unit)
    _check(row, wanted)
    if row.tailorings.filter(kind=wanted.kind, target=wanted.target, state=TailoringState.ASKED).exists():
        raise Refusal("tailoring_asked_already")
    tailoring = Tailoring.objects.create(
        unit=row, kind=wanted.kind, target=wanted.target,
        value=wanted.value if wanted.kind is TailoringKind.STEP_MOVED else None,
        reason=reason, state=TailoringState.ASKED, asked_by=by, asked_at=at,
    )  # fmt: skip
    _tell("units.tailoring_asked", tailoring, row, by=by, at=at, reason=reason)
    return tailoring


@transaction.atomic
def approve(tailoring: Tailoring, *, reason: str, by: User, at: datetime) -> None:
    """Approve it as a second person, and let the unit follow: its post is opened or closed, its step dropped or moved.

    Raises PermissionDenied; Refusal `reason_missing`, `tailoring_is_decided`, `tailoring_by_oneself`,
    `tailoring_post_filled`, those of `ask` if the unit has changed since, and others.
    """
    row, unit = _begin(tailoring, by)
    reason = guards.reason_given(reason)
    wanted = Approved(TailoringKind(row.kind), row.target, row.value)
    _check(unit, wanted)
    _decide(row, TailoringState.APPROVED, reason, by=by, at=at)
    today = timezone.localdate(at)
    if wanted.kind in _FOLLOW:
        _FOLLOW[wanted.kind](unit, wanted, today)
    happenings.note(
        EventKind.TAILORED, unit, on=today, by=by, at=at, reason=row.reason, difference=row.kind, target=row.target,
        value=row.value, tailoring=row.pk,
    )  # fmt: skip
    _tell("units.tailoring_approved", row, unit, by=by, at=at, reason=reason)


@transaction.atomic
def refuse(tailoring: Tailoring, *, reason: str, by: User, at: datetime) -> None:
    """Refuse it as a second person. Raises as `approve` does."""
    row, unit = _begin(tailoring, by)
    reason = guards.reason_given(reason)
    _decide(row, TailoringState.REFUSED, reason, by=by, at=at)
    _tell("units.tailoring_refused", row, unit, by=by, at=at, reason=reason)


def _begin(tailoring: Tailoring, by: User) -> tuple[Tailoring, Unit]:
    access.require(by, DECIDE, tailoring.unit.organisation)
    guards.check_world(by, tailoring.unit.organisation)
    unit = guards.locked(tailoring.unit)
    row = Tailoring.objects.select_for_update().get(pk=tailoring.pk)
    if row.decided_at is not None:
        raise Refusal("tailoring_is_decided", on=timezone.localdate(row.decided_at))
    if row.asked_by_id == by.pk:
        raise Refusal("tailoring_by_oneself")
    return row, unit


def _check(unit: Unit, wanted: Approved) -> None:
    """Whether the unit, as it stands now, can be given this difference."""
    model = own_model.of(unit)
    if wanted.target not in targets(model, Size(unit.size), wanted.kind):
        raise Refusal(_why_not(unit, wanted), target=wanted.target)
    if wanted.kind is TailoringKind.STEP_MOVED and not 1 <= (wanted.value or 0) <= LONGEST_STEP:
        raise Refusal("tailoring_needs_days")
    if wanted.kind in (TailoringKind.STEP_LEFT_OUT, TailoringKind.STEP_MOVED):
        settled = unit.steps.filter(code=wanted.target).exclude(state=StepState.OPEN)
        if settled.exists():
            raise Refusal("tailoring_of_done")


def _why_not(unit: Unit, wanted: Approved) -> str:
    model = own_model.of(unit)
    if wanted.kind is TailoringKind.POST_LEFT_OUT and wanted.target == model.lead.code:
        return "tailoring_of_lead"
    criteria = {criterion.code for stage in model.stages for criterion in stage.criteria}
    if wanted.kind is TailoringKind.CRITERION_LEFT_OUT and wanted.target in criteria:
        return "tailoring_of_counted"
    return "tailoring_target_unknown"


def _decide(row: Tailoring, state: TailoringState, reason: str, *, by: User, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at, row.decision_reason = state, by, at, reason
    row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])


def _leave_post(unit: Unit, wanted: Approved, today: date) -> None:
    post = unit.posts.filter(code=wanted.target, closed_on__isnull=True).first()
    if post is None:
        return
    if post.vacant_since is None:
        raise Refusal("tailoring_post_filled", post=post.code)
    post.closed_on = today
    post.save(update_fields=["closed_on"])


def _add_post(unit: Unit, wanted: Approved, today: date) -> None:
    model = own_model.of(unit)
    is_minimum = wanted.target in model.team(Size(unit.size)).minimum
    Post.objects.get_or_create(
        unit=unit, code=wanted.target, closed_on=None,
        defaults={
            "leads": model.post(wanted.target).leads, "is_minimum": is_minimum, "opened_on": today,
            "vacant_since": today, "unowned_since": today,
        },
    )  # fmt: skip


def _leave_step(unit: Unit, wanted: Approved, today: date) -> None:
    """A step that was not planned yet stands in the plan as left out, so that nobody plans it later."""
    planned = next(step for step in own_model.of(unit).steps if step.code == wanted.target)
    Step.objects.update_or_create(
        unit=unit, code=wanted.target,
        defaults={"state": StepState.DROPPED},
        create_defaults={
            "stage": planned.stage, "owner": planned.owner, "starts_on": today, "due_on": today,
            "first_due_on": today, "state": StepState.DROPPED,
        },
    )  # fmt: skip
    adoption.realign(unit, on=today)


def _move_step(unit: Unit, wanted: Approved, today: date) -> None:
    adoption.realign(unit, on=today)


_FOLLOW: Mapping[TailoringKind, Callable[[Unit, Approved, date], None]] = {
    TailoringKind.POST_LEFT_OUT: _leave_post,
    TailoringKind.POST_ADDED: _add_post,
    TailoringKind.STEP_LEFT_OUT: _leave_step,
    TailoringKind.STEP_MOVED: _move_step,
}


def _tell(action: str, row: Tailoring, unit: Unit, *, by: User, at: datetime, reason: str) -> None:
    audit.record(
        action, row, by=by, at=at, reason=reason, organisation=unit.organisation_id, unit=unit.number,
        kind=row.kind, target=row.target, value=row.value,
    )  # fmt: skip
