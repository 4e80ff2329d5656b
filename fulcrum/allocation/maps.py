"""The places of a plan on the map of districts."""

from collections.abc import Mapping

from fulcrum.allocation.domain.states import Sureness
from fulcrum.allocation.models import Place, Plan
from fulcrum.allocation.queries import counts_by
from fulcrum.registry.domain.codes import RegionLevel
from fulcrum.registry.maps import MapFigures, MapView, district_map
from fulcrum.registry.models import Organisation, Region

TONES = {Sureness.CERTAIN: "certain", Sureness.INTERCHANGEABLE: "interchangeable", Sureness.LOT: "lot"}


def places_map(plan: Plan, regions: Mapping[str, Region]) -> MapView:
    """Every place as a dot, districts shaded by their number of places; bodies without a seat beside the map."""
    chosen = list(_chosen(plan))
    tones = {place.organisation_id: TONES[Sureness(place.sureness)] for place in chosen}
    districts = [region for region in regions.values() if region.level == RegionLevel.DISTRICT]
    figures = {count.value: float(count.chosen) for count in counts_by(plan, "district") if count.value}
    return district_map(
        MapFigures(figures, lambda value: str(int(value))),
        sorted(districts, key=lambda region: region.code),
        organisations=[place.organisation for place in chosen],
        tone=lambda organisation: _tone(organisation, tones),
        id="places",
    )


def _chosen(plan: Plan) -> list[Place]:
    return list(
        plan.places.filter(is_chosen=True)
        .select_related("organisation__district", "organisation__region")
        .defer(
            "organisation__search_text",
            "organisation__sort_en",
            "organisation__sort_si",
            "organisation__sort_ta",
        )
    )


def _tone(organisation: Organisation, tones: Mapping[int, str]) -> str:
    return tones[organisation.pk]
