"""What the floor below tells about people, answered here in its transaction."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from fulcrum.foundation.users.models import User
from fulcrum.registry import events
from fulcrum.registry.models import Appointment
from fulcrum.units.services import members


@receiver(events.appointment_ended, dispatch_uid="units.end_with")
def end_with(
    sender: Any, appointment: Appointment, at: datetime, by: User | None = None, **told: Any
) -> None:
    """Who loses the appointment leaves the posts that rest on it, on the same day."""
    members.end_with(appointment, by=by, at=at)
