"""Rules that every need score obeys, tried on the shipped model with invented organisations."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from fulcrum.allocation.domain.criteria import State
from fulcrum.allocation.domain.facts import COUNTRY, Atlas, Facts, Figure, OrganisationFacts, RegionFacts
from fulcrum.allocation.domain.need import Score, score, score_one
from fulcrum.allocation.domain.need_json import score_from_json, score_to_json
from fulcrum.allocation.tests.domain.published import model

INDICATORS = {criterion.id: criterion.measure for criterion in model().criteria}
KEYS = {
    name: (INDICATORS[name].indicator, INDICATORS[name].year)
    for name in ("population_served", "poverty", "education", "computers")
}
NEEDIER_WHEN_HIGHER = ("population_served", "poverty")

kinds = st.sampled_from(
    [
        ("divisional_secretariat", "", "divisional"),
        ("pradeshiya_sabha", "", "local"),
        ("hospital", "base_hospital_a", "provincial"),
        ("provincial_office", "zonal_education_office", "district"),
        ("provincial_department", "", "provincial"),
        ("department", "", "national"),
    ]
)
figures = st.fixed_dictionaries(
    {
        "population_served": st.integers(1, 3_000_000).map(Decimal),
        "poverty": st.decimals(0, 60, places=1),
        "education": st.decimals(0, 50, places=1),
        "computers": st.decimals(0, 60, places=1),
    }
)


@st.composite
def organisations(draw: st.DrawFn, slug: str = "a") -> OrganisationFacts:
    kind, subkind, tier = draw(kinds)
    sector = draw(st.sampled_from(["01", "04", "07", "10"]))
    region = {"divisional": "D1", "national": ""}.get(tier, "T1")
    supervised, peers = draw(st.integers(0, 300)), draw(st.integers(1, 20))
    return OrganisationFacts(
        slug, slug, kind, subkind, tier, sector, region=region, district="T1" if region else "",
        supervised=supervised, peers=peers,
    )  # fmt: skip


def atlas(values: dict[str, Decimal], *, without: str = "") -> Atlas:
    """A country with one province, one district and two divisions, the same figures everywhere."""
    held = {
        KEYS[name]: Figure(value, "", KEYS[name][1], "S") for name, value in values.items() if name != without
    }
    places = [
        (COUNTRY, "country", ""), ("P1", "province", COUNTRY), ("T1", "district", "P1"),
        ("D1", "division", "T1"), ("D2", "division", "T1"),
    ]  # fmt: skip
    return Atlas(tuple(RegionFacts(code, level, parent, code, held) for code, level, parent in places))


def line(found: Score, criterion: str):
    return next(each for each in found.lines if each.criterion == criterion)


@given(organisations(), figures)
def test_the_lines_add_up_to_the_score_exactly(organisation, values):
    found = score_one(model(), organisation, atlas(values))

    assert found.points == sum(each.points for each in found.lines)
    assert found.low == sum(each.low for each in found.lines)
    assert found.high == sum(each.high for each in found.lines)


@given(organisations(), figures)
def test_what_counts_lies_in_the_range_shown_on_every_line(organisation, values):
    found = score_one(model(), organisation, atlas(values))

    for each in found.lines:
        assert 0 <= each.low <= each.points <= each.high <= each.weight * 10_000
    assert 0 <= found.low <= found.points <= found.high <= 1_000_000


@given(organisations(), figures, st.sampled_from(sorted(KEYS)), st.decimals("0.1", 30, places=1))
def test_more_need_in_one_figure_never_lowers_the_score(organisation, values, name, step):
    needier = values[name] + step if name in NEEDIER_WHEN_HIGHER else max(Decimal(0), values[name] - step)

    before = score_one(model(), organisation, atlas(values))
    after = score_one(model(), organisation, atlas({**values, name: needier}))

    assert after.points >= before.points


@given(organisations(), figures, st.integers(0, 200))
def test_supervising_more_bodies_never_lowers_the_score(organisation, values, more):
    larger = replace(organisation, supervised=organisation.supervised + more)

    assert (
        score_one(model(), larger, atlas(values)).points
        >= score_one(model(), organisation, atlas(values)).points
    )


@given(organisations(), figures, st.sampled_from(sorted(KEYS)))
def test_a_missing_figure_widens_the_range_to_everything_and_counts_its_middle(organisation, values, name):
    found = line(score_one(model(), organisation, atlas(values, without=name)), name)

    assert found.state is State.RANGE
    assert (found.low, found.high) == (0, found.weight * 10_000)
    assert found.points == found.weight * 5_000


@given(organisations(), figures)
def test_an_organisation_without_a_known_place_is_never_counted_as_zero_people(organisation, values):
    lost = replace(organisation, region="", district="")
    inhabited = atlas({**values, "population_served": Decimal(20_000_000)})

    found = line(score_one(model(), lost, inhabited), "population_served")

    assert found.state is State.RANGE
    assert found.points > 0


@given(st.lists(kinds, min_size=2, max_size=5), figures, st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_one_organisations_facts_and_the_order_of_the_list_never_move_anothers_score(listed, values, random):
    place = atlas(values)
    everyone = [
        OrganisationFacts(f"o{number}", "", kind, subkind, tier, "01", region="T1", district="T1")
        for number, (kind, subkind, tier) in enumerate(listed)
    ]
    shuffled = [replace(everyone[0], supervised=250, sector="10"), *everyone[1:]]
    random.shuffle(shuffled)

    before = score(model(), Facts(tuple(everyone), place))
    after = score(model(), Facts(tuple(shuffled), place))

    assert {slug: before[slug] for slug in before if slug != "o0"} == {
        slug: after[slug] for slug in after if slug != "o0"
    }


@given(organisations(), figures)
def test_a_score_survives_the_way_to_json_and_back(organisation, values):
    found = score_one(model(), organisation, atlas(values))

    assert score_from_json(score_to_json(found)) == found
