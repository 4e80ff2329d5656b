"""A calendar of its own for one organisation, against the rules."""

from datetime import date, datetime

from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.models import Calendar, Organisation, OrganisationCalendar
from fulcrum.registry.services import calendar_turn
from fulcrum.registry.services.holiday_lists import ACTION


@transaction.atomic
def assign(
    organisation: Organisation,
    calendar: Calendar,
    *,
    begins_on: date,
    until: date | None,
    reason: str,
    source: str,
    by: User,
    at: datetime,
) -> OrganisationCalendar:
    """Have an organisation work by this calendar in these days; of several such entries the last one made holds.

    Raises PermissionDenied; Refusal calendar_reason_missing, calendar_source_missing, calendar_days_reversed.
    """
    access.require(by, ACTION)
    if not reason.strip():
        raise Refusal("calendar_reason_missing")
    if not source.strip():
        raise Refusal("calendar_source_missing")
    if until is not None and until < begins_on:
        raise Refusal("calendar_days_reversed", first=begins_on, last=until)
    calendar_turn.wait()
    made = OrganisationCalendar.objects.create(
        organisation=organisation,
        calendar=calendar,
        begins_on=begins_on,
        until=until,
        reason=reason.strip(),
        source=source.strip(),
        by=by,
        at=at,
    )
    audit.record(
        "registry.own_calendar_given",
        made,
        by=by,
        at=at,
        reason=made.reason,
        organisation=organisation.pk,
        calendar=calendar.code,
        begins_on=begins_on.isoformat(),
        until=until.isoformat() if until else "",
    )
    calendar_turn.renew_stamp()
    return made
