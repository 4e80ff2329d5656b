"""What every service on units checks before its own rule."""

from datetime import date
from typing import Any

from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Organisation
from fulcrum.registry.models.region import SIMULATED
from fulcrum.units.models import BlueprintVersion, Unit

RUN, OF_THE_PROGRAMME = "units.run", "units.record"


def may_steer(user: Any, organisation: Organisation) -> bool:
    """Whether this person may steer the plan of the unit there: who runs it, and the programme."""
    return access.may(user, RUN, organisation) or access.may(user, OF_THE_PROGRAMME, organisation)


def require_steering(by: User, organisation: Organisation) -> None:
    """Raise PermissionDenied unless `by` may steer the plan, Refusal `simulated_and_real` as `check_world`."""
    if not may_steer(by, organisation):
        access.require(by, RUN, organisation)
    check_world(by, organisation)


def check_world(by: User | None, organisation: Organisation) -> None:
    """A person of the demonstration acts in the simulated country only. Raises Refusal `simulated_and_real`."""
    if by is not None and by.is_demonstration and organisation.pack != SIMULATED:
        raise Refusal("simulated_and_real", person=by.name, organisation=organisation.name_en)


def check_model(blueprint: BlueprintVersion, organisation: Organisation) -> None:
    """Raises Refusal `blueprint_of_demonstration` where an organisation that exists would follow an invented model."""
    by = blueprint.published_by
    if by is not None and by.is_demonstration and not organisation.is_simulated:
        raise Refusal("blueprint_of_demonstration", blueprint=str(blueprint))


def locked(unit: Unit) -> Unit:
    """The unit as it is now, for whoever changes it; others wait. Raises Refusal `unit_is_closed`."""
    row = locked_even_closed(unit)
    if row.closed_on is not None:
        raise Refusal("unit_is_closed", number=row.number, closed_on=row.closed_on)
    return row


def locked_even_closed(unit: Unit) -> Unit:
    """The same for what may be done to a closed unit."""
    rows = Unit.objects.select_for_update(of=("self",)).select_related("organisation", "blueprint")
    return rows.get(pk=unit.pk)


def reason_given(reason: str) -> str:
    """The reason without spaces around it. Raises Refusal `reason_missing`."""
    if not reason.strip():
        raise Refusal("reason_missing")
    return reason.strip()


def check_not_ahead(day: date, today: date) -> None:
    """Raises Refusal `day_lies_ahead`."""
    if day > today:
        raise Refusal("day_lies_ahead", day=day, today=today)
