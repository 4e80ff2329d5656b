"""The fictitious country of the demonstration: its regions and organisations as rows of a pack. Nothing of it is real."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from fulcrum.registry.domain.codes import Kind, NameBasis, RegionLevel, Sector, Tier
from fulcrum.registry.domain.invented_names import Invented, names

COUNTRY = Invented("Ilmara", "ඉල්මාරා", "இல்மாரா")
SOURCE = "S-DEMO"
FIRST_KEY = 900_000_001
"""Keys of simulated organisations lie far above those of any real pack."""
PROVINCES, DISTRICTS_EACH = 3, 3
WEST, SOUTH, STEP = -40.0, -30.0, 0.4
"""Its coordinates lie in the open sea."""

TOPICS: tuple[tuple[Invented, Sector], ...] = (
    (Invented("Health", "සෞඛ්‍ය", "சுகாதார"), Sector.HEALTH),
    (Invented("Education", "අධ්‍යාපන", "கல்வி"), Sector.EDUCATION),
    (Invented("Transport", "ප්‍රවාහන", "போக்குவரத்து"), Sector.ECONOMIC_AFFAIRS),
    (Invented("Agriculture", "කෘෂිකර්ම", "விவசாய"), Sector.ECONOMIC_AFFAIRS),
    (Invented("Finance", "මුදල්", "நிதி"), Sector.GENERAL_PUBLIC_SERVICES),
    (Invented("Justice", "අධිකරණ", "நீதி"), Sector.PUBLIC_ORDER_AND_SAFETY),
    (Invented("Energy", "බලශක්ති", "சக்தி"), Sector.ECONOMIC_AFFAIRS),
    (Invented("Water", "ජල", "நீர்"), Sector.HOUSING_AND_COMMUNITY),
    (Invented("Housing", "නිවාස", "வீடமைப்பு"), Sector.HOUSING_AND_COMMUNITY),
    (Invented("Fisheries", "ධීවර", "கடற்றொழில்"), Sector.ECONOMIC_AFFAIRS),
    (Invented("Culture", "සංස්කෘතික", "கலாசார"), Sector.RECREATION_CULTURE_RELIGION),
    (Invented("Labour", "කම්කරු", "தொழில்"), Sector.SOCIAL_PROTECTION),
)
WORDS: dict[Kind, Invented] = {
    Kind.MINISTRY: Invented("Ministry", "අමාත්‍යාංශය", "அமைச்சு"),
    Kind.DEPARTMENT: Invented("Department", "දෙපාර්තමේන්තුව", "திணைக்களம்"),
    Kind.DISTRICT_SECRETARIAT: Invented("District Secretariat", "දිස්ත්‍රික් ලේකම් කාර්යාලය", "மாவட்ட செயலகம்"),
    Kind.DIVISIONAL_SECRETARIAT: Invented("Divisional Secretariat", "ප්‍රාදේශීය ලේකම් කාර්යාලය", "பிரதேச செயலகம்"),
    Kind.HOSPITAL: Invented("Hospital", "රෝහල", "வைத்தியசாலை"),
    Kind.URBAN_COUNCIL: Invented("Urban Council", "නගර සභාව", "நகர சபை"),
}


@dataclass(frozen=True)
class Area:
    """One region: code, level, code of the region above."""

    code: str
    level: RegionLevel
    parent: str
    name: Invented
    lat: float
    lon: float


@dataclass(frozen=True)
class Body:
    """One organisation; `parent` is the id of another, `district` and `area` are codes."""

    id: str
    name: Invented
    kind: Kind
    tier: Tier
    sector: Sector
    parent: str = ""
    district: str = ""
    area: str = ""


@dataclass(frozen=True)
class Country:
    """Everything that the pack is made of."""

    areas: tuple[Area, ...]
    bodies: tuple[Body, ...]


def country(chance: Random, organisations: int, *, taken: frozenset[str]) -> Country:
    """A country of about so many organisations; `taken` are names of real places, which none of its own repeats."""
    in_districts = max(4, (organisations - len(TOPICS) * 3) // (PROVINCES * DISTRICTS_EACH * 3))
    areas = tuple(_areas(names(chance, 3, taken=taken), in_districts))
    return Country(areas, (*_central(), *_local(areas)))


def _areas(place: Iterator[Invented], divisions: int) -> Iterator[Area]:
    for p in range(1, PROVINCES + 1):
        lat, lon = SOUTH + p * STEP, WEST + p * STEP
        yield Area(f"IL-{p}", RegionLevel.PROVINCE, "", next(place), lat, lon)
        for d in range(1, DISTRICTS_EACH + 1):
            code = f"IL-{p}{d}"
            yield Area(code, RegionLevel.DISTRICT, f"IL-{p}", next(place), lat, lon + d * STEP / 10)
            for v in range(1, divisions + 1):
                at = lon + d * STEP / 10 + v * STEP / 1000
                yield Area(f"{code}{v:03}", RegionLevel.DIVISION, code, next(place), lat, round(at, 5))


def _central() -> Iterator[Body]:
    """A ministry for each topic, with two departments below."""
    for topic, sector in TOPICS:
        ministry = f"demo-min-{topic.en.lower()}"
        word = WORDS[Kind.MINISTRY]
        name = Invented(f"{COUNTRY.en} Ministry of {topic.en}", f"{COUNTRY.si} {topic.si} {word.si}", f"{COUNTRY.ta} {topic.ta} {word.ta}")  # fmt: skip
        yield Body(ministry, name, Kind.MINISTRY, Tier.NATIONAL, sector)
        for part in (Invented("Services", "සේවා", "சேவைகள்"), Invented("Planning", "සැලසුම්", "திட்டமிடல்")):
            word = WORDS[Kind.DEPARTMENT]
            name = Invented(
                f"{COUNTRY.en} Department of {topic.en} {part.en}",
                f"{COUNTRY.si} {topic.si} {part.si} {word.si}",
                f"{COUNTRY.ta} {topic.ta} {part.ta} {word.ta}",
            )
            yield Body(f"demo-dep-{topic.en.lower()}-{part.en.lower()}", name, Kind.DEPARTMENT, Tier.NATIONAL, sector, parent=ministry)  # fmt: skip


def _local(areas: Iterable[Area]) -> Iterator[Body]:
    """A secretariat for each district and division, and a hospital and a council for each division."""
    health = f"demo-min-{TOPICS[0][0].en.lower()}"
    for area in areas:
        stem = area.name.en.lower()
        if area.level is RegionLevel.DISTRICT:
            yield Body(f"demo-dsec-{stem}", _named(area, Kind.DISTRICT_SECRETARIAT), Kind.DISTRICT_SECRETARIAT, Tier.DISTRICT, Sector.GENERAL_PUBLIC_SERVICES, district=area.code, area=area.code)  # fmt: skip
        if area.level is RegionLevel.DIVISION:
            seat = {"district": area.parent, "area": area.code}
            yield Body(f"demo-divsec-{stem}", _named(area, Kind.DIVISIONAL_SECRETARIAT), Kind.DIVISIONAL_SECRETARIAT, Tier.DIVISIONAL, Sector.GENERAL_PUBLIC_SERVICES, **seat)  # fmt: skip
            yield Body(f"demo-hosp-{stem}", _named(area, Kind.HOSPITAL), Kind.HOSPITAL, Tier.PROVINCIAL, Sector.HEALTH, parent=health, **seat)  # fmt: skip
            yield Body(f"demo-uc-{stem}", _named(area, Kind.URBAN_COUNCIL), Kind.URBAN_COUNCIL, Tier.LOCAL, Sector.HOUSING_AND_COMMUNITY, **seat)  # fmt: skip


def _named(area: Area, kind: Kind) -> Invented:
    return area.name.joined(WORDS[kind])


def rows(made: Country, year: int) -> dict[str, list[dict[str, str]]]:
    """The files of the pack: rows by file, cells by column."""
    source = {
        "code": SOURCE, "publisher": "Nobody", "title": "Simulated: a country that does not exist",
        "short_title": "Simulated", "read_at": "fulcrum simulate", "year": str(year), "licence": "none needed",
        "licence_state": "verified",
    }  # fmt: skip
    return {
        "sources.csv": [source],
        "regions.csv": [_region_row(area, year) for area in made.areas],
        "organisations.csv": [_body_row(key, body, year) for key, body in enumerate(made.bodies, FIRST_KEY)],
        "indicators.csv": [
            _figure_row(area, year) for area in made.areas if area.level is RegionLevel.DISTRICT
        ],
    }


def _names_of(name: Invented) -> dict[str, str]:
    basis = NameBasis.COMPOSED.value
    return {"name_en": name.en, "name_si": name.si, "name_ta": name.ta, "si_basis": basis, "ta_basis": basis}


def _region_row(area: Area, year: int) -> dict[str, str]:
    return {
        "code": area.code, "level": area.level.value, "parent_code": area.parent, "iso_3166_2": "",
        "cod_ab_pcode": "", **_names_of(area.name), "population": "", "population_year": "", "area_km2": "",
        "lat": f"{area.lat:.5f}", "lon": f"{area.lon:.5f}", "gn_divisions": "", "source": SOURCE,
        "outline_source": SOURCE, "note": "Simulated",
    }  # fmt: skip


def _figure_row(area: Area, year: int) -> dict[str, str]:
    """People of a district: larger the further north, so that figures differ and can be told apart."""
    people = 100_000 + int((area.lat - SOUTH) * 50_000)
    return {
        "region_code": area.code, "indicator": "population", "value": str(people), "unit": "persons",
        "year": str(year), "period": str(year), "statistic": "derived", "source": SOURCE, "note": "Simulated",
    }  # fmt: skip


def _body_row(key: int, body: Body, year: int) -> dict[str, str]:
    stated = "source"
    return {
        "key": str(key), "id": body.id, **_names_of(body.name), "kind": body.kind.value, "subkind": "",
        "tier": body.tier.value, "parent_id": body.parent, "parent_basis": stated if body.parent else "",
        "sector": body.sector.value, "district_code": body.district,
        "district_basis": stated if body.district else "", "region_code": body.area, "official_code": "",
        "website": "", "source": SOURCE, "source_year": str(year), "note": "Simulated",
    }  # fmt: skip
