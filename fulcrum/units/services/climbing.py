"""Late steps climb: from whoever owns them to the head of the organisation, then to the programme."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.notices.services import notices
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.kit.working_time import NotCovered
from fulcrum.registry import calendars
from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Appointment, Person
from fulcrum.units.domain import climbing
from fulcrum.units.domain.blueprint import OwnerRole
from fulcrum.units.domain.codes import Standing, StepState
from fulcrum.units.domain.working_days import WorkingDays, days_late
from fulcrum.units.models import Holding, Step, Unit
from fulcrum.units.services import blueprints, steps


@dataclass(frozen=True)
class Audience:
    """Who is responsible: leads by unit, heads by organisation, officers of the country and of the simulated one."""

    leads: Mapping[int, list[User]]
    heads: Mapping[int, list[User]]
    officers: list[User]

    def of(self, step: Step, level: int) -> list[User]:
        """Whom a step is told that has climbed to this level."""
        unit = step.unit
        heads = self.heads.get(unit.organisation_id, [])
        if level == climbing.OWNER and step.owner == OwnerRole.LEAD:
            people = self.leads.get(unit.pk) or heads
        elif level == climbing.PROGRAMME or step.owner == OwnerRole.OFFICER:
            people = self.officers
        else:
            people = heads
        return [user for user in people if user.is_demonstration == unit.is_simulated]


def climb(*, at: datetime) -> int:
    """Let every late step climb as far as its lateness asks; returns how many climbed. Run twice, the second finds none."""
    today = timezone.localdate(at)
    late = list(
        Step.objects.filter(state=StepState.OPEN, due_on__lt=today, climbed__lt=climbing.PROGRAMME)
        .exclude(unit__standing=Standing.CLOSED)
        .select_related("unit__organisation", "unit__blueprint")
        .order_by("unit_id", "pk")
    )
    rising = [(step, level, days) for step, level, days in _levels(late, today) if level > step.climbed]
    if not rising:
        return 0
    audience = _audience({step.unit for step, _, _ in rising}, today)
    return sum(_climb(step, level, days, audience, at=at) for step, level, days in rising)


def _levels(late: Iterable[Step], today: date) -> Iterable[tuple[Step, int, int]]:
    """Each step with its level and its working days late; none where the calendar cannot say."""
    found = calendars.read()
    counted: dict[tuple[str, date], WorkingDays] = {}
    for step in late:
        try:
            calendar = found.facts_for(step.unit.organisation, today).working
            days = counted.setdefault((calendar.name, step.due_on), WorkingDays(calendar, step.due_on))
            number = days_late(days, step.due_on, today)
        except (Refusal, NotCovered):
            continue
        yield step, climbing.level(number), number


@transaction.atomic
def _climb(step: Step, level: int, days: int, audience: Audience, *, at: datetime) -> bool:
    changed = Step.objects.filter(
        pk=step.pk, state=StepState.OPEN, due_on=step.due_on, climbed__lt=level
    ).update(climbed=level)
    if not changed:
        return False  # done, planned anew or told meanwhile
    model = blueprints.read(step.unit.blueprint)
    names = next((each.names for each in model.steps if each.code == step.code), None)
    people = {
        user.pk: user for each in range(step.climbed + 1, level + 1) for user in audience.of(step, each)
    }
    notices.tell_all(
        "units.step_late",
        people.values(),
        at=at,
        about=step,
        once=f"{step.pk} {step.due_on}",
        url=reverse("units:plan", args=[step.unit.number]),
        number=step.unit.number,
        organisation=step.unit.organisation,
        step=names or steps.named(model, step.code),
        due=step.due_on,
        days=days,
    )
    return True


def _audience(units: Iterable[Unit], on: date) -> Audience:
    """Three questions for any number of units."""
    listed = list(units)
    leads: dict[int, list[User]] = defaultdict(list)
    holdings = Holding.objects.in_force(on).filter(post__unit__in=listed, post__leads=True)
    for holding in holdings.select_related("post", "person__user"):
        leads[holding.post.unit_id] += _account(holding.person)
    heads: dict[int, list[User]] = defaultdict(list)
    held = Appointment.objects.in_force(on).select_related("person__user")
    places = {unit.organisation_id for unit in listed}
    for row in held.filter(role=Role.HEAD, organisation__in=places):
        heads[row.organisation_id or 0] += _account(row.person)
    officers = held.filter(role=Role.PROGRAMME_OFFICER)
    return Audience(leads, heads, [user for row in officers for user in _account(row.person)])


def _account(person: Person) -> list[User]:
    return [person.user] if person.user is not None else []
