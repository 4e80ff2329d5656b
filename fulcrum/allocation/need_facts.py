"""Reads one register into the need model's facts, in four queries however many organisations there are.

The register of the real country and that of the simulated one have nothing in common: no organisation, no region, no
figure. The simulated country publishes no figure of its own; its is worked out from its provinces.
"""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from fulcrum.allocation.domain.facts import (
    COUNTRY,
    Atlas,
    Facts,
    Figure,
    OrganisationFacts,
    RegionFacts,
)
from fulcrum.allocation.domain.whole_country import whole
from fulcrum.registry.domain import invented_country
from fulcrum.registry.models import IndicatorValue, Organisation, Region
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED

LOCAL_AUTHORITIES = frozenset({"municipal_council", "urban_council", "pradeshiya_sabha"})


SIMULATED_COUNTRY = "IL"

RegionFigures = dict[tuple[str, int], Figure]


def read(day: date, pack: str = COUNTRY_PACK) -> Facts:
    """The register of `pack` as it is for `day`, organisations in order of key, regions in order of code."""
    organisations = list(Organisation.objects.filter(pack=pack).order_by("key"))
    is_open = set(Organisation.objects.filter(pack=pack).open_on(day).values_list("key", flat=True))
    by_key = {organisation.key: organisation for organisation in organisations}
    below = _bodies_below(organisations, is_open)
    peers = Counter(_peer_class(each) for each in organisations if each.key in is_open)
    return Facts(
        organisations=tuple(
            _organisation(each, by_key, each.key in is_open, below[each.key], peers[_peer_class(each)])
            for each in organisations
        ),
        atlas=Atlas(_regions(pack)),
    )


def _organisation(
    organisation: Organisation, by_key: dict[int, Organisation], is_open: bool, below: int, peers: int
) -> OrganisationFacts:
    above = [key for key in organisation.ancestor_keys if key in by_key]
    parent = by_key[above[-1]] if above else None
    return OrganisationFacts(
        slug=organisation.slug,
        name=organisation.name_en,
        kind=str(organisation.kind),
        subkind=str(organisation.subkind),
        tier=str(organisation.tier),
        sector=str(organisation.sector),
        parent=parent.slug if parent else "",
        parent_kind=str(parent.kind) if parent else "",
        portfolio=by_key[above[0]].slug if above else organisation.slug,
        region=organisation.region_id or "",
        district=organisation.district_id or "",
        source=organisation.source_id,
        source_year=organisation.source_year,
        is_closed=not is_open,
        supervised=below,
        peers=max(1, peers) if organisation.district_id else 1,
    )


def _bodies_below(organisations: list[Organisation], is_open: set[int]) -> Counter[int]:
    below: Counter[int] = Counter()
    for organisation in organisations:
        if organisation.key in is_open:
            below.update(organisation.ancestor_keys)
    return below


def _peer_class(organisation: Organisation) -> tuple[str, str, str]:
    """Bodies that divide a district among themselves; the three kinds of local authority do so together."""
    kind = "local_authority" if organisation.kind in LOCAL_AUTHORITIES else str(organisation.kind)
    return (kind, str(organisation.subkind), organisation.district_id or "")


def _regions(pack: str) -> tuple[RegionFacts, ...]:
    figures = _figures(pack)
    country = SIMULATED_COUNTRY if pack == SIMULATED else COUNTRY
    regions = tuple(
        RegionFacts(
            code=region.code,
            level=str(region.level),
            parent=region.parent_id or country,
            name=region.name_en,
            figures=figures[region.code],
        )
        for region in Region.objects.filter(pack=pack).order_by("code")
    )
    return (_country(pack, regions, figures[""]), *regions)


def _country(pack: str, regions: tuple[RegionFacts, ...], own: RegionFigures) -> RegionFacts:
    if pack != SIMULATED:
        return RegionFacts(COUNTRY, "country", "", "Sri Lanka", own)
    provinces = [region for region in regions if region.level == "province"]
    name = invented_country.COUNTRY.en
    return RegionFacts(SIMULATED_COUNTRY, "country", "", name, {**whole(provinces), **own})


def _figures(pack: str) -> defaultdict[str, RegionFigures]:
    """Figures by region ("" is the country), then by indicator and year; those of a whole year go first."""
    found: defaultdict[str, RegionFigures] = defaultdict(dict)
    rows = IndicatorValue.objects.filter(pack=pack)
    for row in rows.order_by("region_id", "indicator", "year", "period", "source_id"):
        code, key = row.region_id or "", (str(row.indicator), row.year)
        if key not in found[code] or row.period == str(row.year):
            found[code][key] = Figure(
                _plain(row.value), row.unit, row.year, row.source_id, str(row.statistic)
            )
    return found


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that the column's four places add."""
    return Decimal(f"{value.normalize():f}")
