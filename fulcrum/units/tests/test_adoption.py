"""One unit takes over version 2 of its model: what was done stays, what is open follows, others are not touched."""

import pytest
from django.core.exceptions import PermissionDenied

from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.refusal import Refusal
from fulcrum.registry.models import Person
from fulcrum.units.domain.codes import Origin, StepState, Verdict
from fulcrum.units.models import Adoption, Holding, Post, StagePassage, Step, Unit, UnitEvent
from fulcrum.units.services import adoption, units
from fulcrum.units.tests import small_model
from tests.cast import NOW, TODAY, somebody

SECOND = (
    small_model.TEXT.replace("version: 1", "version: 2")
    .replace("full: [LD, SD]}", "full: [LD, BP]}")
    .replace("  - {code: desk, stage: operational, owner: lead, days: 2, after: [room, check], names: {en: Open the desk}}\n", "")
    .replace("days: 20, after: [desk]", "days: 20, after: [check]")
    .replace("rules:\n", "  - {code: tell, stage: operational, owner: head, days: 2, after: [check], names: {en: Tell everybody}}\n  - {code: brief, stage: agreed, owner: officer, days: 1, names: {en: Brief the head}}\nrules:\n")
)  # fmt: skip


@pytest.fixture
def second(model):
    return small_model.published(SECOND, version=2)


def adopt(unit, to, by):
    unit.refresh_from_db()
    return adoption.adopt(unit, to, seen=adoption.preview(unit, to).fingerprint, by=by, at=NOW)


def refused(code):
    return pytest.raises(Refusal, match=f"^{code}")


def steps(unit):
    return dict(Step.objects.filter(unit=unit).values_list("code", "state"))


def posts(unit):
    return set(Post.objects.filter(unit=unit, closed_on=None).values_list("code", flat=True))


def test_what_was_done_stays_and_what_is_open_follows(planned, second, head):
    done = Step.objects.get(unit=planned, code="room")
    Step.objects.filter(pk=done.pk).update(state=StepState.DONE, done_on=TODAY, note="second floor")

    adopt(planned, second, head)

    assert steps(planned) == {
        "sign": "done", "room": "done", "name-lead": "open", "check": "open",
        "desk": "dropped", "report": "open", "tell": "open", "brief": "dropped",
    }  # fmt: skip
    done.refresh_from_db()
    assert (done.done_on, done.note) == (TODAY, "second floor")
    planned.refresh_from_db()
    assert (planned.blueprint, planned.stage) == (second, "agreed")
    assert posts(planned) == {"LD", "BP"}


def test_the_gates_that_were_passed_and_their_evidence_stay(unit, second, head):
    passages = list(StagePassage.objects.values())
    evidence = list(unit.evidence.values())

    adopt(unit, second, head)

    assert list(StagePassage.objects.values()) == passages
    assert list(unit.evidence.values()) == evidence


def test_a_post_that_somebody_holds_is_not_closed(unit, second, head):
    person = Person.objects.create(name_en="Asoka", pack="lk", added_at=NOW)
    post = Post.objects.get(unit=unit, code="SD")
    held = Holding.objects.create(post=post, person=person, manner="substantive", begins_on=TODAY)
    Post.objects.filter(pk=post.pk).update(vacant_since=None)

    told = adopt(unit, second, head)

    held.refresh_from_db()
    assert posts(unit) == {"LD", "SD", "BP"}
    assert held.until is None
    assert {"kind": "posts_kept", "code": "SD"} in told.changes


def test_only_this_unit_takes_it_over(unit, second, head, register, officer, model):
    other = units.create(
        register["hosp-b"], origin=Origin.OFFER, blueprint=model, staff=9, began_on=TODAY, basis="offer 13",
        by=officer, at=NOW,
    )  # fmt: skip
    before = (steps(other), posts(other), UnitEvent.objects.filter(unit=other).count())

    adopt(unit, second, head)

    assert Unit.objects.get(pk=other.pk).blueprint == model
    assert (steps(other), posts(other), UnitEvent.objects.filter(unit=other).count()) == before


def test_it_stands_in_the_history_of_the_unit_and_in_the_log(unit, second, head):
    adopt(unit, second, head)

    event = UnitEvent.objects.get(unit=unit, kind="adopted")
    assert (event.facts["before"], event.facts["after"], event.by) == (1, 2, head)
    assert Entry.objects.filter(action="units.blueprint_adopted", by=head).count() == 1
    assert Adoption.objects.get(unit=unit).to_version == second


def test_who_looked_before_the_unit_changed_looks_again(unit, second, head):
    seen = adoption.preview(unit, second).fingerprint
    Post.objects.filter(unit=unit, code="SD").update(vacant_since=None)

    with refused("adoption_changed_since"):
        adoption.adopt(unit, second, seen=seen, by=head, at=NOW)

    assert Unit.objects.get(pk=unit.pk).blueprint.version == 1


def test_the_same_version_is_not_taken_over_twice(unit, second, head):
    seen = adoption.preview(unit, second).fingerprint
    adoption.adopt(unit, second, seen=seen, by=head, at=NOW)

    with refused("adopts_same_version"):
        adoption.adopt(unit, second, seen=seen, by=head, at=NOW)


def test_a_unit_does_not_go_back(unit, model, second, head):
    adopt(unit, second, head)

    with refused("adopts_older_version"):
        adoption.preview(Unit.objects.get(pk=unit.pk), model)


def test_neither_a_draft_nor_the_model_of_something_else_is_taken_over(unit, second):
    second.published_at = None
    with refused("adopts_draft"):
        adoption.preview(unit, second)

    second.published_at, second.code = NOW, "other"
    with refused("adopts_other_model"):
        adoption.preview(unit, second)


def test_a_gate_that_waits_is_decided_first(unit, second, head):
    StagePassage.objects.create(
        unit=unit, stage="formed", verdict=Verdict.WAITING, asked_by=head, asked_at=NOW
    )

    with refused("adoption_while_gate_waits"):
        adoption.preview(unit, second)


def test_a_version_without_a_team_of_this_size_is_told(register, model, officer):
    medium = units.create(
        register["hosp-b"], origin=Origin.OFFER, blueprint=model, staff=60, began_on=TODAY, basis="offer",
        by=officer, at=NOW,
    )  # fmt: skip
    line = "  - {size: medium, staff_from: 51, minimum: [LD, SD], full: [LD, SD, BP]}\n"
    small_only = small_model.published(small_model.TEXT.replace(line, ""), version=2)

    with refused("adoption_without_team"):
        adoption.preview(medium, small_only)


def test_who_runs_another_organisation_adopts_nothing_here(unit, second, register):
    stranger = somebody("Ayesha", "head", organisation=register["hosp-b"])

    with pytest.raises(PermissionDenied):
        adoption.adopt(unit, second, seen="", by=stranger, at=NOW)


def test_a_person_of_the_demonstration_changes_no_real_unit(unit, second, head):
    head.is_demonstration = True

    with refused("simulated_and_real"):
        adoption.adopt(unit, second, seen="", by=head, at=NOW)
