"""How far simulated units have come: members, steps, gates and reports, as days and chance would have it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from fulcrum.registry import simulation as register
from fulcrum.registry.domain.roles import Manner, Reach
from fulcrum.registry.models import Appointment, Person
from fulcrum.registry.simulated_officials import Officials
from fulcrum.units.domain.blueprint import Blueprint, EvidenceKind, Milestone, Stage
from fulcrum.units.domain.codes import Answer, EventKind, StepState, Verdict
from fulcrum.units.domain.conflicts import role_for
from fulcrum.units.models import CriterionAnswer, Evidence, Holding, Post, StagePassage, Step, Unit, UnitEvent

MARK = "Simulated"
PACES = (0.9, 1.0, 1.1, 1.4, 1.9, 2.6, 3.6)
HARDLY_MOVING = 20.0
"""Days that a unit took for a planned day."""
AMBER_SHARE = 0.15
MEMBERS_FROM = "nominated"


@dataclass(frozen=True)
class Reached:
    """A stage with the day on which its gate was passed."""

    stage: Stage
    on: date


def course(unit: Unit, model: Blueprint, steps: Sequence[Step], pace: float, today: date) -> list[Reached]:
    """The stages after the present one that a unit of this pace has reached by today, with their days."""
    reached: list[Reached] = []
    last = unit.began_on
    for stage in model.stages[model.position(unit.stage) + 1 :]:
        due = [step.due_on for step in steps if step.stage == stage.code and step.state == StepState.OPEN]
        planned = sum(1 for step in model.steps if step.stage == stage.code)
        if len(due) < planned or not due:
            break
        last = max(last, slowed(unit, max(due), pace))
        if last > today:
            break
        reached.append(Reached(stage, last))
    return reached


def slowed(unit: Unit, day: date, pace: float) -> date:
    """When something planned for `day` happened."""
    return unit.began_on + timedelta(days=round((day - unit.began_on).days * pace))


def do_steps(unit: Unit, steps: Sequence[Step], reached: Sequence[Reached], pace: float, today: date) -> None:
    """Finish the steps of the stages reached, and of the next one those whose day has come."""
    passed = {each.stage.code: each.on for each in reached}
    for step in steps:
        if step.state != StepState.OPEN:
            continue
        day = min(slowed(unit, step.due_on, pace), passed.get(step.stage, today + timedelta(days=1)))
        if day <= today:
            step.state, step.done_on, step.note = StepState.DONE, day, MARK
            step.save(update_fields=["state", "done_on", "note"])


def pass_gates(unit: Unit, reached: Sequence[Reached], chance: Random, officials: Officials) -> None:
    """Pass each gate with a statement for every criterion, asked by one and decided by another."""
    today = timezone.localdate()
    for each in reached:
        amber = each.stage.amber_days > 0 and chance.random() < AMBER_SHARE
        deadline = each.on + timedelta(days=each.stage.amber_days) if amber else None
        met = deadline - timedelta(days=4) if deadline and deadline < today else None
        passage = StagePassage.objects.create(
            unit=unit,
            stage=each.stage.code,
            verdict=Verdict.AMBER if amber else Verdict.GREEN,
            asked_by=officials.head,
            asked_at=noon(each.on - timedelta(days=2)),
            note=MARK,
            decided_by=officials.second,
            decided_at=noon(each.on),
            reason=MARK,
            passed_on=each.on,
            deadline=deadline,
            met_on=met,
        )
        _answers(unit, passage, each.stage, amber, officials, each.on)
        _stand_at(unit, each, officials)


def _answers(
    unit: Unit, passage: StagePassage, stage: Stage, amber: bool, officials: Officials, on: date
) -> None:
    shown: dict[str, Evidence] = {}
    for criterion in stage.criteria:
        if criterion.evidence is not EvidenceKind.COUNTED:
            shown[criterion.code] = Evidence.objects.create(
                unit=unit,
                stage=stage.code,
                criterion=criterion.code,
                statement=MARK,
                by=officials.head,
                at=noon(on - timedelta(days=3)),
            )
    later = next(iter(shown), "") if amber else ""
    CriterionAnswer.objects.bulk_create(
        CriterionAnswer(
            passage=passage,
            criterion=criterion.code,
            answer=Answer.LATER if criterion.code == later else Answer.MET,
            evidence=shown.get(criterion.code),
            note=MARK,
        )
        for criterion in stage.criteria
    )


def _stand_at(unit: Unit, reached: Reached, officials: Officials) -> None:
    unit.stage = reached.stage.code
    if reached.stage.milestone is Milestone.FORMED:
        unit.formed_on = reached.on
    elif reached.stage.milestone is Milestone.OPERATIONAL:
        unit.operational_on = reached.on
    unit.save(update_fields=["stage", "formed_on", "operational_on"])
    UnitEvent.objects.create(
        unit=unit,
        kind=EventKind.STAGE_PASSED,
        on=reached.on,
        at=noon(reached.on),
        by=officials.second,
        reason=MARK,
        facts={"stage": reached.stage.code},
    )


def fill(units: Sequence[tuple[Unit, date]], chance: Random, officials: Officials, at: datetime) -> None:
    """Fill the posts of units from the day on which their members joined; now and then one stays empty."""
    wanted = list(_wanted(units, chance))
    people = Person.objects.bulk_create(register.persons(chance, len(wanted), at), batch_size=1000)
    appointed = Appointment.objects.bulk_create(
        [
            Appointment(
                person=person,
                role=role_for(post.leads),
                reach=Reach.ORGANISATION,
                organisation=unit.organisation,
                manner=Manner.SUBSTANTIVE,
                begins_on=on,
                basis=MARK,
                made_at=at,
            )
            for person, (unit, post, on) in zip(people, wanted, strict=True)
        ],
        batch_size=1000,
    )
    Holding.objects.bulk_create(
        Holding(post=post, person=row.person, appointment=row, manner=Manner.SUBSTANTIVE, begins_on=on)
        for row, (_unit, post, on) in zip(appointed, wanted, strict=True)
    )
    UnitEvent.objects.bulk_create(
        UnitEvent(
            unit=unit,
            kind=EventKind.MEMBER_JOINED,
            on=on,
            at=noon(on),
            by=officials.officer,
            facts={"posts": [post.code], "person": row.person_id, "manner": str(Manner.SUBSTANTIVE)},
        )
        for row, (unit, post, on) in zip(appointed, wanted, strict=True)
    )


def _wanted(units: Sequence[tuple[Unit, date]], chance: Random) -> Iterator[tuple[Unit, Post, date]]:
    """Posts to fill with their days: the minimum always, of the others three in four."""
    since = {unit.pk: (unit, on) for unit, on in units}
    posts = Post.objects.filter(unit__in=since, closed_on__isnull=True).order_by("pk")
    for post in posts:
        unit, on = since[post.unit_id]
        if post.is_minimum or chance.random() < 0.75:
            yield unit, post, on


def noon(day: date) -> datetime:
    """The middle of a day in the country's time."""
    return timezone.make_aware(datetime.combine(day, time(12)))
