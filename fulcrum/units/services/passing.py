"""A unit reaches a stage: by its gate, by the offer that its head accepted, or as an officer recorded it."""

from datetime import date, datetime

from fulcrum.foundation.users.models import User
from fulcrum.units import events
from fulcrum.units.domain.blueprint import Blueprint, EvidenceKind, Milestone, Stage
from fulcrum.units.domain.codes import Answer, EventKind, StepState, Verdict
from fulcrum.units.models import CriterionAnswer, Evidence, StagePassage, Step, Unit
from fulcrum.units.services import happenings


def reach(
    unit: Unit, stage: Stage, passage: StagePassage, *, on: date, by: User | None, at: datetime
) -> None:
    """Put the unit at this stage, with the day of a milestone, and tell of it."""
    unit.stage = stage.code
    if stage.milestone is Milestone.FORMED:
        unit.formed_on = on
    elif stage.milestone is Milestone.OPERATIONAL:
        unit.operational_on = on
    unit.save(update_fields=["stage", "formed_on", "operational_on"])
    happenings.note(
        EventKind.STAGE_PASSED, unit, on=on, by=by, at=at, reason=passage.reason, stage=stage.code,
        passage=passage.pk, verdict=str(passage.verdict), deadline=str(passage.deadline or ""),
    )  # fmt: skip
    events.stage_passed.send(Unit, unit=unit, stage=stage.code, at=at, by=by)


def as_told(unit: Unit, stage: Stage, *, on: date, basis: str, by: User | None, at: datetime) -> None:
    """Reach a stage on the word of `basis`, kept as a passage that says so; steps up to this stage count as done."""
    passage = StagePassage.objects.create(
        unit=unit, stage=stage.code, verdict=Verdict.GREEN, asked_by=by, asked_at=at, note=basis[:500],
        decided_at=at, reason=basis[:500], passed_on=on,
    )  # fmt: skip
    reach(unit, stage, passage, on=on, by=by, at=at)


def through_agreement(
    unit: Unit, model: Blueprint, *, on: date, basis: str, by: User | None, at: datetime
) -> None:
    """An accepted offer is what both sides agreed on in writing: it stands for the gates up to *agreed*.

    A gate among them with something that the program counts is left to be asked for.
    """
    last = model.position(model.milestone(Milestone.AGREED).code)
    for stage in model.stages[: last + 1]:
        if any(criterion.evidence is EvidenceKind.COUNTED for criterion in stage.criteria):
            return
        as_told(unit, stage, on=on, basis=basis, by=by, at=at)
        passage = StagePassage.objects.get(unit=unit, stage=stage.code)
        for criterion in stage.criteria:
            shown = Evidence.objects.create(
                unit=unit, stage=stage.code, criterion=criterion.code, statement=basis, by=by, at=at
            )
            CriterionAnswer.objects.create(
                passage=passage, criterion=criterion.code, answer=Answer.MET, evidence=shown
            )


def settle_steps(unit: Unit, model: Blueprint, *, note: str) -> None:
    """Write the steps of the stages that the unit has reached already as done on the day of the stage."""
    passages = unit.passages.filter(passed_on__isnull=False)
    days = {passage.stage: passage.passed_on for passage in passages if passage.passed_on}
    known = set(Step.objects.filter(unit=unit).values_list("code", flat=True))
    Step.objects.bulk_create(
        Step(
            unit=unit,
            code=step.code,
            stage=step.stage,
            owner=step.owner,
            starts_on=unit.began_on,
            due_on=days[step.stage],
            first_due_on=days[step.stage],
            state=StepState.DONE,
            done_on=days[step.stage],
            note=note[:500],
        )
        for step in model.steps
        if step.stage in days and step.code not in known
    )
