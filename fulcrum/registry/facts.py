"""What a page tells of an organisation or a region, each fact with its source, its year and its marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from fulcrum.foundation.web.templatetags.wording import day
from fulcrum.registry import labels, queries
from fulcrum.registry.domain.codes import NameBasis, Statistic
from fulcrum.registry.indicators import INDICATORS, Indicator, written
from fulcrum.registry.models import IndicatorValue, Organisation, Region, Source


@dataclass(frozen=True)
class Mark:
    """A short word beside a fact, and the sentence that explains it."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Fact:
    """One line: what, its value, the language of the value if it is not the page's, marks, source and year."""

    label: str
    value: str
    lang: str = ""
    href: str = ""
    marks: tuple[Mark, ...] = ()
    source: Source | None = None
    year: int | None = None


@dataclass(frozen=True)
class Figure:
    """One indicator of a region, with the same for the wider regions it lies in."""

    indicator: Indicator
    value: str
    period: str
    is_derived: bool
    note: str
    source: Source
    compared: tuple[str, ...]


NAME_SOURCES = {
    NameBasis.ELECTION_COMMISSION: "S-ECLK",
    NameBasis.ELECTION_COMMISSION_CORRECTED: "S-ECLK",
    NameBasis.ELECTION_COMMISSION_UNREVIEWED: "S-ECLK",
}
"""Sources of the names that were taken as they stand, or nearly; a composed name has none."""


def organisation_facts(body: Organisation) -> list[Fact]:
    """Names, kind, field of work, codes, website and days of an organisation, with where each comes from."""
    sources = queries.sources_by_code(NAME_SOURCES.values())
    facts = [
        _name_fact(_("Name in Sinhala"), body.name_si, "si", body.si_basis, sources),
        _name_fact(_("Name in Tamil"), body.name_ta, "ta", body.ta_basis, sources),
        Fact(_("Name in English"), body.name_en, lang="en", source=body.source, year=body.source_year),
        Fact(_("Kind"), kind_text(body), source=body.source, year=body.source_year),
        Fact(_("Level"), labels.of("tier", body.tier), source=body.source, year=body.source_year),
        Fact(_("Field of work"), labels.of("sector", body.sector), marks=(_assigned_here(),)),
    ]
    if body.official_code:
        facts.append(Fact(_("Official code"), body.official_code, source=body.source, year=body.source_year))
    if body.website:
        shown = body.website.split("//", 1)[-1].rstrip("/")
        facts.append(
            Fact(_("Website"), shown, href=body.website, source=body.source, year=body.source_year, lang="en")
        )
    if body.opened_on:
        facts.append(Fact(_("Open from"), day(body.opened_on)))
    if body.closed_on:
        facts.append(Fact(_("Closed from"), day(body.closed_on)))
    return facts


def kind_text(body: Organisation) -> str:
    """The kind, or the finer class where there is one."""
    return labels.of("subkind", body.subkind) if body.subkind else labels.of("kind", body.kind)


def _name_fact(label: str, name: str, language: str, basis: str, sources: Mapping[str, Source]) -> Fact:
    if not name:
        return Fact(label, _("not in our sources"))
    source = next((sources.get(code) for own, code in NAME_SOURCES.items() if own == basis), None)
    year = source.year if source else None
    return Fact(label, name, lang=language, marks=name_marks(basis), source=source, year=year)


def name_marks(basis: str) -> tuple[Mark, ...]:
    """The mark of a local name: always the basis, in words where it is not the name as its source writes it."""
    if not basis:
        return ()
    word = labels.NAME_MARKS.get(basis)
    return (Mark(str(word), str(labels.NAME_BASIS[basis])),) if word else ()


def own_name_mark(thing: Organisation | Region, language: str) -> Mark | None:
    """The mark of the name shown to a reader of this language, unless it is only composed, which lists leave out."""
    basis = getattr(thing, f"{language}_basis", "")
    if not basis or not getattr(thing, f"name_{language}", "") or basis == NameBasis.COMPOSED:
        return None
    marks = name_marks(basis)
    return marks[0] if marks else None


def basis_marks(basis: str) -> tuple[Mark, ...]:
    """The mark of a parent or a seat that the source does not state as of today."""
    word = labels.FACT_MARKS.get(basis)
    if not word:
        return ()
    meaning = {
        "inferred": _("Set by us from the name or the subject; the source does not state it."),
        "source-2024": _("Stated for the ministries of September 2024; it may have changed since."),
    }[basis]
    return (Mark(str(word), meaning),)


def _assigned_here() -> Mark:
    return Mark(
        _("assigned here"),
        _(
            "One field of the United Nations classification (COFOG) per organisation, assigned by rule; no source states it."
        ),
    )


def region_facts(region: Region) -> list[Fact]:
    """The first facts of a region."""
    facts = region_codes(region)[:1]
    if region.population is not None:
        facts.append(
            Fact(
                _("Population"),
                written("population", Decimal(region.population)),
                source=region.source,
                year=region.population_year,
            )
        )
    if region.area_km2 is not None:
        area = _("%(area)s km²") % {"area": written("area", region.area_km2)}
        facts.append(Fact(_("Area"), area, source=region.outline_source, year=region.outline_source.year))
    return facts


def region_codes(region: Region) -> list[Fact]:
    """The codes under which outside lists and maps know a region: two numberings that differ in the north."""
    codes = [Fact(_("Code of the Department of Census and Statistics"), region.code, source=region.source)]
    if region.iso_3166_2:
        codes.append(Fact(_("Code of ISO 3166-2"), region.iso_3166_2, source=region.outline_source))
    return codes


def figures(values: Iterable[IndicatorValue], region: str, wider: tuple[str | None, ...]) -> list[Figure]:
    """The figures of `region` in the order of the indicators, each beside those of the wider regions."""
    by_place = {(value.region_id, value.indicator): value for value in values}
    lines = []
    for code, indicator in INDICATORS.items():
        own = by_place.get((region, code))
        if own is None:
            continue
        compared = (by_place.get((place, code)) for place in wider)
        lines.append(
            Figure(
                indicator=indicator,
                value=written(code, own.value),
                period=own.period,
                is_derived=own.statistic == Statistic.DERIVED,
                note=own.note,
                source=own.source,
                compared=tuple(written(code, other.value) if other else "" for other in compared),
            )
        )
    return lines
