"""What the register holds already, as the checks of an import ask for it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from fulcrum.registry import access
from fulcrum.registry.domain.cells import Read
from fulcrum.registry.domain.codes import RegionLevel
from fulcrum.registry.domain.import_organisations import KnownBodies
from fulcrum.registry.domain.import_people import AgreementFacts, KnownPeople
from fulcrum.registry.domain.import_rows import Lookup
from fulcrum.registry.models import Agreement, Organisation, Person, Region, Source
from fulcrum.registry.services import stored

MARK = """
SELECT concat_ws(' ',
    (SELECT coalesce(bit_xor(hashtextextended(concat_ws('|', key, slug, parent_key, pack, opened_on, closed_on), 0)), 0)
     FROM registry_organisation),
    (SELECT coalesce(bit_xor(hashtextextended(concat_ws('|', id, reference, begins_on, until), 0)), 0)
     FROM registry_agreement))
"""


def mark() -> str:
    """The same as long as nothing changed that rows of a file may point to or must fit into."""
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        row = cursor.fetchone()
    assert row is not None
    return str(row[0])


def bodies(pack: str) -> Lookup:
    """Organisations by their id, or by a name that only one has."""
    rows = Organisation.objects.filter(pack=pack).values_list("slug", "name_en", "name_si", "name_ta")
    return _by_names(rows, "organisation_unknown", "organisation_ambiguous")


def regions(pack: str, *levels: RegionLevel) -> Lookup:
    """Regions by their code, or by a name that only one of these levels has."""
    rows = Region.objects.filter(pack=pack).values_list("code", "name_en", "name_si", "name_ta")
    if levels:
        rows = rows.filter(level__in=levels)
    only_districts = levels == (RegionLevel.DISTRICT,)
    return _by_names(rows, "district_unknown" if only_districts else "region_unknown", "region_ambiguous")


def readers(pack: str) -> dict[str, Read]:
    """Readers of the cells that name a row of the register."""
    titles = Source.objects.values_list("code", "title", "short_title")
    return {
        "organisation": bodies(pack),
        "district_code": regions(pack, RegionLevel.DISTRICT),
        "region_code": regions(pack),
        "region": regions(pack),
        "source": _by_names(titles, "source_unknown", "source_ambiguous"),
    }


def organisations(pack: str) -> KnownBodies:
    """What a file of organisations may point to, and by what its rows are known again."""
    rows = Organisation.objects.filter(pack=pack).values_list("slug", "name_en")
    names = _by_names(rows, "organisation_unknown", "organisation_ambiguous").names
    return KnownBodies(names, bodies(pack).names, stored.known(pack))


def people(pack: str) -> KnownPeople:
    """What a file of people may point to."""
    emails: dict[str, int | None] = {}
    names: dict[str, list[tuple[int, bool]]] = {}
    numbers = []
    for number, name, email in Person.objects.filter(pack=pack).values_list("pk", "name_en", "email"):
        numbers.append(number)
        names.setdefault(name, []).append((number, bool(email)))
        if email:
            emails[email.lower()] = None if email.lower() in emails else number
    return KnownPeople(
        numbers=frozenset(numbers),
        emails=emails,
        names={name: _the_one(several) for name, several in names.items()},
        bodies=dict(Organisation.objects.filter(pack=pack).values_list("slug", "key")),
        agreements={row.reference: _facts(row) for row in Agreement.objects.select_related("organisation")},
    )


def _the_one(several: list[tuple[int, bool]]) -> int | None:
    """Of people with one name the only one, or else the only one without an address: the others are told by theirs."""
    without = [number for number, has_email in several if not has_email]
    candidates = [number for number, _ in several] if len(several) == 1 else without
    return candidates[0] if len(candidates) == 1 else None


def _facts(row: Agreement) -> AgreementFacts:
    return AgreementFacts(row.pk, row.begins_on, row.until, _covers(row))


def _covers(row: Agreement) -> Callable[[str, str], bool]:
    scope = access.scope_of_placed(row)

    def covers(body: str, region: str) -> bool:
        if scope.everywhere:
            return True
        found = Organisation.objects.filter(slug=body).first() if body else None
        if found is not None:
            return scope.holds(access.place_of(found))
        return any(region.startswith(code) for code in scope.regions) if region else False

    return covers


def _by_names(rows: Iterable[tuple[Any, ...]], unknown: str, ambiguous: str) -> Lookup:
    return Lookup.of(((code, names) for code, *names in rows), unknown=unknown, ambiguous=ambiguous)
