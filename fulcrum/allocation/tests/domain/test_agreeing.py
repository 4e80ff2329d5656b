"""How two sides come to one value, and what an agreed value does to a score."""

from datetime import date
from decimal import Decimal

import pytest

from fulcrum.allocation.domain.agreeing import Outcome, Said, Side, checked, outcome_of
from fulcrum.allocation.domain.criteria import Basis, State
from fulcrum.allocation.domain.facts import AgreedValue
from fulcrum.allocation.domain.need import score_one
from fulcrum.allocation.domain.need_content import load_model
from fulcrum.allocation.domain.next_version import next_text
from fulcrum.allocation.tests.domain.published import NEED_MODEL, facts, model, organisation
from fulcrum.kit.content_checks import ContentError
from fulcrum.kit.refusal import Refusal

TEXT = NEED_MODEL.read_text(encoding="utf-8")
DAY = date(2026, 12, 1)


def criterion(name):
    return next(each for each in model().criteria if each.id == name)


def any_hospital():
    return next(each for each in facts().organisations if each.kind == "hospital" and not each.is_closed)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (Said(), Outcome.OPEN),
        (Said(own="9", newest=Side.HEAD), Outcome.OPEN),
        (Said(other="8", newest=Side.OFFICER), Outcome.DIFFERENT),
        (Said(other="10", newest=Side.OFFICER), Outcome.AGREED),
        (Said(own="10", other="8", newest=Side.OFFICER), Outcome.DISAGREED),
        (Said(own="9", other="8", newest=Side.OFFICER), Outcome.DIFFERENT),
        (Said(own="9", other="10", newest=Side.HEAD), Outcome.AGREED),
    ],
)
def test_a_line_stands_by_what_both_sides_said_last(said, outcome):
    assert outcome_of("10", Side.HEAD, said) is outcome


def test_saying_the_same_again_before_anybody_answered_is_refused():
    with pytest.raises(Refusal, match="said_already"):
        outcome_of("10", Side.HEAD, Said(own="10", other="8", newest=Side.HEAD))


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("population_served", "60,882", "60882"),
        ("population_served", "60 882", "60882"),
        ("poverty", "12.50", "12.5"),
        ("poverty", "0", "0"),
        ("ict_staff", "3", "3"),
        ("directness", "hospital", "hospital"),
    ],
)
def test_a_value_is_kept_in_one_way_of_writing(name, typed, kept):
    assert checked(criterion(name), typed) == kept


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("population_served", "many", "figure_unreadable"),
        ("population_served", "-5", "figure_unreadable"),
        ("population_served", "1e9", "figure_unreadable"),
        ("population_served", "٣", "figure_unreadable"),
        ("population_served", "", "figure_unreadable"),
        ("population_served", "12.5", "figure_not_whole"),
        ("population_served", "25000001", "figure_out_of_range"),
        ("poverty", "100.1", "figure_out_of_range"),
        ("poverty", "12.34567", "figure_unreadable"),
        ("ict_staff", "2.5", "figure_not_whole"),
        ("directness", "palace", "row_unknown"),
    ],
)
def test_what_is_no_value_of_the_line_is_refused(name, typed, code):
    with pytest.raises(Refusal) as refused:
        checked(criterion(name), typed)

    assert refused.value.code == code


def agreed(**values):
    return {name: AgreedValue(value, DAY) for name, value in values.items()}


def line(score, name):
    return next(each for each in score.lines if each.criterion == name)


def taking(until=DAY):
    return load_model(next_text(TEXT, 2, until))


def test_an_agreed_figure_takes_the_place_of_a_range():
    body = any_hospital()
    before = line(score_one(model(), body, facts().atlas), "population_served")

    found = line(
        score_one(taking(), body, facts().atlas, agreed(population_served=Decimal(80_000))),
        "population_served",
    )

    assert before.state is State.RANGE
    assert (found.state, found.basis, found.value) == (State.MEASURED, Basis.AGREED, Decimal(80_000))
    assert found.low == found.points == found.high
    assert found.facts["day"] == "2026-12-01"


