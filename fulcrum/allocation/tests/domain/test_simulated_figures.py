"""The figures of a country that does not exist: its levels agree with each other, and the same chance gives the same."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from fulcrum.allocation.domain import invented_figures
from fulcrum.allocation.domain.facts import Atlas, Figure, RegionFacts
from fulcrum.allocation.domain.whole_country import whole

POVERTY, EDUCATION = ("poverty_headcount_index", 2019), ("gce_al_or_above_pct", 2012)
STATED, PEOPLE, COMPUTERS = (
    ("population", 2024),
    ("population", 2020),
    ("household_computer_ownership_pct", 2019),
)
WANTED = [PEOPLE, POVERTY, EDUCATION, COMPUTERS]


def region(code, level, parent, **figures):
    told = {
        (indicator, 2024): Figure(
            Decimal(value), "persons" if indicator == "population" else "percent", 2024, "S"
        )
        for indicator, value in figures.items()
    }
    return RegionFacts(code, level, parent, code, told)


def two_provinces(**people):
    """X-1 with the districts X-11 and X-12 of two divisions each, and X-2 with the district X-21 of one."""
    regions = [region("X", "country", ""), region("X-1", "province", "X"), region("X-2", "province", "X")]
    for code in ("X-11", "X-12", "X-21"):
        stated = {"population": people[code.replace("-", "")]} if code.replace("-", "") in people else {}
        regions.append(region(code, "district", code[:3], **stated))
    regions += [region(code, "division", code[:4]) for code in ("X-111", "X-112", "X-121", "X-122", "X-211")]
    return Atlas(tuple(regions))


def invented(atlas, wanted=WANTED, seed=1):
    made = invented_figures.figures(atlas, wanted, Random(seed))
    return {(each.region, (each.indicator, each.year)): each.value for each in made}


def test_the_divisions_of_a_district_add_up_to_the_people_that_it_states():
    made = invented(two_provinces(X11=120_000))

    assert made["X-11", PEOPLE] == 120_000
    assert made["X-111", PEOPLE] + made["X-112", PEOPLE] == 120_000
    assert made["X-1", PEOPLE] == made["X-11", PEOPLE] + made["X-12", PEOPLE]


def test_the_share_of_a_province_is_the_mean_of_its_districts_weighed_by_people():
    made = invented(two_provinces(X11=300_000, X12=100_000))

    mean = (3 * made["X-11", POVERTY] + made["X-12", POVERTY]) / 4
    assert abs(made["X-1", POVERTY] - mean) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("figure", "levels"),
    [(PEOPLE, {3, 4, 5}), (EDUCATION, {3, 4, 5}), (POVERTY, {3, 4}), (COMPUTERS, {3})],
)
def test_a_figure_is_as_fine_as_such_figures_are_published(figure, levels):
    made = invented(two_provinces())

    assert {len(code) for code, key in made if key == figure} == levels


def test_the_same_chance_gives_the_same_figures_in_whatever_order_they_are_wanted():
    atlas = two_provinces(X11=120_000)

    assert invented(atlas, WANTED) == invented(atlas, list(reversed(WANTED)))
    assert invented(atlas, WANTED) != invented(atlas, WANTED, seed=2)


def test_what_a_region_states_already_is_not_invented_again():
    atlas = two_provinces(X11=120_000)

    made = invented(atlas, [STATED])

    assert ("X-11", STATED) not in made
    assert ("X-12", STATED) in made


def test_an_indicator_that_nobody_simulates_stays_unknown():
    assert invented(two_provinces(), [("rainfall", 2024)]) == {}


def test_a_whole_country_adds_up_persons_and_weighs_shares_by_them():
    parts = [
        region("X-1", "province", "X", population=300_000, poverty=10),
        region("X-2", "province", "X", population=100_000, poverty=30),
    ]

    told = whole(parts)

    assert told["population", 2024].value == 400_000
    assert told["poverty", 2024].value == Decimal("15.0")
    assert {figure.statistic for figure in told.values()} == {"derived"}


def test_a_whole_country_is_not_told_of_what_a_part_does_not_state():
    parts = [
        region("X-1", "province", "X", population=300_000, poverty=10),
        region("X-2", "province", "X", population=100_000),
    ]

    assert set(whole(parts)) == {("population", 2024)}


def test_shares_are_not_joined_where_the_people_of_a_part_are_unknown():
    parts = [
        region("X-1", "province", "X", population=300_000, poverty=10),
        region("X-2", "province", "X", poverty=30),
    ]

    assert whole(parts) == {}
    assert whole([]) == {}


def test_the_country_of_an_atlas_is_its_region_of_that_level():
    regions = two_provinces().regions()

    assert Atlas(regions).country == "X"
    assert Atlas(tuple(replace(each, parent="") for each in regions[1:2])).country == ""
