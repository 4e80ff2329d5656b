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
from fulcrum.registry.timeline import Recorded


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


def organisation_facts(body: Organisation, recorded: Mapping[str, Recorded] | None = None) -> list[Fact]:
    """Names, kind, field of work, codes, website and days of an organisation, with where each comes from.

    recorded   columns that were changed here: their source is the document named then, not that of the pack
    """
    told = _Facts(body, recorded or {})
    facts = [
        told.name(_("Name in Sinhala"), "si"),
        told.name(_("Name in Tamil"), "ta"),
        told.fact(_("Name in English"), body.name_en, "name_en", lang="en"),
        told.fact(_("Kind"), kind_text(body), "kind", "subkind"),
        told.fact(_("Level"), labels.of("tier", body.tier), "tier"),
        told.sector(),
    ]
    if body.official_code:
        facts.append(told.fact(_("Official code"), body.official_code, "official_code"))
    if body.website:
        shown = body.website.split("//", 1)[-1].rstrip("/")
        facts.append(told.fact(_("Website"), shown, "website", lang="en", href=body.website))
    if body.opened_on:
        facts.append(Fact(_("Open from"), day(body.opened_on), marks=told.marks("opened_on")))
    if body.closed_on:
        facts.append(Fact(_("Closed from"), day(body.closed_on), marks=told.marks("closed_on")))
    return facts


class _Facts:
    """Makes the lines of one organisation."""

    def __init__(self, body: Organisation, recorded: Mapping[str, Recorded]) -> None:
        self.body, self.recorded = body, recorded
        self.sources = queries.sources_by_code(NAME_SOURCES.values())

    def marks(self, *columns: str) -> tuple[Mark, ...]:
        """The mark of a fact that was changed here."""
        found = next((self.recorded[column] for column in columns if column in self.recorded), None)
        if found is None:
            return ()
        meaning = _("Recorded here on %(day)s. Source: %(source)s")
        return (Mark(_("recorded"), meaning % {"day": day(found.on), "source": found.source_text}),)

    def fact(self, label: str, value: str, *columns: str, lang: str = "", href: str = "") -> Fact:
        """A fact with the source of the pack, or with what was recorded here."""
        if marks := self.marks(*columns):
            return Fact(label, value, lang=lang, href=href, marks=marks)
        body = self.body
        return Fact(label, value, lang=lang, href=href, source=body.source, year=body.source_year)

    def sector(self) -> Fact:
        """The field of work, which no source states."""
        marks = self.marks("sector") or (_assigned_here(),)
        return Fact(_("Field of work"), labels.of("sector", self.body.sector), marks=marks)

    def name(self, label: str, language: str) -> Fact:
        """A local name with the mark of where it comes from."""
        name, basis = getattr(self.body, f"name_{language}"), getattr(self.body, f"{language}_basis")
        if not name:
            return Fact(label, _("not in our sources"))
        own = self.recorded.get(f"name_{language}") or self.recorded.get(f"{language}_basis")
        if own is not None and basis == NameBasis.REVIEWED:
            meaning = _("Read and accepted by a person on %(day)s. Source: %(source)s")
            mark = Mark(_("reviewed"), meaning % {"day": day(own.on), "source": own.source_text})
            return Fact(label, name, lang=language, marks=(mark,))
        source = next((self.sources.get(code) for each, code in NAME_SOURCES.items() if each == basis), None)
        year = source.year if source else None
        return Fact(label, name, lang=language, marks=name_marks(basis), source=source, year=year)


def kind_text(body: Organisation) -> str:
    """The kind, or the finer class where there is one."""
    return labels.of("subkind", body.subkind) if body.subkind else labels.of("kind", body.kind)


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
