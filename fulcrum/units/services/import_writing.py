"""Write what a workbook comes to: units with their stages, people, appointments, holdings, clocks and history."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.registry.models import Appointment, Person
from fulcrum.registry.services import appointments, people
from fulcrum.registry.services.appointments import Terms
from fulcrum.units.domain.codes import EventKind
from fulcrum.units.models import Holding, Post, Unit, UnitEvent
from fulcrum.units.services import posts, recording
from fulcrum.units.services.import_looking import Found
from fulcrum.units.services.import_members import Seat, Term

EVERY = 25
"""Units, or members, between two reports of progress."""
Done = Callable[[int, int], None]


def write(found: Found, *, pack: str, basis: str, by: User, at: datetime, done: Done) -> None:
    """Write everything in the transaction of the caller.

    Raises PermissionDenied; Refusal as `recording.record`, `people.add` and `appointments.appoint`; IntegrityError for
    what somebody else did meanwhile.
    """
    new, terms = found.places.new, found.members.terms
    total = len(new) + len(terms)
    for number, place in enumerate(new):
        _report(number, total, done)
        assert place.told is not None
        place.unit = recording.record(place.body, place.told, by=by, at=at)
    units = {place.unit.pk: place.unit for place in found.places.by_body.values() if place.unit}
    post_of = {(post.unit_id, post.code): post for post in _posts(units)}
    known: dict[str, Person] = {}
    holdings: list[tuple[Seat, Holding]] = []
    for number, term in enumerate(terms, len(new)):
        _report(number, total, done)
        person = known.get(term.who.key) or term.who.person
        known[term.who.key] = person or people.add(names=term.who.names, pack=pack, by=by, at=at)
        appointment = _appointment(term, known[term.who.key], basis, by=by, at=at)
        for seat in term.seats:
            assert term.place.unit is not None
            post = post_of[term.place.unit.pk, seat.post]
            holdings.append((seat, _holding(seat, post, known[term.who.key], appointment)))
    Holding.objects.bulk_create(holding for _seat, holding in holdings)
    today = timezone.localdate(at)
    UnitEvent.objects.bulk_create(
        each for seat, holding in holdings for each in _events(seat, holding, basis, today, by=by, at=at)
    )
    posts.wind(post_of.values(), today)
    _record(holdings, basis, by=by, at=at)


def _report(number: int, total: int, done: Done) -> None:
    if number % EVERY == 0:
        done(number, total)


def _posts(units: dict[int, Unit]) -> Iterator[Post]:
    """Posts of these units, a code that stands before one that was closed."""
    rows = Post.objects.select_for_update(of=("self",)).filter(unit__in=units).order_by("pk")
    yield from sorted(rows, key=lambda post: post.closed_on is None)


def _appointment(term: Term, person: Person, basis: str, *, by: User, at: datetime) -> Appointment:
    if term.standing is not None:
        return term.standing
    terms = Terms(
        term.role,
        term.days.begins_on,
        organisation=term.place.body,
        manner=term.manner,
        until=term.days.until,
        basis=basis,
    )
    return appointments.appoint(person, terms, by=by, at=at)


def _holding(seat: Seat, post: Post, person: Person, appointment: Appointment) -> Holding:
    return Holding(
        post=post,
        person=person,
        appointment=appointment,
        manner=seat.manner,
        begins_on=seat.days.begins_on,
        until=seat.days.until,
    )


def _events(
    seat: Seat, holding: Holding, basis: str, today: date, *, by: User, at: datetime
) -> Iterator[UnitEvent]:
    """That the member joined, and that they left where that is past."""
    unit, until = holding.post.unit_id, seat.days.until
    facts = {"person": holding.person_id, "manner": str(seat.manner)}
    yield UnitEvent(
        unit_id=unit, kind=EventKind.MEMBER_JOINED, on=seat.days.begins_on, at=at, by=by, reason=basis,
        facts={**facts, "posts": [seat.post]},
    )  # fmt: skip
    if until is not None and until < today:
        yield UnitEvent(
            unit_id=unit, kind=EventKind.MEMBER_LEFT, on=until, at=at, by=by, reason=basis,
            facts={**facts, "post": seat.post},
        )  # fmt: skip


def _record(holdings: list[tuple[Seat, Holding]], basis: str, *, by: User, at: datetime) -> None:
    """One line of the log for each unit whose members were entered."""
    by_unit: dict[int, list[Seat]] = defaultdict(list)
    units: dict[int, Unit] = {}
    for seat, _holding_of in holdings:
        assert seat.place.unit is not None
        units[seat.place.unit.pk] = seat.place.unit
        by_unit[seat.place.unit.pk].append(seat)
    for key, seats in by_unit.items():
        audit.record(
            "units.members_recorded", units[key], by=by, at=at, reason=basis,
            organisation=units[key].organisation_id, posts=sorted({seat.post for seat in seats}),
            members=len(seats),
        )  # fmt: skip