def test_an_agreed_row_keeps_the_range_that_the_model_gives_the_row():
    found = line(
        score_one(taking(), any_hospital(), facts().atlas, agreed(directness="statutory-body")), "directness"
    )

    assert (found.points, found.low, found.high) == (108_000, 0, 270_000)
    assert found.basis is Basis.AGREED


def test_a_row_that_a_later_model_dropped_leaves_the_published_finding():
    body = any_hospital()

    found = score_one(taking(), body, facts().atlas, agreed(directness="palace"))

    assert found == score_one(model(), body, facts().atlas)


@pytest.mark.parametrize("until", [date(2026, 11, 30), date(2026, 12, 1)])
def test_what_was_agreed_after_the_model_s_day_does_not_count(until):
    body = any_hospital()
    found = score_one(taking(until), body, facts().atlas, agreed(population_served=Decimal(80_000)))

    counts = line(found, "population_served").basis is Basis.AGREED
    assert counts == (until >= DAY)


def test_a_model_without_the_key_ignores_every_agreed_value():
    body = any_hospital()

    assert model().agreed_until is None
    assert score_one(model(), body, facts().atlas, agreed(population_served=Decimal(80_000))) == score_one(
        model(), body, facts().atlas
    )


def test_the_next_version_changes_nothing_but_its_number_its_days_and_its_title():
    second, third = next_text(TEXT, 2, DAY), next_text(next_text(TEXT, 2, DAY), 3, date(2026, 12, 9))

    changed = [new for old, new in zip(TEXT.splitlines(), second.replace(f"agreed_until: {DAY}\n", "").splitlines(), strict=True) if old != new]  # fmt: skip
    assert [each.split(":")[0] for each in changed] == [
        "# Need model, version 2. Published content", "version", "published_on", "title",
    ]  # fmt: skip
    assert load_model(third).agreed_until == date(2026, 12, 9)
    assert load_model(second).criteria == model().criteria


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title:", "agreed_until: soon\ntitle:", "agreed_until: 'soon'.*write a date"),
        (
            "title:",
            "agreed_until: 2026-11-24\ntitle:",
            "agreed_until: '2026-11-24'.*on or before published_on",
        ),
        ("basis: inferred", "basis: agreed", "only a line that people agreed on"),
        (
            "{id: ict_staff, measure: not_yet, weight: 0,",
            "{id: ict_staff, measure: agreed, value: {scale: linear, anchors: [[0, 1], [5, 0]]}, weight: 0,",
            "say agreed_until",
        ),
    ],
)
def test_a_mistake_about_agreed_values_is_refused_with_its_remedy(old, new, message):
    with pytest.raises(ContentError, match=message):
        load_model(TEXT.replace(old, new, 1))


def test_a_criterion_that_only_heads_know_can_get_a_scale_and_weight():
    text = next_text(TEXT, 2, DAY).replace("weight: 6\n    unit: tier", "weight: 2\n    unit: tier")
    text = text.replace(
        "{id: ict_staff, measure: not_yet, weight: 0,",
        "{id: ict_staff, measure: agreed, value: {scale: linear, anchors: [[0, 1], [5, 0]]}, weight: 4,",
    )
    found = load_model(text)

    unknown = line(score_one(found, any_hospital(), facts().atlas), "ict_staff")
    known = line(score_one(found, any_hospital(), facts().atlas, agreed(ict_staff=Decimal(1))), "ict_staff")

    assert (unknown.points, unknown.low, unknown.high) == (20_000, 0, 40_000)
    assert (known.points, known.low, known.high) == (32_000, 32_000, 32_000)


def test_scores_of_the_shipped_model_do_not_see_agreed_values_at_all():
    body = organisation("divsec-8106")

    assert score_one(model(), body, facts().atlas, agreed(poverty=Decimal(1))).points == 779_804
