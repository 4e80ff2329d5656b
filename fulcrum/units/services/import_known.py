"""What the registers know of the organisations, models, units and people that a workbook names; constant in statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, Q
from django.db.models.functions import Lower

from fulcrum.registry.domain.import_rows import Lookup
from fulcrum.registry.domain.offices import A_DAY
from fulcrum.registry.domain.row_errors import CellError
from fulcrum.registry.models import Appointment, Organisation, Person
from fulcrum.units.domain.conflicts import Days
from fulcrum.units.domain.import_book import Book
from fulcrum.units.models import BlueprintVersion, Holding, Unit

NEVER = Days(date.max, date.max)
"""Of an appointment that was ended before it began."""


@dataclass(frozen=True)
class Known:
    """See the module. units: by organisation, those that stand first; people: by address in lower case, of every pack."""

    pack: str
    bodies: Mapping[str, Organisation]
    versions: Mapping[tuple[str, int], BlueprintVersion]
    units: Mapping[int, list[Unit]]
    people: Mapping[str, list[Person]]
    appointments: Mapping[int, list[Appointment]]
    own: Lookup
    others: Lookup

    def organisation(self, word: str) -> Organisation:
        """By its id or its name. Raises CellError."""
        try:
            return self.bodies[self.own(word)]
        except CellError as problem:
            if problem.code == self.own.unknown and self._is_of_the_other_world(word):
                raise CellError("organisation_of_the_other_world") from problem
            raise

    def _is_of_the_other_world(self, word: str) -> bool:
        try:
            return bool(self.others(word))
        except CellError as problem:
            return problem.code == self.others.ambiguous

    @cached_property
    def models(self) -> str:
        """The published versions, for the sentence that tells them."""
        return ", ".join(f"{code} {number}" for code, number in sorted(self.versions))


def of(book: Book, pack: str) -> Known:
    """Everything that the workbook's rows may speak of."""
    names = list(Organisation.objects.values_list("pack", "slug", "name_en", "name_si", "name_ta"))
    own = _lookup((slug, told) for world, slug, *told in names if world == pack)
    others = _lookup((slug, told) for world, slug, *told in names if world != pack)
    slugs = set()
    for row in (*book.units, *book.history, *book.members):
        try:
            slugs.add(own(row.text("organisation")))
        except CellError:
            continue
    bodies = Organisation.objects.filter(pack=pack, slug__in=slugs).in_bulk(field_name="slug")
    people = _people({row.text("email").lower() for row in book.members} - {""})
    units = _units(body.pk for body in bodies.values())
    members = {
        holding.person_id
        for found in units.values()
        for unit in found
        for post in unit.posts.all()
        for holding in post.holdings.all()
    }
    return Known(
        pack=pack,
        bodies=bodies,
        versions={
            (row.code, row.version): row
            for row in BlueprintVersion.objects.published().select_related("published_by")
        },
        units=units,
        people=people,
        appointments=_appointments({*members, *(each.pk for found in people.values() for each in found)}),
        own=own,
        others=others,
    )


def days_of(appointment: Appointment) -> Days:
    """The days on which an appointment gives rights."""
    last = appointment.until
    if last is not None and appointment.ended_at is not None:
        last -= A_DAY
    return NEVER if last is not None and last < appointment.begins_on else Days(appointment.begins_on, last)


def _lookup(rows: Iterable[tuple[str, Iterable[str]]]) -> Lookup:
    return Lookup.of(rows, unknown="organisation_unknown", ambiguous="organisation_ambiguous")


def _units(bodies: Iterable[int]) -> dict[int, list[Unit]]:
    held = Holding.objects.select_related("person", "appointment").order_by("pk")
    rows = (
        Unit.objects.filter(organisation__in=list(bodies))
        .select_related("organisation", "blueprint")
        .prefetch_related("passages", "tailorings", "posts", Prefetch("posts__holdings", held))
        .order_by("closed_on", "-number")
    )
    found: dict[int, list[Unit]] = defaultdict(list)
    for unit in sorted(rows, key=lambda unit: unit.is_closed):
        found[unit.organisation_id].append(unit)
    return found


def _people(emails: Collection[str]) -> dict[str, list[Person]]:
    rows = Person.objects.alias(own=Lower("email"), account=Lower("user__email")).select_related("user")
    found: dict[str, list[Person]] = defaultdict(list)
    for person in rows.filter(Q(own__in=emails) | Q(account__in=emails)).order_by("pk"):
        for email in {person.email.lower(), person.user.email.lower() if person.user else ""} - {""}:
            found[email].append(person)
    return found


def _appointments(people: Collection[int]) -> dict[int, list[Appointment]]:
    found: dict[int, list[Appointment]] = defaultdict(list)
    rows = Appointment.objects.filter(person__in=people).select_related("organisation", "region")
    for row in rows.order_by("pk"):
        found[row.person_id].append(row)
    return found
