"""A unit may differ from its model when somebody else approved it; what nobody approved is told as drift."""

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Person
from fulcrum.units import drift_reads
from fulcrum.units.domain.codes import Size, StepState, TailoringKind, TailoringState
from fulcrum.units.domain.drift import Because, Kind
from fulcrum.units.domain.tailored import Approved
from fulcrum.units.models import Holding, Post, Step, Unit, UnitEvent
from fulcrum.units.services import adoption, own_model, tailoring
from fulcrum.units.tests import small_model
from fulcrum.units.tests.test_adoption import SECOND
from tests.cast import NOW, TODAY

WITHOUT_SUPPORT = Approved(TailoringKind.POST_LEFT_OUT, "SD")


def refused(code):
    return pytest.raises(Refusal, match=f"^{code}")


def ask(unit, wanted, by):
    return tailoring.ask(unit, wanted, reason="the hospital has its own desk", by=by, at=NOW)


def agreed(unit, wanted, asked_by, approved_by):
    row = ask(unit, wanted, asked_by)
    tailoring.approve(row, reason="seen on the spot", by=approved_by, at=NOW)
    return row


def found(unit):
    return {(each.kind, each.code): each for each in drift_reads.differences(Unit.objects.get(pk=unit.pk))}


def test_nothing_changes_before_it_is_approved(unit, head):
    ask(unit, WITHOUT_SUPPORT, head)

    assert Post.objects.filter(unit=unit, code="SD", closed_on=None).exists()
    assert found(unit) == {}


def test_an_approved_difference_is_followed_and_explained(unit, head, officer):
    row = agreed(unit, WITHOUT_SUPPORT, head, officer)

    assert not Post.objects.filter(unit=unit, code="SD", closed_on=None).exists()
    assert own_model.of(unit).team(Size.SMALL).full == ("LD",)
    told = found(unit)[Kind.POST_MISSING, "SD"]
    assert (told.approval, told.is_drift) == (row.pk, False)
    assert UnitEvent.objects.get(unit=unit, kind="tailored").facts["target"] == "SD"
    actions = Entry.objects.filter(action__startswith="units.tailoring").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "units.tailoring_asked", "units.tailoring_approved",
    ]  # fmt: skip


def test_who_asked_does_not_decide(unit, officer):
    officer.person.appointments.create(
        role="cdio", reach="organisation", organisation=unit.organisation, manner="substantive",
        begins_on="2001-01-01", made_at=NOW,
    )  # fmt: skip
    row = ask(unit, WITHOUT_SUPPORT, officer)

    with refused("tailoring_by_oneself"):
        tailoring.approve(row, reason="mine", by=officer, at=NOW)


def test_the_head_approves_nothing(unit, head):
    row = ask(unit, WITHOUT_SUPPORT, head)

    with pytest.raises(PermissionDenied):
        tailoring.approve(row, reason="ours", by=head, at=NOW)


def test_it_is_decided_once(unit, head, officer):
    row = ask(unit, WITHOUT_SUPPORT, head)
    tailoring.refuse(row, reason="every unit has one", by=officer, at=NOW)

    with refused("tailoring_is_decided"):
        tailoring.approve(row, reason="after all", by=officer, at=NOW)

    row.refresh_from_db()
    assert row.state == TailoringState.REFUSED
    assert Post.objects.filter(unit=unit, code="SD", closed_on=None).exists()


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Approved(TailoringKind.POST_LEFT_OUT, "LD"), "tailoring_of_lead"),
        (Approved(TailoringKind.POST_LEFT_OUT, "XX"), "tailoring_target_unknown"),
        (Approved(TailoringKind.POST_ADDED, "SD"), "tailoring_target_unknown"),
        (Approved(TailoringKind.CRITERION_LEFT_OUT, "team"), "tailoring_of_counted"),
        (Approved(TailoringKind.CRITERION_LEFT_OUT, "agreement"), "tailoring_of_counted"),
        (Approved(TailoringKind.STEP_MOVED, "desk"), "tailoring_needs_days"),
        (Approved(TailoringKind.STEP_MOVED, "desk", 251), "tailoring_needs_days"),
        (Approved(TailoringKind.STEP_LEFT_OUT, "sign"), "tailoring_of_done"),
        (Approved(TailoringKind.SERVICE_LEFT_OUT, "printing"), "tailoring_target_unknown"),
    ],
)
def test_what_cannot_be_left_out_or_is_not_there_is_refused(unit, head, wanted, code):
    with refused(code):
        ask(unit, wanted, head)


