"""The map of districts: outlines of the npm package, figures of the caller, points placed by a fitted projection."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from fulcrum.kit.naming import own_name
from fulcrum.registry.domain import projection
from fulcrum.registry.domain.codes import RegionLevel
from fulcrum.registry.domain.map_classes import Band, classes
from fulcrum.registry.domain.projection import Point, Projection
from fulcrum.registry.models import Region

OUTLINES = settings.PROJECT / "build" / "assets" / "map" / "sri-lanka.json"
OTHER_SPELLINGS = {"moneragala": "monaragala"}
"""Ids of the drawing that spell a district's name otherwise than the register. District numbers are never joined on:
the statistical and the ISO numbers of four northern districts differ."""

POINT_STEP = 6.6
"""Least distance, in units of the drawing, between points that share a centre: twice the radius of a dot."""


@dataclass(frozen=True)
class Outline:
    """One district as drawn."""

    id: str
    name: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """The whole drawing and whom to credit for it."""

    view_box: str
    outlines: tuple[Outline, ...]
    source: str
    author: str
    licence: str


@dataclass(frozen=True)
class Shape:
    """One district on a page: a link with its figure. `step` 0 means that there is no figure."""

    region: Region
    name: str
    path: str
    href: str
    figure: str
    step: int
    is_current: bool = False


class Seated(Protocol):
    """What can be put on the map: an organisation, or as much of one as that takes."""

    @property
    def pk(self) -> Any: ...
    @property
    def region(self) -> Region | None: ...
    @property
    def district(self) -> Region | None: ...


@dataclass(frozen=True)
class Dot:
    """One organisation on a page; its place is that of its division or district, so only approximate."""

    x: str
    y: str
    tone: str


@dataclass(frozen=True)
class LegendBand:
    step: int
    text: str


@dataclass(frozen=True)
class MapView:
    """What `components/map.html` draws."""

    view_box: str
    shapes: list[Shape]
    legend: list[LegendBand]
    dots: list[Dot]
    without_seat: list[Seated]
    drawing: Drawing
    error_km: float | None = None
    id: str = "map"


@dataclass(frozen=True)
class MapFigures:
    """Figures by district code, and how one is written. A district without figure is missing from `values`.

    told  what to say of a district where that is not the figure which shades it
    """

    values: Mapping[str, float] = field(default_factory=dict)
    write: Callable[[float], str] = str
    told: Mapping[str, str] = field(default_factory=dict)


Href = Callable[[Region], str]


@lru_cache(maxsize=1)
def drawing(path: Path = OUTLINES) -> Drawing:
    """Read the outlines that the set-up prepared."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Drawing(
        view_box=content["viewBox"],
        outlines=tuple(Outline(shape["id"], shape["name"], shape["path"]) for shape in content["districts"]),
        source=content["source"],
        author=content["author"].split("<")[0].strip(),
        licence=content["licence"],
    )


def district_map(
    figures: MapFigures,
    districts: Iterable[Region],
    *,
    href: Href | None = None,
    organisations: Iterable[Seated] = (),
    tone: Callable[[Any], str] | None = None,
    current: str = "",
    id: str = "map",
) -> MapView:
    """Lay out the map of the given districts.

    organisations   shown as dots; fetch them with their region and district. One without a stated seat goes to
                    `without_seat` instead
    tone            name of a dot's look, as in the class `map-dot-<tone>`
    """
    districts, language = list(districts), get_language()
    link = href or district_href
    drawn = drawing()
    paths = outlines_by_code(districts)
    steps, bands = classes(figures.values)
    shapes = [
        Shape(
            region=region,
            name=own_name(region, language),
            path=paths[region.code].path,
            href=link(region),
            figure=_told(figures, region.code),
            step=steps.get(region.code, 0),
            is_current=region.code == current,
        )
        for region in districts
        if region.code in paths
    ]
    bodies = list(organisations)
    fitted = fitted_projection(districts) if bodies else None
    dots, without_seat = place_organisations(bodies, fitted, tone) if fitted else ([], [])
    return MapView(
        view_box=drawn.view_box,
        shapes=shapes,
        legend=[_legend(band, figures) for band in bands],
        dots=dots,
        without_seat=without_seat,
        drawing=drawn,
        error_km=round(fitted.mean_error * fitted.unit_km, 1) if fitted else None,
        id=id,
    )


