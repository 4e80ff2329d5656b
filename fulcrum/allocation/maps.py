"""The places of a plan on the map of districts."""

from collections.abc import Mapping
from dataclasses import dataclass

from fulcrum.allocation.models import Plan
from fulcrum.allocation.queries import counts_by
from fulcrum.registry.domain.codes import RegionLevel
from fulcrum.registry.maps import MapFigures, MapView, district_map
from fulcrum.registry.models import Region

PEOPLE = 100_000
"""Districts are compared by places for so many people."""


@dataclass(frozen=True)
class Chosen:
    """A chosen organisation: as much of it as the map needs. sureness: how sure its place is."""

    pk: int
    region: Region | None
    district: Region | None
    sureness: str


def places_map(plan: Plan, regions: Mapping[str, Region]) -> MapView:
    """Every place as a dot, districts shaded by places for each 100,000 people; bodies without a seat are left out."""
    districts = [region for region in regions.values() if region.level == RegionLevel.DISTRICT]
    chosen = {count.value: count.chosen for count in counts_by(plan, "district") if count.value}
    per_people = {
        region.code: chosen.get(region.code, 0) * PEOPLE / region.population
        for region in districts
        if region.population
    }
    return district_map(
        MapFigures(
            per_people, lambda value: f"{value:.1f}", {code: str(number) for code, number in chosen.items()}
        ),
        sorted(districts, key=lambda region: region.code),
        organisations=_chosen(plan, regions),
        tone=lambda chosen: str(chosen.sureness),
        id="places",
    )


def _chosen(plan: Plan, regions: Mapping[str, Region]) -> list[Chosen]:
    divisions = (
        Region.objects.filter(level=RegionLevel.DIVISION).only("code", "level", "lat", "lon").in_bulk()
    )
    rows = plan.places.filter(is_chosen=True).values_list(
        "organisation_id", "organisation__region_id", "organisation__district_id", "sureness"
    )
    return [
        Chosen(key, divisions.get(region or ""), regions.get(district or ""), sureness)
        for key, region, district, sureness in rows
    ]