def test_the_same_is_asked_once_at_a_time(unit, head):
    ask(unit, WITHOUT_SUPPORT, head)

    with refused("tailoring_asked_already"):
        ask(unit, WITHOUT_SUPPORT, head)


def test_a_post_that_somebody_holds_is_not_left_out(unit, head, officer):
    row = ask(unit, WITHOUT_SUPPORT, head)
    Post.objects.filter(unit=unit, code="SD").update(vacant_since=None)

    with refused("tailoring_post_filled"):
        tailoring.approve(row, reason="seen", by=officer, at=NOW)

    row.refresh_from_db()
    assert row.state == TailoringState.ASKED


def test_a_further_post_is_opened(unit, head, officer):
    agreed(unit, Approved(TailoringKind.POST_ADDED, "BP"), head, officer)

    post = Post.objects.get(unit=unit, code="BP")
    assert (post.is_minimum, post.vacant_since) == (False, TODAY)
    assert not found(unit)[Kind.POST_BEYOND, "BP"].is_drift


def test_a_step_that_is_left_out_stays_out_also_when_it_was_not_planned_yet(unit, head, officer):
    assert not Step.objects.filter(unit=unit, code="desk").exists()

    agreed(unit, Approved(TailoringKind.STEP_LEFT_OUT, "desk"), head, officer)

    assert Step.objects.get(unit=unit, code="desk").state == StepState.DROPPED
    assert not found(unit)[Kind.STEP_DROPPED, "desk"].is_drift


def test_a_step_with_another_length_is_planned_by_it(planned, head, officer):
    before = Step.objects.get(unit=planned, code="name-lead").due_on

    agreed(planned, Approved(TailoringKind.STEP_MOVED, "name-lead", 10), head, officer)

    assert Step.objects.get(unit=planned, code="name-lead").due_on > before
    assert found(planned)[Kind.STEP_LENGTH, "name-lead"].detail == "10"


def test_a_condition_that_is_left_out_is_not_asked_at_the_gate(unit, head, officer):
    agreed(unit, Approved(TailoringKind.CRITERION_LEFT_OUT, "room"), head, officer)

    assert [each.code for each in own_model.of(unit).stage("formed").criteria] == ["team", "letter"]


def test_a_unit_behind_the_newest_version_is_told_so(unit):
    small_model.published(SECOND, version=2)

    told = found(unit)[Kind.VERSION_BEHIND, "2"]
    assert (told.because, told.is_drift) == (Because.NEWER_VERSION, True)


def test_a_post_kept_at_an_adoption_is_drift_until_it_is_empty_or_approved(unit, head, officer):
    second = small_model.published(SECOND, version=2)
    person = Person.objects.create(name_en="Asoka", pack="lk", added_at=NOW)
    post = Post.objects.get(unit=unit, code="SD")
    Holding.objects.create(post=post, person=person, manner="substantive", begins_on=TODAY)
    Post.objects.filter(pk=post.pk).update(vacant_since=None)
    adoption.adopt(unit, second, seen=adoption.preview(unit, second).fingerprint, by=head, at=NOW)

    told = found(unit)[Kind.POST_BEYOND, "SD"]
    assert (told.because, told.is_drift) == (Because.STILL_HELD, True)
    assert found(unit)[Kind.STEP_DROPPED, "brief"].because == Because.VERSION_TAKEN_OVER

    fresh = Unit.objects.get(pk=unit.pk)
    agreed(fresh, Approved(TailoringKind.POST_ADDED, "SD"), head, officer)
    assert not found(unit)[Kind.POST_BEYOND, "SD"].is_drift
