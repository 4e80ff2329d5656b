"""What the program counts itself for the gates of a unit."""

from collections.abc import Callable

from fulcrum.units.domain.blueprint import Blueprint, Counted, EvidenceKind, Stage
from fulcrum.units.domain.codes import ReportState, StepState
from fulcrum.units.models import MonthlyReport, Post, Step, Unit


def met(unit: Unit, model: Blueprint, stage: Stage) -> frozenset[str]:
    """Codes of the counted criteria of a stage that are met now."""
    return frozenset(
        criterion.code
        for criterion in stage.criteria
        if criterion.evidence is EvidenceKind.COUNTED
        and criterion.counted is not None
        and _COUNTED[criterion.counted](unit, model, stage)
    )


def _lead_in_post(unit: Unit, model: Blueprint, stage: Stage) -> bool:
    return Post.objects.filter(
        unit=unit, leads=True, closed_on__isnull=True, vacant_since__isnull=True
    ).exists()


def _minimum_team(unit: Unit, model: Blueprint, stage: Stage) -> bool:
    posts = Post.objects.filter(unit=unit, is_minimum=True, closed_on__isnull=True)
    vacant = list(posts.values_list("vacant_since", flat=True))
    return bool(vacant) and not any(vacant)


def _steps_done(unit: Unit, model: Blueprint, stage: Stage) -> bool:
    """Every step up to this stage, those that could not be planned yet among them."""
    reached = {each.code for each in model.stages[: model.position(stage.code) + 1]}
    wanted = {step.code for step in model.steps if step.stage in reached}
    settled = Step.objects.filter(unit=unit).exclude(state=StepState.OPEN).values_list("code", flat=True)
    return wanted <= set(settled)


def _report_signed(unit: Unit, model: Blueprint, stage: Stage) -> bool:
    return MonthlyReport.objects.filter(unit=unit, state=ReportState.SIGNED).exists()


_COUNTED: dict[Counted, Callable[[Unit, Blueprint, Stage], bool]] = {
    Counted.LEAD_IN_POST: _lead_in_post,
    Counted.MINIMUM_TEAM: _minimum_team,
    Counted.STEPS_DONE: _steps_done,
    Counted.REPORT_SIGNED: _report_signed,
}
