"""The register's part of the simulated world: a country, its people, who held which office, partners, the CII register.

Everything lies in the pack `demo` and says so wherever it is shown. The same seed and day give the same world.
"""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import yaml
from django.db import transaction
from django.utils import timezone

from fulcrum.foundation.audit import services as audit
from fulcrum.registry import simulated_calendar
from fulcrum.registry.domain import invented_country
from fulcrum.registry.domain.codes import Kind
from fulcrum.registry.domain.invented_country import COUNTRY
from fulcrum.registry.domain.invented_names import Invented, names
from fulcrum.registry.domain.roles import CiiBasis, Manner, PartnerKind, Reach, Role
from fulcrum.registry.models import Appointment, CiiEntry, Organisation, Person, Region
from fulcrum.registry.services import agreements, packs, people
from fulcrum.registry.services.appointments import DEMONSTRATION_PACK

YEARS = 4
"""So long a history the offices have."""
LEFT_FOR_DEMONSTRATION = "demo-hosp-"
"""The first hospital's head is left to the person of the demonstration who signs in as a head."""
PARTNERS = (
    (PartnerKind.FIRM, "Tidewise Advisers (demo)"),
    (PartnerKind.UNIVERSITY, "Ilmara Technical University (demo)"),
    (PartnerKind.VENDOR, "Saltline Networks (demo)"),
    (PartnerKind.AGENCY, "Ilmara Data Centre (demo)"),
)
OFFICE_SHARES = ((Role.HEAD, 1.0), (Role.CDIO, 0.6), (Role.INFORMATION_SECURITY_OFFICER, 0.35))


@dataclass(frozen=True)
class Size:
    """How large a world: about so many organisations and people."""

    organisations: int = 120
    people: int = 1_000


@transaction.atomic
def run(*, seed: int, size: Size, at: datetime) -> str:
    """Make the world if it is not there yet; returns one line on what was done."""
    if Organisation.objects.filter(pack=DEMONSTRATION_PACK).exists():
        return "register: the simulated country is there already"
    chance = Random(seed)  # noqa: S311 - a world that can be made again, no secret
    _load_country(chance, size, at)
    simulated_calendar.give_to_all(at)
    bodies = list(Organisation.objects.filter(pack=DEMONSTRATION_PACK).order_by("key"))
    held = _people_and_offices(chance, bodies, size, at)
    _partners(chance, bodies, at)
    _critical(chance, bodies, at)
    audit.record(
        "registry.simulated",
        bodies[0],
        by=None,
        at=at,
        seed=seed,
        organisations=len(bodies),
        appointments=held,
    )
    return f"register: {len(bodies)} simulated organisations, {held} appointments"


def demonstration_body() -> Organisation | None:
    """The organisation whose head is left to a person of the demonstration."""
    bodies = Organisation.objects.filter(pack=DEMONSTRATION_PACK, slug__startswith=LEFT_FOR_DEMONSTRATION)
    return bodies.order_by("key").first()


def _load_country(chance: Random, size: Size, at: datetime) -> None:
    real = Region.objects.exclude(pack=DEMONSTRATION_PACK).values_list("name_en", flat=True)
    made = invented_country.country(
        chance, size.organisations, taken=frozenset(name.lower() for name in real)
    )
    with tempfile.TemporaryDirectory() as folder:
        _write_pack(Path(folder), invented_country.rows(made, timezone.localdate(at).year), at)
        report = packs.load(Path(folder), by=None, at=at, dry_run=False)
    if not report.ok:
        raise ValueError(f"the simulated pack has faults: {report.errors[:3]}")


def _write_pack(folder: Path, files: dict[str, list[dict[str, str]]], at: datetime) -> None:
    south, west = invented_country.SOUTH, invented_country.WEST
    description = {
        "pack": DEMONSTRATION_PACK,
        "name": vars(COUNTRY),
        "version": "1",
        "date": timezone.localdate(at),
        "bounds": {"south": south - 1, "north": south + 5, "west": west - 1, "east": west + 5},
        "carried": [],
        "not_carried": [],
    }
    (folder / "pack.yaml").write_text(yaml.safe_dump(description, allow_unicode=True), encoding="utf-8")
    shipped = packs.SHIPPED
    for name, rows in files.items():
        with (shipped / name).open(encoding="utf-8", newline="") as like:
            columns = next(csv.reader(like))
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


