"""The places of a plan on the map of districts."""

from collections.abc import Mapping
from dataclasses import dataclass

from fulcrum.allocation.models import Plan
from fulcrum.allocation.queries import counts_by
from fulcrum.registry.domain.codes import RegionLevel
from fulcrum.registry.maps import MapFigures, MapView, district_map
from fulcrum.registry.models import Region


@dataclass(frozen=True)
class Chosen:
    """A chosen organisation: as much of it as the map needs. sureness: how sure its place is."""

    pk: int
    region: Region | None
    district: Region | None
    sureness: str


def places_map(plan: Plan, regions: Mapping[str, Region]) -> MapView:
    """Every place as a dot, districts shaded by their number of places; bodies without a seat beside the map."""
    districts = [region for region in regions.values() if region.level == RegionLevel.DISTRICT]
    figures = {count.value: float(count.chosen) for count in counts_by(plan, "district") if count.value}
    return district_map(
        MapFigures(figures, lambda value: str(int(value))),
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
