"""The steps of a plan are done, opened again, or left out."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.units.domain.blueprint import Blueprint, OwnerRole
from fulcrum.units.domain.codes import StepState
from fulcrum.units.domain.waiting import open_before
from fulcrum.units.models import Step, Unit
from fulcrum.units.services import guards, own_model
from fulcrum.units.services.guards import OF_THE_PROGRAMME

LEAVE_OUT = "units.approve_tailoring"


@transaction.atomic
def do_step(step: Step, *, on: date, note: str = "", by: User, at: datetime) -> None:
    """Say that a step is done on a day.

    Raises PermissionDenied; Refusal `step_is_settled`, `step_waits`, `day_lies_ahead`, `day_before_begin`,
    `unit_is_closed`, `simulated_and_real`.
    """
    _require(step, by)
    unit, row = _locked(step)
    model = own_model.of(unit)
    _check_open(row, model)
    guards.check_not_ahead(on, timezone.localdate(at))
    if on < unit.began_on:
        raise Refusal("day_before_begin", day=on, began_on=unit.began_on)
    if before := open_before(model, row.code, _states(unit)):
        names = ", ".join(each.names.name_en for each in before)
        raise Refusal("step_waits", step=named(model, row.code), before=names)
    row.state, row.done_on, row.done_by, row.note = StepState.DONE, on, by, note.strip()
    row.save(update_fields=["state", "done_on", "done_by", "note"])
    _tell("units.step_done", row, unit, by=by, at=at, reason=row.note, on=on)


@transaction.atomic
def reopen(step: Step, *, reason: str, by: User, at: datetime) -> None:
    """Say that a step is not done after all, unless one that waits for it is done.

    Raises PermissionDenied; Refusal `reason_missing`, `step_is_open`, `step_others_rest`, `unit_is_closed`,
    `simulated_and_real`.
    """
    _require(step, by)
    reason = guards.reason_given(reason)
    unit, row = _locked(step)
    model = own_model.of(unit)
    if row.state == StepState.OPEN:
        raise Refusal("step_is_open", step=named(model, row.code))
    states = {**_states(unit), row.code: StepState.OPEN}
    resting = [
        each.names.name_en
        for each in model.steps
        if states.get(each.code) == StepState.DONE
        and any(before.code == row.code for before in open_before(model, each.code, states))
    ]
    if resting:
        raise Refusal("step_others_rest", step=named(model, row.code), after=", ".join(resting))
    row.state, row.done_on, row.done_by, row.note = StepState.OPEN, None, None, ""
    row.save(update_fields=["state", "done_on", "done_by", "note"])
    _tell("units.step_reopened", row, unit, by=by, at=at, reason=reason)


@transaction.atomic
def leave_out(step: Step, *, reason: str, by: User, at: datetime) -> None:
    """Leave an open step out of one plan; what waits for it waits for its own steps before.

    Raises PermissionDenied; Refusal `reason_missing`, `step_is_settled`, `unit_is_closed`, `simulated_and_real`.
    """
    access.require(by, LEAVE_OUT, step.unit.organisation)
    guards.check_world(by, step.unit.organisation)
    reason = guards.reason_given(reason)
    unit, row = _locked(step)
    _check_open(row, own_model.of(unit))
    row.state, row.note = StepState.DROPPED, reason
    row.save(update_fields=["state", "note"])
    _tell("units.step_left_out", row, unit, by=by, at=at, reason=reason)


def may_do(user: Any, step: Step) -> bool:
    """Whether this person may say that the step is done: those who run the unit, and the programme any step."""
    place = step.unit.organisation
    if step.owner == OwnerRole.OFFICER:
        return access.may(user, OF_THE_PROGRAMME, place)
    return guards.may_steer(user, place)


def named(model: Blueprint, code: str) -> str:
    """The English name of a step; its code if the blueprint no longer has it."""
    return next((step.names.name_en for step in model.steps if step.code == code), code)


def _require(step: Step, by: User) -> None:
    if not may_do(by, step):
        access.require(by, OF_THE_PROGRAMME, step.unit.organisation)
    guards.check_world(by, step.unit.organisation)


def _locked(step: Step) -> tuple[Unit, Step]:
    unit = guards.locked(step.unit)
    return unit, Step.objects.select_for_update(of=("self",)).get(pk=step.pk)


def _check_open(row: Step, model: Blueprint) -> None:
    if row.state != StepState.OPEN:
        raise Refusal("step_is_settled", step=named(model, row.code))


def _states(unit: Unit) -> dict[str, str]:
    return dict(Step.objects.filter(unit=unit).values_list("code", "state"))


def _tell(action: str, row: Step, unit: Unit, *, by: User, at: datetime, reason: str, **facts: Any) -> None:
    audit.record(
        action, row, by=by, at=at, reason=reason, organisation=unit.organisation_id, unit=unit.number,
        step=row.code, **facts,
    )  # fmt: skip
