"""The directory: members of units and CDIOs, by district, post or role, language and kind of organisation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from fulcrum.registry.domain.roles import Role
from fulcrum.registry.models import Appointment, Person, Region
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.search import holds_words
from fulcrum.units.domain.blueprint import Names
from fulcrum.units.member_reads import names_of
from fulcrum.units.models import BlueprintVersion, Holding
from fulcrum.units.services import blueprints

PAGE_SIZE = 50


@dataclass(frozen=True)
class DirectoryFilters:
    """What the directory is narrowed by. role: code of a post, or `cdio`; after: key of the last person before."""

    search: str = ""
    district: str = ""
    role: str = ""
    language: str = ""
    kind: str = ""
    after: str = ""

    def from_start(self, **changes: str) -> "DirectoryFilters":
        """The same list from its first page, with some filters changed."""
        return replace(self, **{"after": "", **changes})


@dataclass(frozen=True)
class DirectoryPage:
    """One page of people with `in_posts` and `cdio_at`, the names of their posts, and the key where the next begins."""

    rows: Sequence[Person]
    total: int
    after: str
    post_names: dict[tuple[int, str], Names]


def holdings(filters: DirectoryFilters, *, user: Any, on: date) -> QuerySet[Holding]:
    """Posts held today that the filters leave; none if a role of the register is asked for."""
    rows = Holding.objects.in_force(on).filter(
        _at("post__unit__organisation__", filters, user), post__unit__closed_on__isnull=True
    )
    if filters.role == Role.CDIO:
        return rows.none()
    return rows.filter(post__code=filters.role) if filters.role else rows


def cdios(filters: DirectoryFilters, *, user: Any, on: date) -> QuerySet[Appointment]:
    """Appointments as CDIO in force today that the filters leave; none if a post is asked for."""
    rows = Appointment.objects.in_force(on).filter(_at("organisation__", filters, user), role=Role.CDIO)
    return rows if filters.role in ("", Role.CDIO) else rows.none()


def _at(prefix: str, filters: DirectoryFilters, user: Any) -> Q:
    """A condition on the organisation. A person of the demonstration is shown the simulated country only."""
    condition = Q()
    if getattr(user, "is_demonstration", False):
        condition &= Q(**{f"{prefix}pack": SIMULATED})
    if filters.district:
        served = Q(**{f"{prefix}region__code__startswith": filters.district})
        condition &= served | Q(**{f"{prefix}district": filters.district})
    if filters.kind:
        condition &= Q(**{f"{prefix}kind": filters.kind})
    return condition


def people(filters: DirectoryFilters, *, user: Any, on: date) -> QuerySet[Person]:
    """Everybody whom the filters leave."""
    in_posts = holdings(filters, user=user, on=on).values("person")
    at_bodies = cdios(filters, user=user, on=on).values("person")
    found = Person.objects.filter(Q(pk__in=in_posts) | Q(pk__in=at_bodies)).filter(
        holds_words(filters.search)
    )
    return found.filter(languages__contains=filters.language) if filters.language else found


def _with_places(found: QuerySet[Person], *, user: Any, on: date) -> QuerySet[Person]:
    """The same with everything that each holds, whatever was filtered by."""
    everything = DirectoryFilters()
    in_posts = holdings(everything, user=user, on=on).select_related("post__unit__organisation__district")
    at_bodies = cdios(everything, user=user, on=on).select_related("organisation__district")
    return found.prefetch_related(
        Prefetch("holdings", in_posts.order_by("post__unit__number", "pk"), "in_posts"),
        Prefetch("appointments", at_bodies.order_by("organisation__sort_en", "pk"), "cdio_at"),
    )


def page(filters: DirectoryFilters, language: str, *, user: Any, on: date) -> DirectoryPage:
    """One page, in six statements however many there are."""
    found = people(filters, user=user, on=on)
    total = found.count()
    sort = f"sort_{language}"
    last = Person.objects.filter(pk=filters.after or 0).values_list(sort, flat=True).first()
    if last is not None:
        found = found.filter(Q(**{f"{sort}__gt": last}) | Q(**{sort: last}, pk__gt=filters.after))
    rows = list(_with_places(found, user=user, on=on).order_by(sort, "pk")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    after = str(shown[-1].pk) if len(rows) > PAGE_SIZE else ""
    return DirectoryPage(shown, total, after, _names(shown))


def _names(rows: Sequence[Any]) -> dict[tuple[int, str], Names]:
    """What the posts on this page are called, each by the model of its unit."""
    wanted = {(held.post.unit.blueprint_id, held.post.code) for row in rows for held in row.in_posts}
    models = BlueprintVersion.objects.in_bulk({key for key, _code in wanted})
    return {(key, code): names_of(blueprints.read(models[key]), code) for key, code in wanted}


def post_codes(*, user: Any, on: date) -> list[str]:
    """Every code of a post in which the directory has somebody."""
    rows = holdings(DirectoryFilters(), user=user, on=on).order_by("post__code")
    return list(rows.values_list("post__code", flat=True).distinct())


def districts(language: str) -> QuerySet[Region]:
    """The districts to choose from, the real country's."""
    return Region.objects.districts().in_order(language)


COLUMNS = (
    "name_en", "name_si", "name_ta", "languages", "email", "phone", "role", "manner", "unit", "organisation",
    "organisation_id", "kind", "district", "begins_on", "until", "simulated",
)  # fmt: skip


def lines(filters: DirectoryFilters, *, user: Any, on: date) -> Iterator[list[str]]:
    """One line for every post and every office of a CDIO of everybody whom the filters leave."""
    for person in _with_places(people(filters, user=user, on=on), user=user, on=on).order_by("sort_en", "pk"):
        who = [
            person.name_en, person.name_si, person.name_ta, person.languages, person.email, person.phone
        ]  # fmt: skip
        for held in person.in_posts:  # type: ignore[attr-defined]
            unit = held.post.unit
            yield [*who, held.post.code, held.manner, str(unit.number), *_where(unit.organisation, held)]
        for office in person.cdio_at:  # type: ignore[attr-defined]
            yield [*who, office.role, office.manner, "", *_where(office.organisation, office)]


def _where(body: Any, held: Any) -> list[str]:
    return [
        body.name_en,
        body.slug,
        body.kind,
        body.district.name_en if body.district else "",
        held.begins_on.isoformat(),
        held.until.isoformat() if held.until else "",
        "simulated" if body.is_simulated else "",
    ]
