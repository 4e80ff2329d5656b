"""Many units at once, each at another point of its life, written in bulk; the same for the same organisations and day."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from fulcrum.registry.models import Organisation
from fulcrum.units.domain.blueprint import Blueprint, Milestone
from fulcrum.units.models import BlueprintVersion, Post, StagePassage, Step, Unit, UnitEvent
from fulcrum.units.services import blueprints

STEP_DAYS = 8


def shipped(at: datetime) -> BlueprintVersion:
    """The model of a Digital Transformation Unit that comes with the program, published."""
    blueprints.load_shipped(at=at)
    return BlueprintVersion.objects.get(code="dtu", version=1)


def spread(organisations: Sequence[Organisation], *, at: datetime, first_number: int = 1) -> list[Unit]:
    """One unit for each organisation: the first has passed two gates, the next three, and so on, then from two again."""
    version = shipped(at)
    model = blueprints.read(version)
    on = at.date()
    units = Unit.objects.bulk_create(
        _unit(model, version, body, number, at, on) for number, body in enumerate(organisations, first_number)
    )
    Step.objects.bulk_create((step for unit in units for step in _steps(unit, model, on)), batch_size=5000)
    Post.objects.bulk_create(post for unit in units for post in _posts(unit))
    StagePassage.objects.bulk_create(each for unit in units for each in _passages(unit, model, at))
    UnitEvent.objects.bulk_create(
        UnitEvent(unit=unit, kind="created", on=unit.began_on, at=at, reason="Invented") for unit in units
    )
    return units


def _unit(
    model: Blueprint, version: BlueprintVersion, body: Organisation, number: int, at: datetime, on: date
) -> Unit:
    passed = 2 + number % (len(model.stages) - 2)
    began_on = on - timedelta(days=200 + 7 * number % 500)
    formed = passed > model.position(model.milestone(Milestone.FORMED).code)
    operational = passed > model.position(model.milestone(Milestone.OPERATIONAL).code)
    standing = "dormant" if number % 13 == 5 else "at_risk" if number % 7 == 3 else "active"
    return Unit(
        number=number,
        organisation=body,
        blueprint=version,
        size="small",
        origin="offer",
        basis="Invented",
        stage=model.stages[passed - 1].code,
        standing=standing,
        standing_since=on - timedelta(days=number % 30),
        standing_reason="" if standing == "active" else "The post of the lead is vacant for 31 days.",
        began_on=began_on,
        formed_on=began_on + timedelta(days=100 + number % 5 * 15) if formed else None,
        operational_on=began_on + timedelta(days=190) if operational else None,
        made_at=at,
    )


def _steps(unit: Unit, model: Blueprint, on: date) -> Iterator[Step]:
    reached = model.position(unit.stage)
    for place, step in enumerate(model.steps):
        starts_on = unit.began_on + timedelta(days=place * STEP_DAYS)
        due_on = starts_on + timedelta(days=STEP_DAYS - 1)
        done = model.position(step.stage) <= reached
        yield Step(
            unit=unit,
            code=step.code,
            stage=step.stage,
            owner=step.owner,
            starts_on=starts_on,
            due_on=due_on,
            first_due_on=due_on,
            state="done" if done else "open",
            done_on=min(due_on + timedelta(days=place % 4), on) if done else None,
        )


def _posts(unit: Unit) -> Iterator[Post]:
    for code in ("LD", "SD", "BP", "SE"):
        vacant = unit.standing != "active" and code == "LD"
        yield Post(
            unit=unit,
            code=code,
            leads=code == "LD",
            is_minimum=code != "SE",
            opened_on=unit.began_on,
            vacant_since=unit.standing_since if vacant else None,
        )


def _passages(unit: Unit, model: Blueprint, at: datetime) -> Iterator[StagePassage]:
    for place, stage in enumerate(model.stages[: model.position(unit.stage) + 1]):
        yield StagePassage(
            unit=unit,
            stage=stage.code,
            verdict="green",
            asked_at=at,
            decided_at=at,
            passed_on=unit.began_on + timedelta(days=20 * place),
        )