def _told(figures: MapFigures, code: str) -> str:
    if code in figures.told:
        return figures.told[code]
    return figures.write(figures.values[code]) if code in figures.values else ""


def district_href(region: Region) -> str:
    return reverse("registry:district", args=[region.code])


def _legend(band: Band, figures: MapFigures) -> LegendBand:
    least, most = figures.write(band.least), figures.write(band.most)
    return LegendBand(band.step, least if least == most else f"{least} – {most}")


def outlines_by_code(districts: Iterable[Region]) -> dict[str, Outline]:
    """Outlines by the district's code, joined by name."""
    by_name = {
        _plain(OTHER_SPELLINGS.get(outline.id, outline.name)): outline for outline in drawing().outlines
    }
    return {
        region.code: by_name[_plain(region.name_en)]
        for region in districts
        if _plain(region.name_en) in by_name
    }


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalpha())


def fitted_projection(districts: Iterable[Region]) -> Projection | None:
    """The projection that fits the districts' true centres to the centres of their outlines; None with too few.

    The centre stored with a district is a point for a label, up to 24 km from the centre of gravity that an outline
    gives; so we weigh the centres of its divisions by their areas, which brings the mean error from 6.5 to 1.0 km.
    """
    centres = division_centres()
    outlines = outlines_by_code(districts)
    pairs = tuple(
        (centres[code], outline.path) for code, outline in sorted(outlines.items()) if code in centres
    )
    return _fitted(pairs) if len(pairs) >= projection.FEWEST_PAIRS else None


@lru_cache(maxsize=4)
def _fitted(pairs: tuple[tuple[Point, str], ...]) -> Projection:
    return projection.fit([(place, projection.centre(path)) for place, path in pairs])


def division_centres() -> dict[str, Point]:
    """Mean (lat, lon) of each district's divisions, weighed by area."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    rows = Region.objects.of_country().filter(level=RegionLevel.DIVISION, area_km2__isnull=False)
    for parent, lat, lon, area in rows.values_list("parent_id", "lat", "lon", "area_km2"):
        total = sums[str(parent)]
        total[0] += float(area or 0)
        total[1] += float(area or 0) * float(lat)
        total[2] += float(area or 0) * float(lon)
    return {code: (lat / area, lon / area) for code, (area, lat, lon) in sums.items() if area}


def place_organisations(
    organisations: Iterable[Seated],
    fitted: Projection,
    tone: Callable[[Any], str] | None = None,
) -> tuple[list[Dot], list[Seated]]:
    """Dots for bodies with a known place, spread a little where several share one; and the bodies without."""
    at: dict[str, list[Seated]] = defaultdict(list)
    places: dict[str, Region] = {}
    without: list[Seated] = []
    for body in organisations:
        place = place_of(body)
        if place is None:
            without.append(body)
        else:
            places[place.code] = place
            at[place.code].append(body)
    dots = [
        _dot(body, fitted.place(float(places[code].lat), float(places[code].lon)), len(bodies), index, tone)
        for code, bodies in at.items()
        for index, body in enumerate(sorted(bodies, key=lambda body: body.pk))
    ]
    return dots, without


def place_of(body: Seated) -> Region | None:
    """The region whose centre stands for the body: its division, else the district of its seat."""
    if body.region is not None and body.region.level == RegionLevel.DIVISION:
        return body.region
    return body.district


def _dot(body: Seated, centre: Point, count: int, index: int, tone: Callable[[Any], str] | None) -> Dot:
    dx, dy = projection.spread(count, index, POINT_STEP)
    return Dot(
        x=f"{centre[0] + dx:.1f}",
        y=f"{centre[1] + dy:.1f}",
        tone=tone(body) if tone else "plain",
    )


def neighbours(district: Region, districts: Iterable[Region]) -> list[Region]:
    """Districts that share a border with this one, as drawn, in the order given."""
    others = [region for region in districts if region.code != district.code]
    outlines = outlines_by_code([district, *others])
    own = outlines.get(district.code)
    if own is None:
        return []
    return [
        region
        for region in others
        if region.code in outlines and _touch(own.path, outlines[region.code].path)
    ]


@lru_cache(maxsize=600)
def _touch(path: str, other: str) -> bool:
    return projection.touch(path, other)
