"""One change of the calendars at a time, and a new stamp for each, so that no process goes on with what it kept."""

import uuid

from django.db import connection

from fulcrum.registry.models import CalendarStamp

CHANGING = 7_204_002
"""Key of the lock that lets one change of the calendars run at a time."""


def wait() -> None:
    """Wait until nobody else changes a calendar; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHANGING])


def renew_stamp() -> None:
    """Have every process read the calendars anew once this transaction is committed."""
    CalendarStamp.objects.update_or_create(id=1, defaults={"token": uuid.uuid4()})
