"""The figures of a country that publishes none of its own, from those of its provinces."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from fulcrum.allocation.domain.facts import Figure, RegionFacts

PEOPLE = "population"
PERSONS = "persons"
STEP = Decimal("0.1")
"""Shares are told to one decimal, as published ones are."""

Figures = Mapping[tuple[str, int], Figure]


def whole(parts: Sequence[RegionFacts]) -> dict[tuple[str, int], Figure]:
    """Persons added up, shares as the mean weighed by the newest number of people of each part.

    Only what every part states is told of the whole; shares need the people of every part too.
    """
    if not parts:
        return {}
    shared = set.intersection(*(set(part.figures) for part in parts))
    people = [people_of(part.figures) for part in parts]
    told: dict[tuple[str, int], Figure] = {}
    for key in sorted(shared):
        figures = [part.figures[key] for part in parts]
        value = _together(figures, people)
        if value is not None:
            first = figures[0]
            told[key] = Figure(value, first.unit, first.year, first.source, "derived")
    return told


def people_of(figures: Figures) -> Decimal | None:
    """The newest number of people among the figures of one region."""
    years = [year for indicator, year in figures if indicator == PEOPLE]
    return figures[(PEOPLE, max(years))].value if years else None


def _together(figures: Sequence[Figure], people: Sequence[Decimal | None]) -> Decimal | None:
    if figures[0].unit == PERSONS:
        return sum((figure.value for figure in figures), Decimal(0))
    known = [each for each in people if each]
    if len(known) < len(figures):
        return None
    return weighed_mean([figure.value for figure in figures], known)


def weighed_mean(values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    """The mean of shares of different numbers of people, to one decimal."""
    total = sum((value * weight for value, weight in zip(values, weights, strict=True)), Decimal(0))
    return (total / sum(weights, Decimal(0))).quantize(STEP, ROUND_HALF_EVEN)
