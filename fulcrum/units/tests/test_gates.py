"""Gates: evidence for each criterion, asked by one person and decided by another, in the order of the model."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.audit.models import Entry
from fulcrum.foundation.notices.models import Notice
from fulcrum.kit.classification import Classification
from fulcrum.kit.refusal import Refusal
from fulcrum.units import events
from fulcrum.units.domain.codes import Answer, EventKind, Verdict
from fulcrum.units.models import Evidence, Post, StagePassage, Unit
from fulcrum.units.services import gates
from fulcrum.units.services.gates import Decision, Said
from tests.cast import NOW, TODAY, somebody

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MET, LATER, NOT_MET = Said(Answer.MET), Said(Answer.LATER), Said(Answer.NOT_MET)
IN_TIME = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def kept_here(settings, tmp_path):
    settings.ENV = replace(settings.ENV, home=tmp_path)


def attached(unit, by, name="letter.pdf"):
    return attachments.attach(
        BytesIO(PDF),
        name=name,
        kind=gates.DOCUMENTS,
        about_id=str(unit.pk),
        classification=Classification.LIMITED,
        by=by,
        at=NOW,
    )


def show_letter(unit, by, at=NOW):
    return gates.show_evidence(unit, "formed", "letter", document=attached(unit, by), by=by, at=at)


def show_room(unit, by, at=NOW, words="Room 4 on the second floor"):
    return gates.show_evidence(unit, "formed", "room", statement=words, by=by, at=at)


@pytest.fixture
def ready(unit, lead):
    """A unit whose lead has shown everything for *formed*, and whose minimum team is filled."""
    show_letter(unit, lead)
    show_room(unit, lead)
    return unit


def decision(verdict=Verdict.GREEN, letter=MET, room=MET, **more):
    return Decision(verdict, {"letter": letter, "room": room}, **more)


def test_a_gate_is_passed_with_evidence_and_a_second_person(ready, lead, officer):
    heard = []

    def hear(sender, unit, stage, **facts):
        heard.append((unit.number, stage))

    passage = gates.ask(ready, "formed", note="ready", by=lead, at=NOW)
    events.stage_passed.connect(hear)
    try:
        gates.decide(passage, decision(), by=officer, at=NOW)
    finally:
        events.stage_passed.disconnect(hear)

    ready.refresh_from_db()
    passage.refresh_from_db()
    assert (ready.stage, ready.formed_on) == ("formed", TODAY)
    assert (passage.verdict, passage.decided_by, passage.passed_on) == (Verdict.GREEN, officer, TODAY)
    answers = {answer.criterion: answer for answer in passage.answers.all()}
    assert {code: answer.answer for code, answer in answers.items()} == dict.fromkeys(
        ("team", "letter", "room"), Answer.MET
    )
    assert answers["room"].evidence.statement == "Room 4 on the second floor"
    assert answers["team"].evidence is None, "the program counted it"
    assert heard == [(ready.number, "formed")]
    assert ready.events.filter(kind=EventKind.STAGE_PASSED).first().facts["stage"] == "formed"


def test_who_asked_is_told_and_the_log_knows(ready, lead, officer):
    gates.decide(gates.ask(ready, "formed", by=lead, at=NOW), decision(), by=officer, at=NOW)

    assert Notice.objects.filter(to=lead, kind="units.gate_green").count() == 1
    assert Entry.objects.get(action="units.gate_passed").by == officer


def test_nobody_decides_a_gate_that_they_asked_for(ready, officer, lead):
    both = somebody("Ashan", "cdio", organisation=ready.organisation)
    both.person.appointments.create(
        role="district_coordinator",
        reach="area",
        region_id="LK-11",
        manner="substantive",
        begins_on=date(2020, 1, 1),
        made_at=NOW,
    )
    passage = gates.ask(ready, "formed", by=both, at=NOW)

    with pytest.raises(Refusal, match="not_own_gate"):
        gates.decide(passage, decision(), by=both, at=NOW)

    show_room(ready, both)
    other = StagePassage.objects.filter(pk=passage.pk)
    other.update(asked_by=lead)
    with pytest.raises(Refusal, match="not_own_evidence"):
        gates.decide(passage, decision(), by=both, at=NOW)


def test_the_database_holds_it_too(ready, lead):
    with pytest.raises(IntegrityError, match="gate_is_decided_by_a_second_person"), transaction.atomic():
        StagePassage.objects.create(
            unit=ready, stage="formed", verdict="waiting", asked_by=lead, decided_by=lead, asked_at=NOW
        )


def test_stages_are_passed_in_the_order_of_the_model_only(ready, lead):
    with pytest.raises(Refusal, match="gate_out_of_order"):
        gates.ask(ready, "operational", by=lead, at=NOW)
    with pytest.raises(Refusal, match="gate_out_of_order"):
        gates.ask(ready, "agreed", by=lead, at=NOW)


def test_a_gate_is_asked_for_once_at_a_time(ready, lead, head):
    gates.ask(ready, "formed", by=lead, at=NOW)

    with pytest.raises(Refusal, match="gate_is_asked"):
        gates.ask(ready, "formed", by=head, at=NOW)


def test_without_its_minimum_team_a_unit_does_not_even_ask(ready, lead):
    Post.objects.filter(unit=ready, is_minimum=True).update(vacant_since=TODAY)

    with pytest.raises(Refusal, match=r"evidence_missing.*minimum team"):
        gates.ask(ready, "formed", by=lead, at=NOW)


def test_a_minimum_team_that_left_meanwhile_is_counted_again_when_it_is_decided(ready, lead, officer):
    passage = gates.ask(ready, "formed", by=lead, at=NOW)
    Post.objects.filter(unit=ready, is_minimum=True).update(vacant_since=TODAY)

    with pytest.raises(Refusal, match="criteria_not_met"):
        gates.decide(passage, decision(), by=officer, at=NOW)
    with pytest.raises(Refusal, match="criterion_never_later"):
        gates.decide(passage, decision(Verdict.AMBER, deadline=IN_TIME), by=officer, at=NOW)


def test_nothing_is_called_met_of_which_nothing_is_shown(unit, lead, officer):
    show_room(unit, lead)
    passage = gates.ask(unit, "formed", by=lead, at=NOW)

    with pytest.raises(Refusal, match=r"criterion_without_evidence.*letter"):
        gates.decide(passage, decision(), by=officer, at=NOW)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (decision(room=NOT_MET), "criteria_not_met"),
        (decision(room=LATER), "green_needs_all"),
        (decision(Verdict.AMBER, deadline=IN_TIME), "amber_needs_something_missing"),
        (decision(Verdict.AMBER, room=NOT_MET, deadline=IN_TIME), "criteria_not_met"),
        (decision(Verdict.AMBER, room=LATER), "amber_deadline"),
        (decision(Verdict.AMBER, room=LATER, deadline=TODAY), "amber_deadline"),
        (decision(Verdict.AMBER, room=LATER, deadline=IN_TIME + timedelta(days=1)), "amber_deadline"),
        (decision(Verdict.RED, room=NOT_MET), "reason_missing"),
        (Decision(Verdict.GREEN, {"room": MET}), "criteria_unanswered"),
    ],
)
def test_a_verdict_that_its_answers_do_not_carry_is_refused(given, code, ready, lead, officer):
    passage = gates.ask(ready, "formed", by=lead, at=NOW)

    with pytest.raises(Refusal, match=code):
        gates.decide(passage, given, by=officer, at=NOW)

    passage.refresh_from_db()
    assert passage.verdict == Verdict.WAITING
    assert not passage.answers.exists()


def test_red_leaves_the_unit_where_it_is_and_it_asks_anew(ready, lead, officer):
    passage = gates.ask(ready, "formed", by=lead, at=NOW)
    gates.decide(passage, decision(Verdict.RED, room=NOT_MET, reason="There is no room."), by=officer, at=NOW)

    ready.refresh_from_db()
    assert ready.stage == "agreed"
    assert Notice.objects.filter(to=lead, kind="units.gate_red").exists()
    assert gates.ask(ready, "formed", by=lead, at=NOW).verdict == Verdict.WAITING


def test_amber_passes_with_a_last_day_until_what_is_missing_is_shown_and_confirmed(unit, lead, officer):
    show_room(unit, lead)
    passage = gates.ask(unit, "formed", by=lead, at=NOW)
    gates.decide(passage, decision(Verdict.AMBER, letter=LATER, deadline=IN_TIME), by=officer, at=NOW)
    unit.refresh_from_db()
    assert unit.stage == "formed"
    with pytest.raises(Refusal, match="still_missing"):
        gates.meet(passage, by=officer, at=NOW)

    later = NOW + timedelta(days=3)
    show_letter(unit, lead, at=later)
    gates.meet(passage, by=officer, at=later)

    passage.refresh_from_db()
    assert passage.met_on == TODAY + timedelta(days=3)
    with pytest.raises(Refusal, match="amber_is_met"):
        gates.meet(passage, by=officer, at=later)


def test_evidence_is_what_its_criterion_asks_for(unit, lead):
    with pytest.raises(Refusal, match="evidence_needs_document"):
        gates.show_evidence(unit, "formed", "letter", statement="it was signed", by=lead, at=NOW)
    with pytest.raises(Refusal, match="evidence_needs_statement"):
        gates.show_evidence(unit, "formed", "room", statement=" ", by=lead, at=NOW)
    with pytest.raises(Refusal, match="criterion_is_counted"):
        gates.show_evidence(unit, "formed", "team", statement="we are many", by=lead, at=NOW)


def test_a_document_of_something_else_is_no_evidence(unit, lead, register, model, officer):
    paper = attached(unit, lead)
    paper.about_id = "999"

    with pytest.raises(ValueError, match="no document of"):
        gates.show_evidence(unit, "formed", "letter", document=paper, by=lead, at=NOW)


def test_a_document_that_was_removed_shows_nothing_any_more(ready, lead):
    paper = Evidence.objects.get(unit=ready, criterion="letter").document
    attachments.remove(paper, reason="the wrong one", by=lead, at=NOW)

    assert set(gates.newest_evidence(ready, "formed")) == {"room"}


def test_the_newest_evidence_counts_and_the_older_stays(ready, lead):
    newest = show_room(ready, lead, words="Room 7")

    assert gates.newest_evidence(ready, "formed")["room"] == newest
    assert Evidence.objects.filter(unit=ready, criterion="room").count() == 2
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        Evidence.objects.filter(unit=ready).update(statement="Room 9")


def test_nothing_is_shown_for_a_gate_that_is_passed(ready, lead, officer):
    gates.decide(gates.ask(ready, "formed", by=lead, at=NOW), decision(), by=officer, at=NOW)

    with pytest.raises(Refusal, match="gate_is_passed"):
        show_room(ready, lead)


def test_a_dormant_unit_asks_for_nothing(ready, lead):
    Unit.objects.filter(pk=ready.pk).update(standing="dormant")

    with pytest.raises(Refusal, match="unit_is_dormant"):
        gates.ask(ready, "formed", by=lead, at=NOW)


def test_what_is_taken_back_is_not_decided(ready, lead, officer):
    passage = gates.ask(ready, "formed", by=lead, at=NOW)
    gates.withdraw(passage, reason="too early", by=lead, at=NOW)

    with pytest.raises(Refusal, match="gate_is_decided"):
        gates.decide(passage, decision(), by=officer, at=NOW)


def test_a_head_decides_no_gate_and_an_officer_asks_for_none(ready, lead, head, officer):
    with pytest.raises(PermissionDenied):
        gates.ask(ready, "formed", by=officer, at=NOW)
    passage = gates.ask(ready, "formed", by=lead, at=NOW)
    with pytest.raises(PermissionDenied):
        gates.decide(passage, decision(), by=head, at=NOW)


def test_operational_needs_its_steps_its_report_and_its_lead(ready, lead, officer):
    gates.decide(gates.ask(ready, "formed", by=lead, at=NOW), decision(), by=officer, at=NOW)
    gates.show_evidence(ready, "operational", "desk", statement="It is open.", by=lead, at=NOW)
    passage = gates.ask(ready, "operational", by=lead, at=NOW)

    with pytest.raises(Refusal, match=r"criteria_not_met.*Every step.*first report"):
        gates.decide(passage, Decision(Verdict.GREEN, {"desk": MET}), by=officer, at=NOW)
    amber = Decision(Verdict.AMBER, {"desk": MET}, deadline=IN_TIME)
    gates.decide(passage, amber, by=officer, at=NOW)

    ready.refresh_from_db()
    assert ready.operational_on == TODAY
    later = passage.answers.filter(answer=Answer.LATER).values_list("criterion", flat=True)
    assert set(later) == {"steps", "report"}
