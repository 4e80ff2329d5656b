"""What the floor below tells about people and organisations, answered here in its transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from fulcrum.foundation.users.models import User
from fulcrum.registry import events
from fulcrum.registry.models import Appointment, Organisation, OrganisationEvent
from fulcrum.units.services import carrying, members


@receiver(events.appointment_ended, dispatch_uid="units.end_with")
def end_with(
    sender: Any, appointment: Appointment, at: datetime, by: User | None = None, **told: Any
) -> None:
    """Who loses the appointment leaves the posts that rest on it, on the same day."""
    members.end_with(appointment, by=by, at=at)


@receiver(events.organisations_merged, dispatch_uid="units.merged")
def merged(
    sender: Any, event: OrganisationEvent, predecessors: Sequence[Organisation], at: datetime, **told: Any
) -> None:
    """One unit goes on in the successor."""
    carrying.merged(event, event.organisation, predecessors, at=at)


@receiver(events.organisation_split, dispatch_uid="units.split")
def split(sender: Any, event: OrganisationEvent, to: int, at: datetime, **told: Any) -> None:
    """The unit goes on in the part that takes over what stood below."""
    carrying.split(event, Organisation.objects.get(pk=to), at=at)


@receiver(events.organisation_closed, dispatch_uid="units.closed")
def closed(
    sender: Any, event: OrganisationEvent, organisation: Organisation, at: datetime, **told: Any
) -> None:
    """The unit of an organisation that closes without a successor closes with it."""
    carrying.closed(event, organisation, at=at)


@receiver(events.taking_back_asked, dispatch_uid="units.let_go")
def let_go(
    sender: Any, events: Sequence[OrganisationEvent], at: datetime, by: User | None, **told: Any
) -> None:
    """What only followed from the events is let go before the register looks what rests on them."""
    carrying.let_go(events, at=at, by=by)


@receiver(events.event_taken_back, dispatch_uid="units.restored")
def restored(
    sender: Any, events: Sequence[OrganisationEvent], at: datetime, by: User | None, reason: str, **told: Any
) -> None:
    """Units and the rights of their members are as they were."""
    carrying.restored(events, at=at, by=by, reason=reason)
