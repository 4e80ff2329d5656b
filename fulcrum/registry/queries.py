"""Reads that join models: lists of organisations, and the facts of one organisation or region."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from fulcrum.registry.domain.codes import Kind, RegionLevel
from fulcrum.registry.models import IndicatorValue, Organisation, OrganisationEvent, PackLoad, Region, Source
from fulcrum.registry.models.organisation import OrganisationQuerySet
from fulcrum.registry.models.region import SIMULATED
from fulcrum.registry.search import MOST_GUESSES, guessed, holds_words, only_by_place

PAGE_SIZE = 50
LANGUAGES = ("si", "ta", "en")
SORTS = ("name", "kind", "district", "below")
NOT_STATED = "none"
"""Value of the filters province and district for bodies whose seat no source states."""
BEYOND_ALL_KEYS = "~"
"""Sorts behind every sort key, which is made of hex digits."""
HEAVY = ("name_text", "search_text", "sort_en", "sort_si", "sort_ta")


@dataclass(frozen=True)
class OrganisationFilters:
    """What a list of organisations is narrowed by, and where its page begins; empty means not narrowed.

    parent   slug of a body: only those below it, at any depth
    pack     SIMULATED for the fictitious country; otherwise only the real one is listed
    after    slug of the last row of the page before; `before` of the first row of the page behind
    """

    search: str = ""
    kind: str = ""
    tier: str = ""
    sector: str = ""
    province: str = ""
    district: str = ""
    parent: str = ""
    pack: str = ""
    sort: str = "name"
    after: str = ""
    before: str = ""

    def from_start(self, **changes: str) -> "OrganisationFilters":
        """The same list from its first page, or from the cursor given, with some filters changed."""
        return replace(self, **{"after": "", "before": "", **changes})


@dataclass(frozen=True)
class OrganisationPage:
    """One page of a list: its rows, how many the whole list has, and where the pages beside it begin."""

    rows: list[Organisation]
    total: int
    after: str
    before: str
    is_guess: bool
    """No word was found as it was typed; these are bodies with similar words."""


def organisations(
    filters: OrganisationFilters, language: str, *, user: Any = None, size: int = PAGE_SIZE
) -> OrganisationPage:
    """One page of organisations, in at most five statements however many there are.

    A cursor that names no organisation is taken as the start of the list. Where no words are found as typed, the page
    holds the bodies with the most similar words, best first, and has no other pages.
    """
    narrowed = _narrowed(filters, user)
    found = narrowed.filter(holds_words(filters.search))
    total = found.count()
    if not total and filters.search:
        guesses = list(
            guessed(narrowed, filters.search)
            .select_related("parent", "district")
            .defer(*HEAVY)[:MOST_GUESSES]
        )
        return OrganisationPage(guesses, len(guesses), after="", before="", is_guess=bool(guesses))
    order = _order(filters, language)
    rows, has_before, has_after = _slice(
        _with_order(found, filters, language), filters, order, language, size
    )
    return OrganisationPage(
        rows=rows,
        total=total,
        after=rows[-1].slug if rows and has_after else "",
        before=rows[0].slug if rows and has_before else "",
        is_guess=False,
    )


def all_organisations(
    filters: OrganisationFilters, language: str, *, user: Any = None
) -> QuerySet[Organisation]:
    """Every organisation of a list in its order, with what an export tells of each."""
    narrowed = _narrowed(filters, user)
    found = narrowed.filter(holds_words(filters.search))
    ordered = _with_order(found, filters, language).order_by(*_order_by(_order(filters, language)))
    return ordered.select_related("parent", "district", "region", "province", "source").defer(*HEAVY)


def _narrowed(filters: OrganisationFilters, user: Any) -> OrganisationQuerySet:
    found = Organisation.objects.visible_to(user)
    wanted = {"kind": filters.kind, "tier": filters.tier, "sector": filters.sector}
    found = found.filter(**{field: value for field, value in wanted.items() if value})
    for field, value in (("province", filters.province), ("district", filters.district)):
        if value == NOT_STATED:
            found = found.filter(**{f"{field}__isnull": True})
        elif value:
            found = found.filter(**{field: value})
    if filters.parent:
        above = Organisation.objects.filter(slug=filters.parent).only("path").first()
        return found.filter(path__startswith=above.path).exclude(pk=above.pk) if above else found.none()
    return found.filter(pack=SIMULATED) if filters.pack == SIMULATED else found.of_country()


Order = tuple[tuple[str, bool], ...]
"""Columns to sort by, each with whether it falls; the last one is unique."""


def _order(filters: OrganisationFilters, language: str) -> Order:
    """Of a search by name the bodies that hold all words in their own name come first."""
    by_name = ((f"sort_{_known(language)}", False), ("key", False))
    first: dict[str, Order] = {
        "kind": (("kind_rank", False),),
        "district": (("seat_key", False),),
        "below": (("bodies_below", True),),
        "name": (("only_by_place", False),) if filters.search else (),
    }
    return (*first.get(filters.sort, ()), *by_name)


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


def _with_order(
    bodies: QuerySet[Organisation], filters: OrganisationFilters, language: str
) -> QuerySet[Organisation]:
    """Annotate the columns that only sorting needs."""
    return bodies.annotate(
        kind_rank=Case(
            *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(Kind)),
            default=Value(len(Kind)),
            output_field=IntegerField(),
        ),
        seat_key=Coalesce(
            F(f"district__sort_{_known(language)}"),
            Value(BEYOND_ALL_KEYS),
            output_field=CharField(db_collation="C"),
        ),
        only_by_place=only_by_place(filters.search),
    )


def _order_by(order: Order, *, backwards: bool = False) -> list[str]:
    return [f"-{column}" if falls != backwards else column for column, falls in order]


def _slice(
    bodies: QuerySet[Organisation], filters: OrganisationFilters, order: Order, language: str, size: int
) -> tuple[list[Organisation], bool, bool]:
    """Rows of one page, and whether there are rows before and after it."""
    backwards = bool(filters.before)
    anchor = _anchor(filters, order, language)
    if anchor is None:
        backwards = False
    else:
        bodies = bodies.filter(_beyond(order, anchor, backwards=backwards))
    ordered = bodies.order_by(*_order_by(order, backwards=backwards)).select_related("parent", "district")
    rows = list(ordered.defer(*HEAVY, *(f"parent__{column}" for column in HEAVY))[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    if backwards:
        return rows[::-1], has_more, True
    return rows, anchor is not None, has_more


def _anchor(filters: OrganisationFilters, order: Order, language: str) -> Mapping[str, Any] | None:
    slug = filters.before or filters.after
    if not slug:
        return None
    rows = _with_order(Organisation.objects.filter(slug=slug), filters, language).order_by("key")
    return next(iter(rows.values(*(column for column, _ in order))), None)


def _beyond(order: Order, anchor: Mapping[str, Any], *, backwards: bool) -> Q:
    """Rows that come after the anchor in this order, or before it when going backwards."""
    beyond, same = Q(), Q()
    for column, falls in order:
        comparison = "lt" if falls != backwards else "gt"
        beyond |= same & Q(**{f"{column}__{comparison}": anchor[column]})
        same &= Q(**{column: anchor[column]})
    return beyond


def organisation(slug: str, *, user: Any = None) -> Organisation | None:
    """One organisation with what its page tells of it."""
    bodies = Organisation.objects.visible_to(user).select_related(
        "parent",
        "district",
        "region__parent",
        "region__source",
        "region__outline_source",
        "province",
        "source",
    )
    return bodies.filter(slug=slug).first()


def ancestors(body: Organisation) -> list[Organisation]:
    """The bodies above, the topmost first."""
    found = Organisation.objects.in_bulk(list(body.ancestor_keys))
    return [found[key] for key in body.ancestor_keys if key in found]


def children(body: Organisation, language: str) -> QuerySet[Organisation]:
    """The bodies directly below, by name."""
    return body.children.order_by(f"sort_{_known(language)}", "key").defer(*HEAVY)


def count_by_district(user: Any = None) -> dict[str, int]:
    """Number of organisations with a seat in each district; the key "" counts those whose seat is not stated."""
    bodies = Organisation.objects.visible_to(user).of_country()
    rows = bodies.order_by().values_list("district").annotate(Count("key"))
    return {str(code or ""): count for code, count in rows}


def count_in_district(district: str, user: Any = None) -> int:
    """Number of organisations with a seat in one district."""
    return Organisation.objects.visible_to(user).filter(district=district).count()


def count_by_kind(district: str, user: Any = None) -> dict[str, int]:
    """Number of organisations with a seat in one district, by kind, in the order of kinds."""
    bodies = Organisation.objects.visible_to(user).filter(district=district).order_by()
    counts = dict(bodies.values_list("kind").annotate(Count("key")))
    return {str(kind): counts[kind] for kind in Kind if kind in counts}


def latest_figures(
    regions: Iterable[str | None], indicators: list[str] | None = None
) -> list[IndicatorValue]:
    """The newest figure of each indicator for each region (None is the country), by indicator."""
    regions = list(regions)
    wanted = Q(region__in=[code for code in regions if code])
    if None in regions:
        wanted |= Q(region__isnull=True)
    rows = IndicatorValue.objects.filter(wanted).select_related("source")
    if indicators is not None:
        rows = rows.filter(indicator__in=indicators)
    newest = rows.order_by("indicator", "region_id", "-year", "-period").distinct("indicator", "region_id")
    return list(newest)


def districts(language: str) -> list[Region]:
    """All districts by name, with their province."""
    return list(Region.objects.districts().in_order(_known(language)).select_related("parent"))


def divisions(district: Region, language: str) -> list[Region]:
    """The divisions of one district by name."""
    return list(Region.objects.divisions().filter(parent=district).in_order(_known(language)))


def divisional_secretariats(district: Region, user: Any = None) -> dict[str, Organisation]:
    """The secretariats with a seat in one district, by the code of the division they serve."""
    bodies = Organisation.objects.visible_to(user).filter(
        kind=Kind.DIVISIONAL_SECRETARIAT, district=district, region__isnull=False
    )
    return {str(body.region_id): body for body in bodies.defer(*HEAVY)}


def provinces_and_districts(language: str) -> list[Region]:
    """The regions that a list can be narrowed by, by name."""
    regions = Region.objects.of_country().exclude(level=RegionLevel.DIVISION).in_order(_known(language))
    return list(regions.only("code", "level", "name_en", "name_si", "name_ta"))


def regions_of(pack: str, language: str) -> list[Region]:
    """Every region of one country by name: provinces, districts, divisions."""
    regions = Region.objects.filter(pack=pack).in_order(_known(language))
    return list(regions.only("code", "level", "name_en", "name_si", "name_ta"))


def has_open_children(body: Organisation) -> bool:
    """Whether anything that is not closed stands directly below it."""
    return body.children.filter(closed_on__isnull=True).exists()


def event(pk: int, *, user: Any) -> OrganisationEvent | None:
    """One event of the history of an organisation that the reader may see."""
    events = OrganisationEvent.objects.visible_to(user)
    return events.select_related("organisation").filter(pk=pk).first()


def latest_loads(most: int) -> list[PackLoad]:
    """What was loaded last, newest first, with who did it."""
    return list(PackLoad.objects.newest_first().select_related("by")[:most])


def sources_by_code(codes: Iterable[str]) -> dict[str, Source]:
    return Source.objects.in_bulk(sorted(set(codes)))


def source_titles() -> dict[str, str]:
    """What a link to each source says, by the source's code."""
    return {source.code: source.shown_title for source in Source.objects.only("code", "title", "short_title")}


def sources() -> list[Source]:
    """Every source, with the number of organisations and of figures that rest on it."""

    def counted(model: type[Organisation] | type[IndicatorValue]) -> Coalesce:
        rows = model._default_manager.filter(source=OuterRef("pk")).order_by().values("source")
        return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)

    return list(
        Source.objects.annotate(
            organisation_count=counted(Organisation), figure_count=counted(IndicatorValue)
        )
    )
