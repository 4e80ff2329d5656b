"""Rights at 2,000 organisations and 25,000 people: reading a person's, and lists that start from them; within `data.measure`."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks.clock import timed
from benchmarks.figures import Budget, Figure, Tell

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ORGANISATIONS, PEOPLE = 2_000, 25_000
ASKED = 200
RIGHTS_WITHIN_MS, LIST_WITHIN_MS = 20.0, 150.0


def measure(tell: Tell) -> Iterator[Figure]:
    """Figures on the database of this process, filled with the simulated world at national scale."""
    from fulcrum.registry import simulation

    tell(f"rights: simulating {ORGANISATIONS:,} organisations and {PEOPLE:,} people")
    started = time.perf_counter()
    simulation.run(seed=1, size=simulation.Size(ORGANISATIONS, PEOPLE), at=AT)
    yield Figure("simulated country: make it", "s", (time.perf_counter() - started,), remark=_size())
    tell("rights: asking")
    yield from _asking()


def _size() -> str:
    from fulcrum.registry.models import Appointment, Organisation, Person

    counts = (Organisation.objects.count(), Person.objects.count(), Appointment.objects.count())
    return "{:,} organisations, {:,} people, {:,} appointments".format(*counts)


def _asking() -> Iterator[Figure]:
    from django.utils import timezone

    from fulcrum.registry import access, people_reads
    from fulcrum.registry.models import Person
    from fulcrum.registry.people_reads import PeopleFilters

    today = timezone.localdate(AT)
    users = list(_users())
    few = (*users[:20], *users[-20:])

    def rights(user: Any) -> Any:
        return access.rights_of(_anew(user))

    def people(user: Any) -> Any:
        return people_reads.people(PeopleFilters(), "en", user=_anew(user), on=today)

    def searched(user: Any) -> Any:
        return people_reads.people(PeopleFilters(search="ka"), "en", user=_anew(user), on=today)

    def counted(user: Any) -> Any:
        return Person.objects.visible_to(_anew(user), today).count()

    def empty(user: Any) -> Any:
        return people_reads.vacancies(user=_anew(user), on=today)

    yield _each("rights of a person: read", rights, users, RIGHTS_WITHIN_MS)
    yield _each("first page of the people one may know of", people, few, LIST_WITHIN_MS)
    yield _each("the same, searched", searched, few, LIST_WITHIN_MS * 2)
    yield _each("people one may know of: count", counted, few, LIST_WITHIN_MS)
    yield _each("empty offices within reach", empty, few, LIST_WITHIN_MS)
    scope = access.cleared(_anew(users[-1]))
    places = [access.place_of(body) for body in _bodies()]
    seconds, _ = timed(5, lambda: [scope.holds(place) for place in places])
    yield Figure(
        "is an organisation within reach: all of them", "s", seconds, remark=f"{len(places):,} asked"
    )


def _each(what: str, ask: Callable[[Any], Any], users: Any, within_ms: float) -> Figure:
    """Milliseconds for each of these people, one after the other."""
    took = []
    for user in users:
        started = time.perf_counter()
        ask(user)
        took.append((time.perf_counter() - started) * 1000)
    return Figure(what, "ms", tuple(took), Budget(within_ms, "p95"), f"{len(took)} people")


def _users() -> Iterator[Any]:
    """Accounts for heads and others of single organisations, then one for each wider reach."""
    from fulcrum.foundation.users.models import User
    from fulcrum.registry.models import Appointment, Organisation, Person, Region

    held = Appointment.objects.in_force(AT.date()).select_related("person").order_by("role", "pk")
    for number, appointment in enumerate(held[:ASKED]):
        user = User.objects.create(name="Somebody", email=f"asked{number}@demo.fulcrum.invalid")
        Person.objects.filter(pk=appointment.person_id).update(user=user)
        yield user
    wide = (
        {"role": "ministry_cdio", "reach": "portfolio", "organisation": Organisation.objects.order_by("-bodies_below").first()},
        {"role": "district_coordinator", "reach": "area", "region": Region.objects.filter(level="province").first()},
        {"role": "programme_officer", "reach": "nation"},
    )  # fmt: skip
    for number in range(20):
        user = User.objects.create(name="Somebody", email=f"wide{number}@demo.fulcrum.invalid")
        person = Person.objects.create(user=user, name_en="Somebody", pack="demo", added_at=AT)
        post = wide[number % len(wide)]
        manner = {"manner": "acting", "begins_on": AT.date(), "made_at": AT}
        Appointment.objects.create(person=person, **manner, **post)
        yield user


def _anew(user: Any) -> Any:
    """The same person in another request."""
    return type(user).objects.get(pk=user.pk)


def _bodies() -> Any:
    from fulcrum.registry.models import Organisation

    return Organisation.objects.all()
