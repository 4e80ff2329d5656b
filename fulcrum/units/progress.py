"""How far the roll-out is: what the S-curve is drawn from, in a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from fulcrum.units import queries
from fulcrum.units.domain import targets
from fulcrum.units.domain.blueprint import Blueprint, Milestone
from fulcrum.units.domain.codes import Standing, StepState
from fulcrum.units.domain.s_curve import Course, Curve, curve
from fulcrum.units.domain.schedule import Task, schedule
from fulcrum.units.domain.targets import PublishedTarget
from fulcrum.units.models import BlueprintVersion, Step, Unit
from fulcrum.units.services import blueprints

TARGETS = Path(__file__).parent / "content" / "targets.yaml"
Codes = frozenset[str]


@dataclass(frozen=True)
class Progress:
    """The curve of one country or one province, and the target that it is measured by (None for a province)."""

    curve: Curve
    units: int
    formed: int
    target: PublishedTarget | None


def progress(user: Any, *, pack: str, province: str, on: date) -> Progress:
    """What `user` may see of the roll-out of a country; of one province if its code is given. Four statements."""
    found = _counted(user, pack, province)
    units = list(found.only("blueprint_id", "began_on", "formed_on"))
    target = None if province else target_of(pack, on)
    courses = _courses(units, found, on)
    drawn = curve(courses, target.target if target else None, on)
    return Progress(drawn, len(courses), sum(each.is_formed(on) for each in courses), target)


def target_of(pack: str, on: date) -> PublishedTarget | None:
    """The target of a country in force on a day."""
    return targets.in_force(_targets(), pack, on)


@lru_cache(maxsize=1)
def _targets() -> tuple[PublishedTarget, ...]:
    return targets.read(TARGETS.read_text(encoding="utf-8"))


def _counted(user: Any, pack: str, province: str) -> QuerySet[Unit]:
    """Units without the closed ones that went on in another, or that were never formed."""
    found = queries.units(user).filter(organisation__pack=pack)
    if province:
        found = found.filter(organisation__province=province)
    went_on = Q(follows__isnull=False) | Q(Exists(Unit.objects.filter(follows=OuterRef("pk"))))
    gone = Q(standing=Standing.CLOSED) & (Q(formed_on__isnull=True) | went_on)
    return found.exclude(gone).select_related(None)


def _courses(units: list[Unit], found: QuerySet[Unit], on: date) -> list[Course]:
    models = _blueprints({unit.blueprint_id for unit in units})
    steps = Step.objects.filter(unit__in=found.values("pk").order_by()).exclude(state=StepState.DROPPED)
    planned = dict(
        steps.filter(_until_formed(models)).values_list("unit").annotate(last=Max("first_due_on")).order_by()
    )
    at_work = [unit.pk for unit in units if unit.formed_on is None or unit.formed_on > on]
    all_codes: dict[int, set[str]] = {}
    open_codes: dict[int, set[str]] = {}
    for key, code, state in steps.filter(unit__in=at_work).order_by().values_list("unit", "code", "state"):
        all_codes.setdefault(key, set()).add(code)
        if state == StepState.OPEN:
            open_codes.setdefault(key, set()).add(code)
    known: dict[tuple[int, Codes, Codes], float] = {}
    courses = []
    for unit in units:
        standing = (
            unit.blueprint_id,
            frozenset(all_codes.get(unit.pk, ())),
            frozenset(open_codes.get(unit.pk, ())),
        )
        if standing not in known:
            model, in_plan, still_open = standing
            known[standing] = share_left(models[model], in_plan, still_open)
        courses.append(Course(unit.began_on, planned.get(unit.pk), unit.formed_on, known[standing]))
    return courses


def _blueprints(keys: set[int]) -> Mapping[int, Blueprint]:
    return {row.pk: blueprints.read(row) for row in BlueprintVersion.objects.filter(pk__in=keys)}


def _until_formed(models: Mapping[int, Blueprint]) -> Q:
    """Steps that serve a stage up to the one called *formed* in the blueprint of their unit."""
    held = Q(pk__in=[])
    for key, blueprint in models.items():
        held |= Q(unit__blueprint=key, stage__in=stages_until_formed(blueprint))
    return held


def stages_until_formed(blueprint: Blueprint) -> list[str]:
    """The codes of the stages up to *formed*, in their order."""
    last = blueprint.position(blueprint.milestone(Milestone.FORMED).code)
    return [stage.code for stage in blueprint.stages[: last + 1]]


def share_left(blueprint: Blueprint, in_plan: Codes, still_open: Codes) -> float:
    """What share of the longest chain of steps until *formed* is still to be done; 1 without a plan."""
    stages = stages_until_formed(blueprint)
    steps = [step for step in blueprint.steps if step.stage in stages and step.code in in_plan]

    def length(codes: Codes) -> int:
        tasks = (Task(step.code, step.days if step.code in codes else 0, step.after) for step in steps)
        return schedule(tasks).length

    whole = length(in_plan)
    return length(still_open) / whole if whole else 1.0
