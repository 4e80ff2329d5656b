"""Figures for the regions of the fictitious country, so that a need model finds there what it reads. None is real.

Invented at the finest level that has the figure and worked out upwards, so that the levels agree with each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from fulcrum.allocation.domain.facts import Atlas, RegionFacts
from fulcrum.allocation.domain.whole_country import PEOPLE, PERSONS, people_of, weighed_mean

LEVELS = ("division", "district", "province")
FEWEST, MOST = 100_000, 400_000
"""People of a district that states none."""


@dataclass(frozen=True)
class Share:
    """A percentage: its unit, the finest level that has one, and between what it is drawn."""

    unit: str
    finest: str
    least: int
    most: int


SHARES: Mapping[str, Share] = {
    "poverty_headcount_index": Share("percent of persons", "district", 3, 42),
    "gce_al_or_above_pct": Share("percent of persons 5+", "division", 3, 30),
    "household_computer_ownership_pct": Share("percent of households", "province", 6, 30),
}
"""As fine and as far apart as such figures usually are."""


@dataclass(frozen=True)
class Invented:
    """One figure of one region."""

    region: str
    indicator: str
    year: int
    value: Decimal
    unit: str


def figures(atlas: Atlas, wanted: Iterable[tuple[str, int]], chance: Random) -> Iterator[Invented]:
    """The wanted figures (indicator, year) that a region of `atlas` lacks; unknown indicators stay without.

    The same atlas and chance give the same figures, in whatever order they are wanted.
    """
    people = _people(atlas, chance)
    shares = {name: _shares(atlas, share, people, chance) for name, share in SHARES.items()}
    values = {PEOPLE: people, **shares}
    units = {PEOPLE: PERSONS, **{name: share.unit for name, share in SHARES.items()}}
    for indicator, year in sorted(set(wanted)):
        for code, value in values.get(indicator, {}).items():
            if atlas.figure(code, indicator, year) is None:
                yield Invented(code, indicator, year, value, units[indicator])


def _people(atlas: Atlas, chance: Random) -> dict[str, Decimal]:
    """People of every region: those that a district states, shared out among its divisions and added up above."""
    people: dict[str, Decimal] = {}
    for district in _of_level(atlas, "district"):
        stated = people_of(district.figures)
        whole = int(stated) if stated else chance.randrange(FEWEST, MOST)
        divisions = atlas.inside(district.code)
        people[district.code] = Decimal(whole)
        people.update(_shared_out(whole, [division.code for division in divisions], chance))
    for province in _of_level(atlas, "province"):
        inside = [people[district.code] for district in atlas.inside(province.code)]
        people[province.code] = sum(inside, Decimal(0))
    return people


def _shared_out(whole: int, codes: list[str], chance: Random) -> dict[str, Decimal]:
    """`whole` in unequal parts that add up to it."""
    weights = [chance.randrange(50, 151) for _ in codes]
    parts = [whole * weight // sum(weights) for weight in weights]
    if parts:
        parts[-1] += whole - sum(parts)
    return {code: Decimal(part) for code, part in zip(codes, parts, strict=True)}


def _shares(atlas: Atlas, share: Share, people: Mapping[str, Decimal], chance: Random) -> dict[str, Decimal]:
    """The percentage of every region from the finest level upwards."""
    found = {
        region.code: Decimal(chance.randrange(share.least * 10, share.most * 10)) / 10
        for region in _of_level(atlas, share.finest)
    }
    for level in LEVELS[LEVELS.index(share.finest) + 1 :]:
        for region in _of_level(atlas, level):
            inside = [each.code for each in atlas.inside(region.code)]
            if inside:
                found[region.code] = weighed_mean(
                    [found[code] for code in inside], [people[code] for code in inside]
                )
    return found


def _of_level(atlas: Atlas, level: str) -> list[RegionFacts]:
    return sorted((region for region in atlas.regions() if region.level == level), key=lambda each: each.code)
