"""Which region's figures describe the people an organisation serves, and what stands in where none is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fulcrum.allocation.domain.facts import Atlas, OrganisationFacts, RegionFacts
from fulcrum.allocation.domain.matching import Condition

_LEVEL_INSIDE = {"country": "province", "province": "district", "district": "division"}


class Scope(StrEnum):
    REGION = "region"  # the whole region the register names
    DIVISIONS = "divisions"  # the divisions a local authority surely serves; skipped where none is sure
    PART = "part"  # some part of the region, not known which
    SHARE = "share"  # the whole district for the only body of its class there, else a part of it
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class AreaRule:
    match: Condition
    scope: Scope
    reason: str


@dataclass(frozen=True, slots=True)
class Area:
    """The regions served: all of them whole, or an unknown part of the only one."""

    codes: tuple[str, ...]
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """The figure that counts for an area, and the lowest and highest figure that it may truly be."""

    value: Decimal
    low: Decimal
    high: Decimal
    note: str
    codes: tuple[str, ...]
    names: str
    level: str
    source: str


def area_of(
    organisation: OrganisationFacts,
    divisions: Mapping[str, tuple[str, ...]],
    rules: tuple[AreaRule, ...],
    country: str,
) -> Area:
    """The area by the first rule that matches; empty when no rule does, or the register names no region.

    country   code of the whole country
    """
    for rule in rules:
        if not rule.match.holds_for(organisation):
            continue
        if rule.scope is Scope.DIVISIONS and organisation.slug not in divisions:
            continue
        return Area((country,)) if rule.scope is Scope.COUNTRY else _area(rule.scope, organisation, divisions)
    return Area(codes=())


def _area(scope: Scope, organisation: OrganisationFacts, divisions: Mapping[str, tuple[str, ...]]) -> Area:
    if scope is Scope.DIVISIONS:
        return Area(divisions[organisation.slug])
    code = organisation.region or organisation.district
    is_part = scope is Scope.PART or (scope is Scope.SHARE and organisation.peers > 1)
    return Area((code,), is_part) if code else Area(())


def stand_in(area: Area, indicator: str, year: int, atlas: Atlas) -> Stand | None:
    """The figure of an area: its own, else the nearest larger region's with the spread published around it."""
    if not area.codes:
        return None
    if len(area.codes) > 1:
        return _joined(area.codes, indicator, year, atlas)
    code = area.codes[0]
    own = atlas.figure(code, indicator, year)
    if own is not None and not area.is_part:
        region = atlas.region(code)
        note = "figure_of_country" if region.level == "country" else "figure_of_region"
        return Stand(own.value, own.value, own.value, note, (code,), region.name, region.level, own.source)
    return _from_larger(code, area.is_part, indicator, year, atlas)


def _joined(codes: tuple[str, ...], indicator: str, year: int, atlas: Atlas) -> Stand | None:
    """Several whole regions: the plain mean of their figures counts, the lowest and highest are the range."""
    figures = [atlas.figure(code, indicator, year) for code in codes]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(codes):
        return _from_larger(atlas.region(codes[0]).parent, True, indicator, year, atlas)
    values = [figure.value for figure in known]
    names = ", ".join(atlas.region(code).name for code in codes)
    mean = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"))
    level = atlas.region(codes[0]).level
    return Stand(mean, min(values), max(values), "figures_of_divisions", codes, names, level, known[0].source)


def _from_larger(code: str, is_part: bool, indicator: str, year: int, atlas: Atlas) -> Stand | None:
    """Climb to the first region with a figure, and show how far the area may truly lie from it."""
    level = atlas.region(code).level
    wanted = _LEVEL_INSIDE.get(level, "") if is_part else level
    larger = atlas.region(code)
    while (indicator, year) not in larger.figures:
        if not larger.parent:
            return None
        larger = atlas.region(larger.parent)
    figure = larger.figures[(indicator, year)]
    low, high = _ends(figure.value, larger, wanted, indicator, year, atlas)
    codes = (larger.code,)
    return Stand(figure.value, low, high, "stands_in", codes, larger.name, larger.level, figure.source)


def _ends(
    value: Decimal, larger: RegionFacts, wanted: str, indicator: str, year: int, atlas: Atlas
) -> tuple[Decimal, Decimal]:
    """The lowest and highest figure an area inside `larger` may have.

    Where figures of the wanted level are published inside it, theirs. Else its parts are taken to differ from it by
    as much as the regions beside it differ from the middle among themselves; never below nothing.
    """
    if _LEVEL_INSIDE.get(larger.level) == wanted:
        within = _figures(atlas.inside(larger.code), indicator, year)
        if within:
            return min([value, *within]), max([value, *within])
    beside = _figures(atlas.inside(larger.parent), indicator, year) if larger.parent else []
    half = (max(beside) - min(beside)) / 2 if beside else Decimal(0)
    return max(Decimal(0), value - half), value + half


def _figures(regions: tuple[RegionFacts, ...], indicator: str, year: int) -> list[Decimal]:
    return [
        region.figures[(indicator, year)].value for region in regions if (indicator, year) in region.figures
    ]