def _people_and_offices(chance: Random, bodies: Sequence[Organisation], size: Size, at: datetime) -> int:
    """People enough for every post, each post with its holders of the last years; written in bulk."""
    posts = list(_posts(chance, bodies, size, timezone.localdate(at)))
    people_made = Person.objects.bulk_create(persons(chance, len(posts), at), batch_size=2000)
    rows = [
        Appointment(person=person, made_at=at, reach=Reach.ORGANISATION, basis="Simulated", **post)
        for person, post in zip(people_made, posts, strict=True)
    ]
    Appointment.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def _posts(
    chance: Random, bodies: Sequence[Organisation], size: Size, today: date
) -> Iterator[dict[str, object]]:
    """Offices with their successions first, then staff until there are people enough.

    In the organisation of the demonstration's head nobody else leads, and one office has been empty for weeks.
    """
    count, left = 0, demonstration_body()
    for body in bodies:
        for role, share in OFFICE_SHARES:
            if chance.random() > share or body == left:
                continue
            for post in _succession(chance, body, role, today):
                count += 1
                yield post
    if left is not None:
        begun = today - timedelta(days=700)
        gone = {"organisation": left, "manner": Manner.SUBSTANTIVE, "begins_on": begun}
        yield {**gone, "role": Role.CDIO, "until": today - timedelta(days=40)}
    while count < size.people:
        for body in bodies:
            begun = today - timedelta(days=chance.randrange(30, 365 * YEARS))
            yield {
                "organisation": body,
                "role": Role.PUBLIC_OFFICER,
                "manner": Manner.SUBSTANTIVE,
                "begins_on": begun,
            }
            count += 1


def _succession(chance: Random, body: Organisation, role: Role, today: date) -> Iterator[dict[str, object]]:
    """Holders one after the other, with gaps; of ten offices about one stands empty today and one is filled for now."""
    begins = today - timedelta(days=365 * YEARS + chance.randrange(200))
    while begins < today:
        ends = begins + timedelta(days=chance.randrange(400, 1100))
        post = {"organisation": body, "role": role, "manner": Manner.SUBSTANTIVE, "begins_on": begins}
        if ends >= today and chance.random() < 0.9:
            yield post
            return
        last = min(ends, today - timedelta(days=chance.randrange(5, 120)))
        if last <= begins:
            return
        yield {**post, "until": last}
        begins = last + timedelta(days=chance.randrange(1, 90))
        if begins >= today and chance.random() < 0.5:
            acting = {**post, "manner": Manner.ACTING, "begins_on": last + timedelta(days=1)}
            yield acting


def persons(chance: Random, number: int, at: datetime) -> Iterator[Person]:
    """Invented people, not stored yet."""
    given, family = names(chance, 2), names(chance, 4)
    firsts = [next(given) for _ in range(200)]
    for _ in range(number):
        first, last = chance.choice(firsts), next(family)
        person = Person(pack=DEMONSTRATION_PACK, added_at=at, **_person_names(first, last))
        people.derive(person)
        yield person


def _person_names(first: Invented, last: Invented) -> dict[str, str]:
    full, short = first.joined(last), first.initial.joined(last)
    return {
        "name_en": full.en, "name_si": full.si, "name_ta": full.ta,
        "initials_en": short.en, "initials_si": short.si, "initials_ta": short.ta,
        "email": f"{full.en.replace(' ', '.').lower()}@demo.fulcrum.invalid",
        "languages": "si ta en",
    }  # fmt: skip


def _partners(chance: Random, bodies: Sequence[Organisation], at: datetime) -> None:
    today = timezone.localdate(at)
    for number, (kind, name) in enumerate(PARTNERS, 1):
        partner = agreements.add_partner(
            kind=kind, names={"name_en": name}, pack=DEMONSTRATION_PACK, by=None, at=at
        )
        scope = agreements.Scope(
            reference=f"DEMO-{number:03}",
            purpose="Simulated",
            begins_on=today - timedelta(days=200 + 10 * number),
            until=today + timedelta(days=60 * number),
            reach=Reach.PORTFOLIO,
            organisation=chance.choice([body for body in bodies if body.kind == Kind.MINISTRY]),
        )
        agreements.make(partner, scope, by=None, at=at)


def _critical(chance: Random, bodies: Sequence[Organisation], at: datetime) -> None:
    """A dozen simulated organisations on the confidential register."""
    today = timezone.localdate(at)
    listed = chance.sample([body for body in bodies if body.kind in (Kind.MINISTRY, Kind.DEPARTMENT)], 12)
    CiiEntry.objects.bulk_create(
        CiiEntry(
            organisation=body,
            basis=CiiBasis.PROGRAMME,
            reference="Simulated",
            essential_service="Simulated service",
            begins_on=today - timedelta(days=chance.randrange(30, 700)),
            proposed_at=at,
        )
        for body in listed
    )
