"""What differs between two versions is told, all of it, and nothing else."""

import random
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from fulcrum.units import difference_words
from fulcrum.units.domain.blueprint_difference import difference, moved
from fulcrum.units.domain.codes import Size, TailoringKind
from fulcrum.units.domain.tailored import Approved, tailored, targets
from fulcrum.units.tests.domain.blueprints import BASE, CHANGED


def sentences(before, after):
    with translation.override("en"):
        return [
            sentence
            for part in difference_words.told(difference(before, after))
            for sentence in part.sentences
        ]


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_every_change_is_told_and_a_version_does_not_differ_from_itself(changed):
    assert difference(changed, changed) == ()
    assert sentences(BASE, changed)
    assert sentences(changed, BASE)


def test_a_number_and_a_hash_are_no_difference():
    assert difference(BASE, replace(BASE, version=2, sha256="f" * 64)) == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("step days", ["The step “Step open” takes 9 working days instead of 5."]),
        ("minimum gains", ["Small organisation: without “Builder” a unit no longer counts as formed."]),
        ("size from", ["Large organisation: its team is for 200 staff and more; it was for 100 and more."]),
        ("criterion removed", ["The gate of “Stage formed” no longer asks: Condition letter"]),
        ("step waits", ["The step “Step open” now waits for “Step sign”."]),
        ("combinable added", ["One person may now hold together: Builder, Counter."]),
        (
            "rule limit",
            [
                "A unit is at risk when the post of its lead is vacant for more than 40 days. "
                "Before: A unit is at risk when the post of its lead is vacant for more than 30 days."
            ],
        ),
        ("stage order", ["The stage “Stage agreed” now comes after “Stage formed”."]),
        ("step order", ["The same stands in another order."]),
    ],
)
def test_it_is_told_in_whole_sentences(name, told):
    assert sentences(BASE, CHANGED[name]) == told


def test_a_name_is_told_in_the_language_of_the_reader():
    with translation.override("ta"):
        part = difference_words.told(difference(BASE, CHANGED["step days"]))[0]

    assert "தமிழ்" in part.sentences[0]


@settings(deadline=None)
@given(st.permutations("abcdef"), st.permutations("abcdef"))
def test_moving_what_is_told_turns_one_order_into_the_other(before, after):
    told = moved(before, after)

    stay = [code for code in before if code not in told]
    assert stay == [code for code in after if code not in told]


def test_moving_one_of_many_is_told_as_one():
    order = list("abcdefgh")
    random.Random(4).shuffle(order)

    assert moved(order, [*order[1:], order[0]]) == [order[0]]


def test_a_unit_follows_its_model_with_what_was_approved():
    own = tailored(
        BASE,
        Size.LARGE,
        [
            Approved(TailoringKind.POST_LEFT_OUT, "B"),
            Approved(TailoringKind.STEP_MOVED, "open", 9),
            Approved(TailoringKind.CRITERION_LEFT_OUT, "letter"),
            Approved(TailoringKind.SERVICE_LEFT_OUT, "s2"),
        ],
    )

    assert (own.team(Size.LARGE).minimum, own.team(Size.LARGE).full) == (("A",), ("A", "C"))
    assert own.team(Size.SMALL) == BASE.team(Size.SMALL)
    assert [step.days for step in own.steps] == [5, 5, 9, 5]
    assert [each.code for each in own.stage("formed").criteria] == ["team"]
    assert [each.code for each in own.services] == ["s1"]


def test_a_post_beyond_the_team_can_be_added_once():
    own = tailored(BASE, Size.SMALL, [Approved(TailoringKind.POST_ADDED, "C")])

    assert own.team(Size.SMALL).full == ("A", "B", "C")
    assert targets(BASE, Size.SMALL, TailoringKind.POST_ADDED) == ("C",)
    assert targets(own, Size.SMALL, TailoringKind.POST_ADDED) == ()


def test_of_two_approvals_about_one_post_the_latest_counts():
    own = tailored(
        BASE,
        Size.LARGE,
        [Approved(TailoringKind.POST_LEFT_OUT, "B"), Approved(TailoringKind.POST_ADDED, "B")],
    )

    assert "B" in own.team(Size.LARGE).full


def test_neither_the_lead_nor_what_is_counted_nor_the_last_condition_can_be_left_out():
    assert targets(BASE, Size.SMALL, TailoringKind.POST_LEFT_OUT) == ("B",)
    assert targets(BASE, Size.SMALL, TailoringKind.CRITERION_LEFT_OUT) == ("letter",)


def test_without_anything_approved_the_model_is_the_blueprint():
    assert tailored(BASE, Size.SMALL, []) is BASE
