"""One unit takes over a newer version of its model: what was done stays, what is open follows."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.units.domain.adopting import Adjustment, adjust
from fulcrum.units.domain.blueprint import Blueprint, Step
from fulcrum.units.domain.codes import EventKind, Size, StepState, Verdict
from fulcrum.units.domain.tailored import tailored
from fulcrum.units.models import Adoption, BlueprintVersion, Post, Unit
from fulcrum.units.models import Step as Row
from fulcrum.units.services import blueprints, guards, happenings, own_model, planning, unit_states

ADOPT = "units.adopt"


def preview(unit: Unit, to: BlueprintVersion) -> Adjustment:
    """What would change for this unit. Raises Refusal as `adopt` does."""
    _check(unit, to)
    return adjust(unit_states.state(unit), own_model.of(unit), _after(unit, to))


@transaction.atomic
def adopt(unit: Unit, to: BlueprintVersion, *, seen: str, by: User, at: datetime) -> Adoption:
    """Let this unit, and no other, follow another version of its blueprint. seen: the fingerprint of the preview.

    Raises PermissionDenied; Refusal `adopts_draft`, `adopts_other_model`, `adopts_same_version`,
    `adopts_older_version`, `adoption_without_team`, `adoption_while_gate_waits`, `adoption_changed_since`,
    `unit_is_closed`, `simulated_and_real`.
    """
    access.require(by, ADOPT, unit.organisation)
    guards.check_world(by, unit.organisation)
    row = guards.locked(unit)
    _check(row, to)
    before, after = row.blueprint, _after(row, to)
    found = adjust(unit_states.state(row), own_model.of(row), after)
    if found.fingerprint != seen:
        raise Refusal("adoption_changed_since", number=row.number)
    today = timezone.localdate(at)
    row.blueprint, row.stage = to, found.stage
    row.save(update_fields=["blueprint", "stage"])
    _change_posts(row, found, after, today)
    _change_steps(row, found, after, str(to), today)
    adoption = Adoption.objects.create(
        unit=row, from_version=before, to_version=to, changes=found.as_lines(), by=by, at=at
    )
    happenings.note(
        EventKind.ADOPTED, row, on=today, by=by, at=at, code=to.code, before=before.version, after=to.version,
        steps_kept=found.steps_kept, stage=found.stage,
    )  # fmt: skip
    audit.record(
        "units.blueprint_adopted", adoption, by=by, at=at, organisation=row.organisation_id, unit=row.number,
        before={"blueprint": str(before), "stage": found.stage_before},
        after={"blueprint": str(to), "stage": found.stage}, changes=found.as_lines(),
    )  # fmt: skip
    return adoption


def _after(unit: Unit, to: BlueprintVersion) -> Blueprint:
    """The other version with what was approved for this unit."""
    return tailored(blueprints.read(to), Size(unit.size), own_model.approved(unit))


def _check(unit: Unit, to: BlueprintVersion) -> None:
    stands_by = unit.blueprint
    guards.check_model(to, unit.organisation)
    if not to.is_published:
        raise Refusal("adopts_draft", blueprint=str(to))
    if to.code != stands_by.code:
        raise Refusal("adopts_other_model", stands_by=str(stands_by), blueprint=str(to))
    if to.version == stands_by.version:
        raise Refusal("adopts_same_version", blueprint=str(to))
    if to.version < stands_by.version:
        raise Refusal("adopts_older_version", stands_by=str(stands_by), blueprint=str(to))
    if not any(team.size == unit.size for team in blueprints.read(to).teams):
        raise Refusal("adoption_without_team", blueprint=str(to), size=unit.size)
    stages = [stage.code for stage in blueprints.read(to).stages]
    unsettled = Q(verdict=Verdict.WAITING) | (Q(verdict=Verdict.AMBER, met_on=None) & ~Q(stage__in=stages))
    if unit.passages.filter(unsettled).exists():
        raise Refusal("adoption_while_gate_waits", number=unit.number)


def _change_posts(unit: Unit, found: Adjustment, model: Blueprint, today: date) -> None:
    """Open, close and weigh posts anew. A post that somebody holds stays open: it shows as a difference from the model."""
    team = model.team(Size(unit.size))
    standing = unit.posts.filter(closed_on__isnull=True)
    standing.filter(code__in=found.posts_closed).update(closed_on=today)
    opened = [
        Post(
            unit=unit, code=code, leads=model.post(code).leads, is_minimum=code in team.minimum,
            opened_on=today, vacant_since=today, unowned_since=today,
        )
        for code in found.posts_opened
    ]  # fmt: skip
    Post.objects.bulk_create(opened)
    for post in standing.exclude(code__in=found.posts_opened):
        weight = (post.code == model.lead.code, post.code in team.minimum)
        if (post.leads, post.is_minimum) != weight:
            post.leads, post.is_minimum = weight
            post.save(update_fields=["leads", "is_minimum"])


def _change_steps(unit: Unit, found: Adjustment, model: Blueprint, version: str, today: date) -> None:
    """Drop what is no longer asked, plan what is new; done steps are not touched."""
    by_code = {step.code: step for step in model.steps}
    rows = {row.code: row for row in unit.steps.select_for_update()}
    for code in found.steps_dropped:
        _settle(rows[code], StepState.DROPPED, version)
    for code in found.steps_reopened:
        _settle(rows[code], StepState.OPEN, "")
    for code in (*found.steps_changed, *found.steps_reopened):
        row, step = rows[code], by_code[code]
        row.stage, row.owner = step.stage, step.owner
        row.save(update_fields=["stage", "owner"])
    Row.objects.bulk_create(_behind(unit, by_code[code], version, today) for code in found.steps_behind)
    planning.plan(unit, model, on=today)
    if found.steps_changed or found.steps_reopened:
        realign(unit, on=today)


def realign(unit: Unit, *, on: date) -> None:
    """Give open steps new days; where the calendar of the organisation does not reach, they keep those that they have."""
    try:
        planning.realign(unit, on=on)
    except Refusal as refusal:
        if refusal.code not in ("calendar_ends", "no_calendar"):
            raise


def _settle(row: Row, state: StepState, note: str) -> None:
    row.state, row.note = state, note
    row.save(update_fields=["state", "note"])


def _behind(unit: Unit, step: Step, version: str, today: date) -> Row:
    """A step for a stage that the unit has behind it stands in the plan as left out, so that nobody plans it later."""
    return Row(
        unit=unit, code=step.code, stage=step.stage, owner=step.owner, starts_on=today, due_on=today,
        first_due_on=today, state=StepState.DROPPED, note=version,
    )  # fmt: skip
