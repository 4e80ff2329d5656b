"""What the register holds already, as the checks of a pack and of a file of organisations ask for it."""

from fulcrum.registry.domain.references import Known, Stored
from fulcrum.registry.models import IndicatorValue, Organisation, Region, Source


def known(pack: str) -> Known:
    """What an uploaded file may point to: rows of its own pack, and any source."""
    regions = Region.objects.filter(pack=pack).values_list("code", "level", "parent_id")
    organisations = Organisation.objects.filter(pack=pack).values_list("slug", "parent__slug")
    return Known(
        sources=set(Source.objects.values_list("code", flat=True)),
        region_levels={code: level for code, level, _ in regions},
        region_parents={code: parent or "" for code, _, parent in regions},
        organisation_parents={slug: parent or "" for slug, parent in organisations},
        stored=stored(pack),
    )


def stored(pack: str) -> Stored:
    """What a file of this pack must not take over."""
    dated = Organisation.objects.exclude(opened_on=None, closed_on=None)
    figures = IndicatorValue.objects.exclude(pack=pack)
    return Stored(
        keys=keys(),
        lives={
            slug: (opened, closed)
            for slug, opened, closed in dated.values_list("slug", "opened_on", "closed_on")
        },
        regions_of_others=dict(Region.objects.exclude(pack=pack).values_list("code", "pack")),
        organisations_of_others=dict(Organisation.objects.exclude(pack=pack).values_list("slug", "pack")),
        figures_of_others={
            (region or "", indicator, period, source): owner
            for region, indicator, period, source, owner in figures.values_list(
                "region_id", "indicator", "period", "source_id", "pack"
            )
        },
    )


def keys() -> dict[str, int]:
    return dict(Organisation.objects.values_list("slug", "key"))
