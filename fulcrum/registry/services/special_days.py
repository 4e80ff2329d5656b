"""Special days: entered with a reason and a source, withdrawn with a reason, never changed."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal
from fulcrum.registry import access
from fulcrum.registry.domain.calendar_codes import Effect
from fulcrum.registry.models import Calendar, CalendarContent, SpecialDay
from fulcrum.registry.services import calendar_turn
from fulcrum.registry.services.holiday_lists import ACTION

LONGEST_STRETCH = 370


@dataclass(frozen=True)
class Declared:
    """What a notice declares: which days, for which calendars, and what becomes of their hours."""

    pack: str
    first_on: date
    last_on: date
    effect: Effect
    name_en: str
    source: str
    weekdays: tuple[int, ...] = ()
    opens: time | None = None
    closes: time | None = None
    only: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    name_si: str = ""
    name_ta: str = ""
    note: str = ""
    code: str = ""


@transaction.atomic
def add(declared: Declared, *, by: User, at: datetime) -> SpecialDay:
    """Enter a special day. Raises PermissionDenied; Refusal for days, hours or calendars that cannot be meant."""
    access.require(by, ACTION)
    calendar_turn.wait()
    check(declared)
    made = store(declared, by=by, at=at, content=None)
    calendar_turn.renew_stamp()
    return made


@transaction.atomic
def withdraw(special: SpecialDay, *, reason: str, by: User, at: datetime) -> SpecialDay:
    """Let a special day hold no longer; it stays readable. Raises PermissionDenied, Refusal."""
    access.require(by, ACTION)
    calendar_turn.wait()
    special.refresh_from_db()
    if special.withdrawn_at is not None:
        raise Refusal("special_day_withdrawn")
    if not reason.strip():
        raise Refusal("calendar_reason_missing")
    take_back(special, reason=reason.strip(), by=by, at=at)
    calendar_turn.renew_stamp()
    return special


def check(declared: Declared) -> None:
    """Raise the Refusal for what cannot be meant."""
    if not declared.name_en.strip():
        raise Refusal("calendar_reason_missing")
    if not declared.source.strip():
        raise Refusal("calendar_source_missing")
    _check_days(declared)
    _check_hours(declared)
    known = set(Calendar.objects.filter(pack=declared.pack).values_list("code", flat=True))
    for code in (*declared.only, *declared.excepted):
        if code not in known:
            raise Refusal("calendar_not_there", calendar=code)


def _check_days(declared: Declared) -> None:
    if declared.last_on < declared.first_on:
        raise Refusal("calendar_days_reversed", first=declared.first_on, last=declared.last_on)
    days = (declared.last_on - declared.first_on).days + 1
    if days > LONGEST_STRETCH:
        raise Refusal("calendar_stretch_too_long", days=days, most=LONGEST_STRETCH)
    stretch = SpecialDay(
        first_on=declared.first_on, last_on=declared.last_on, weekdays=list(declared.weekdays)
    )
    if not any(stretch.days()):
        raise Refusal("calendar_day_never")


def _check_hours(declared: Declared) -> None:
    opens, closes = declared.opens, declared.closes
    if declared.effect != Effect.HOURS:
        if opens is not None or closes is not None:
            raise Refusal("calendar_hours_not_meant")
        return
    if opens is None or closes is None:
        raise Refusal("calendar_hours_missing")
    if closes != time() and closes <= opens:
        raise Refusal("calendar_hours_reversed", opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}")


def store(
    declared: Declared, *, by: User | None, at: datetime, content: CalendarContent | None
) -> SpecialDay:
    """Store a checked special day inside a change of the calendars; the stamp is the caller's."""
    made = SpecialDay.objects.create(
        **{
            name: list(value) if isinstance(value, tuple) else value for name, value in vars(declared).items()
        },
        by=by,
        at=at,
        content=content,
    )
    audit.record(
        "registry.special_day_added",
        made,
        by=by,
        at=at,
        reason=made.name_en,
        first=made.first_on.isoformat(),
        last=made.last_on.isoformat(),
        effect=str(made.effect),
        source=made.source,
    )
    return made


def take_back(special: SpecialDay, *, reason: str, by: User | None, at: datetime) -> None:
    """Mark a special day as withdrawn inside a change of the calendars; the stamp is the caller's."""
    special.withdrawn_at, special.withdrawn_by, special.withdrawn_because = at, by, reason
    special.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record(
        "registry.special_day_withdrawn",
        special,
        by=by,
        at=at,
        reason=reason,
        first=special.first_on.isoformat(),
        last=special.last_on.isoformat(),
    )
