"""In what one unit is otherwise than its model: its facts read, its differences told."""

from collections.abc import Mapping, Sequence

from django.db.models import Max

from fulcrum.units.domain import drift
from fulcrum.units.domain.codes import PASSING, Answer, StepState, TailoringKind, TailoringState
from fulcrum.units.models import BlueprintVersion, CriterionAnswer, Tailoring, Unit
from fulcrum.units.services import blueprints, unit_states


def differences(unit: Unit) -> tuple[drift.Difference, ...]:
    """Every difference of this unit, the version first, in a constant number of statements."""
    approved = unit.tailorings.filter(state=TailoringState.APPROVED).order_by("decided_at", "pk")
    approvals = [drift.Approval(TailoringKind(row.kind), row.target, row.value, row.pk) for row in approved]
    return drift.drift(unit_states.state(unit), blueprints.read(unit.blueprint), _facts(unit), approvals)


def tailorings(unit: Unit) -> Sequence[Tailoring]:
    """What was asked for this unit, the latest first."""
    return list(unit.tailorings.select_related("asked_by", "decided_by"))


def _facts(unit: Unit) -> drift.Facts:
    published = BlueprintVersion.objects.usable_for(unit.organisation).filter(code=unit.blueprint.code)
    newest = published.aggregate(newest=Max("version"))["newest"] or unit.blueprint.version
    notes: Mapping[str, str] = dict(unit.steps.filter(state=StepState.DROPPED).values_list("code", "note"))
    left_open = CriterionAnswer.objects.filter(
        passage__unit=unit, passage__verdict__in=PASSING, passage__met_on__isnull=True, answer=Answer.LATER
    )
    return drift.Facts(
        newest=newest,
        notes=notes,
        versions=frozenset(f"{unit.blueprint.code} {number}" for number in range(1, newest + 1)),
        left_open=tuple(left_open.values_list("criterion", flat=True)),
    )
