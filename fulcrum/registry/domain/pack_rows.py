"""The files of a country pack: their columns, and the rules that join them.

`check_pack` takes the bytes of all files and returns either rows that fit together or every error found. It knows no
database: what is stored already comes in as `Stored` and `Known`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fulcrum.registry.domain import cells, references
from fulcrum.registry.domain.cells import coordinate, name, number, one_of, text, whole
from fulcrum.registry.domain.codes import (
    FactBasis,
    IndicatorCode,
    Kind,
    LicenceState,
    NameBasis,
    RegionLevel,
    Sector,
    Statistic,
    Subkind,
    Tier,
)
from fulcrum.registry.domain.references import Known, Stored
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.domain.tables import Column, Row, TableSpec, read_table

SOURCES, REGIONS, ORGANISATIONS, INDICATORS = (
    "sources.csv",
    "regions.csv",
    "organisations.csv",
    "indicators.csv",
)
FILES = (SOURCES, REGIONS, ORGANISATIONS, INDICATORS)


@dataclass(frozen=True)
class Bounds:
    """The box, in degrees, inside which every coordinate of the country lies."""

    south: float
    north: float
    west: float
    east: float


@dataclass
class PackRows:
    """The rows of a pack after all checks."""

    sources: list[Row] = field(default_factory=list)
    regions: list[Row] = field(default_factory=list)
    organisations: list[Row] = field(default_factory=list)
    indicators: list[Row] = field(default_factory=list)


SOURCE_COLUMNS = (
    Column("code", cells.code(30), required=True),
    Column("publisher", text(200), required=True),
    Column("title", text(300), required=True),
    Column("short_title", text(60), optional=True),
    Column("read_at", text(300), required=True),
    Column("year", cells.year),
    Column("licence", text(200), required=True),
    Column("licence_state", one_of(LicenceState), required=True),
)

ORGANISATION_COLUMNS = (
    Column("key", whole(1, cells.LARGEST_KEY), required=True),
    Column("id", cells.slug, required=True),
    Column("name_en", name("en", 300), required=True),
    Column("name_si", name("si", 300)),
    Column("name_ta", name("ta", 300)),
    Column("si_basis", one_of(NameBasis)),
    Column("ta_basis", one_of(NameBasis)),
    Column("kind", one_of(Kind), required=True),
    Column("subkind", one_of(Subkind)),
    Column("tier", one_of(Tier), required=True),
    Column("parent_id", text(120)),
    Column("parent_basis", one_of(FactBasis)),
    Column("sector", one_of(Sector), required=True),
    Column("district_code", text(12)),
    Column("district_basis", one_of(FactBasis)),
    Column("region_code", text(12)),
    Column("official_code", cells.code(30)),
    Column("website", cells.website),
    Column("source", text(30), required=True),
    Column("source_year", cells.year),
    Column("note", text(300)),
    Column("opened_on", cells.day, optional=True),
    Column("closed_on", cells.day, optional=True),
)

INDICATOR_COLUMNS = (
    Column("region_code", text(12)),
    Column("indicator", one_of(IndicatorCode), required=True),
    Column("value", number(0, 10_000_000_000, decimals=4), required=True),
    Column("unit", text(40), required=True),
    Column("year", cells.year, required=True),
    Column("period", cells.period, required=True),
    Column("statistic", one_of(Statistic), required=True),
    Column("source", text(30), required=True),
    Column("note", text(300)),
)


def region_columns(bounds: Bounds) -> tuple[Column, ...]:
    return (
        Column("code", cells.code(12), required=True),
        Column("level", one_of(RegionLevel), required=True),
        Column("parent_code", text(12)),
        Column("iso_3166_2", cells.code(10)),
        Column("cod_ab_pcode", cells.code(12)),
        Column("name_en", name("en", 80), required=True),
        Column("name_si", name("si", 80)),
        Column("name_ta", name("ta", 80)),
        Column("si_basis", one_of(NameBasis)),
        Column("ta_basis", one_of(NameBasis)),
        Column("population", whole(0, 2_000_000_000)),
        Column("population_year", cells.year),
        Column("area_km2", number(0, 10_000_000, decimals=2)),
        Column("lat", coordinate(bounds.south, bounds.north), required=True),
        Column("lon", coordinate(bounds.west, bounds.east), required=True),
        Column("gn_divisions", whole(0, 10_000_000)),
        Column("source", text(30), required=True),
        Column("outline_source", text(30), required=True),
        Column("note", text(300)),
    )


def check_pack(
    files: Mapping[str, bytes], bounds: Bounds, errors: ErrorList, stored: Stored | None = None
) -> PackRows:
    """Read and join all four files of a pack; `errors` holds what is wrong, and then nothing may be stored.

    stored   what the register holds already and the pack must not take over; None for an empty register
    """
    for file in FILES:
        if file not in files:
            errors.add(file, 0, "", "", "file_missing")
    if errors:
        return PackRows()
    rows = PackRows(
        sources=read_table(TableSpec(SOURCES, SOURCE_COLUMNS), files[SOURCES], errors),
        regions=read_table(TableSpec(REGIONS, region_columns(bounds)), files[REGIONS], errors),
        organisations=read_table(
            TableSpec(ORGANISATIONS, ORGANISATION_COLUMNS), files[ORGANISATIONS], errors
        ),
        indicators=read_table(TableSpec(INDICATORS, INDICATOR_COLUMNS), files[INDICATORS], errors),
    )
    known = Known(
        sources={row.text("code") for row in rows.sources},
        region_levels={row.text("code"): row.text("level") for row in rows.regions},
        region_parents={row.text("code"): row.text("parent_code") for row in rows.regions},
        stored=stored or Stored(),
    )
    references.check_sources(SOURCES, rows.sources, errors)
    references.check_regions(REGIONS, rows.regions, known, errors)
    references.check_organisations(ORGANISATIONS, rows.organisations, known, errors)
    references.check_indicators(INDICATORS, rows.indicators, known, errors)
    return rows
