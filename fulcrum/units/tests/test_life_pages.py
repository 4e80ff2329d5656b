"""Pages of plans and gates: who may what, and that each act leads back with a word."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fulcrum.foundation.web import work
from fulcrum.units.domain.codes import Standing, Verdict
from fulcrum.units.models import Evidence, Post, StagePassage, Step, Unit
from fulcrum.units.services import gates
from fulcrum.units.tests.test_gates import PDF
from tests.cast import NOW, somebody


@pytest.fixture(autouse=True)
def kept_here(settings, tmp_path):
    settings.ENV = replace(settings.ENV, home=tmp_path)


def at(name, unit, **more):
    return reverse(f"units:{name}", kwargs={"number": unit.number, **more})


def post(client, user, address, **data):
    client.force_login(user)
    return client.post(address, data)


def test_the_plan_shows_steps_with_who_does_them_and_what_the_calendar_lacks(client, planned, head):
    client.force_login(head)
    page = client.get(at("plan", planned)).content.decode()

    assert "Name the lead" in page
    assert "Head of the organisation" in page
    assert "does not know" in page, "the year 2027 has no list of holidays yet"
    assert at("step_done", planned, code="name-lead") in page
    assert at("step_done", planned, code="check") not in page, "the programme's own step"


def test_a_step_is_done_on_a_form(client, planned, head):
    form = at("step_done", planned, code="name-lead")
    client.force_login(head)
    assert client.get(form).status_code == 200

    answer = post(client, head, form, on="2026-11-23", note="Dilani")

    assert answer.status_code == 302
    assert Step.objects.get(unit=planned, code="name-lead").note == "Dilani"
    assert post(client, head, form, on="2026-11-23").status_code == 422
    assert post(client, head, form, on="yesterday").status_code == 422


def test_a_step_of_the_programme_is_no_step_of_the_head(client, planned, head, officer):
    form = at("step_done", planned, code="check")

    assert post(client, head, form, on="2026-11-23").status_code == 403
    assert post(client, officer, form, on="2026-11-23").status_code == 422, "it waits for the lead"


def test_another_house_sees_no_plan_of_this_one(client, planned, register):
    other = somebody("Priyanka", "head", organisation=register["hosp-b"])
    client.force_login(other)

    assert client.get(at("plan", planned)).status_code == 404
    assert client.get(at("gate", planned, stage="formed")).status_code == 404


def test_an_auditor_reads_and_does_nothing(client, planned, auditor):
    client.force_login(auditor)

    assert client.get(at("plan", planned)).status_code == 200
    assert client.get(at("gate", planned, stage="formed")).status_code == 200
    for name, more in (
        ("plan_again", {}),
        ("step_done", {"code": "name-lead"}),
        ("step_left_out", {"code": "name-lead"}),
        ("ask", {"stage": "formed"}),
        ("decide", {"stage": "formed"}),
        ("evidence", {"stage": "formed", "criterion": "room"}),
        ("close", {}),
        ("reconstitute", {}),
    ):
        assert client.get(at(name, planned, **more)).status_code == 403, name


def test_a_gate_from_evidence_to_green_on_pages(client, unit, lead, officer):
    letter = at("evidence", unit, stage="formed", criterion="letter")
    room = at("evidence", unit, stage="formed", criterion="room")
    file = SimpleUploadedFile("letter.pdf", PDF, content_type="application/pdf")
    assert post(client, lead, letter, statement="", classification="limited").status_code == 422
    assert post(client, lead, letter, statement="", classification="limited", file=file).status_code == 302
    assert post(client, lead, room, statement="Room 4").status_code == 302
    assert Evidence.objects.get(criterion="letter").document.name == "letter.pdf"

    assert post(client, lead, at("ask", unit, stage="formed"), note="ready").status_code == 302
    client.force_login(lead)
    assert "waits for" in client.get(at("gate", unit, stage="formed")).content.decode().lower()
    decide = at("decide", unit, stage="formed")
    assert client.get(decide).status_code == 403
    client.force_login(officer)
    page = client.get(decide).content.decode()
    assert "Room 4" in page
    assert "letter.pdf" in page
    given = {"answer-letter": "met", "answer-room": "met"}
    assert post(client, officer, decide, verdict="green").status_code == 422
    assert post(client, officer, decide, verdict="green", **given).status_code == 302

    unit.refresh_from_db()
    assert unit.stage == "formed"
    assert post(client, officer, decide, verdict="red", reason="no", **given).status_code == 422


def test_an_amber_gate_is_confirmed_with_one_button(client, unit, lead, officer):
    gates.show_evidence(unit, "formed", "room", statement="Room 4", by=lead, at=NOW)
    post(client, lead, at("ask", unit, stage="formed"), note="the letter follows")
    last = timezone.localdate() + timedelta(days=10)
    given = {"answer-letter": "later", "answer-room": "met", "verdict": "amber", "deadline": str(last)}
    assert post(client, officer, at("decide", unit, stage="formed"), **given).status_code == 302

    answer = client.post(at("confirm", unit, stage="formed"), follow=True)

    assert StagePassage.objects.get(unit=unit, stage="formed").verdict == Verdict.AMBER
    assert "was not shown since" in answer.content.decode()


def test_a_gate_of_no_stage_is_not_found(client, unit, officer):
    client.force_login(officer)

    assert client.get(at("gate", unit, stage="beyond")).status_code == 404
    assert client.get(at("decide", unit, stage="operational")).status_code == 404


def test_a_unit_is_recorded_on_a_form(client, register, model, officer):
    client.force_login(officer)
    form = reverse("units:record")
    assert client.get(form).status_code == 200
    told = {
        "organisation": "hosp-b",
        "size": "small",
        "began_on": "2022-02-01",
        "basis": "list of March 2024",
        "standing": "active",
        "stage-agreed": "2022-03-01",
    }

    assert post(client, officer, form, **{**told, "began_on": "2020-01-01"}).status_code == 422
    assert post(client, officer, form, **told).status_code == 302
    assert Unit.objects.get().stage == "agreed"


def test_a_unit_is_closed_and_reconstituted_on_forms(client, unit, officer):
    Unit.objects.filter(pk=unit.pk).update(standing=Standing.DORMANT)
    assert post(client, officer, at("reconstitute", unit), reason="a team").status_code == 422
    Post.objects.filter(unit=unit).update(vacant_since=None)
    assert post(client, officer, at("reconstitute", unit), reason="a team").status_code == 302
    assert post(client, officer, at("close", unit), reason="").status_code == 422
    assert post(client, officer, at("close", unit), reason="done").status_code == 302
    unit.refresh_from_db()
    assert unit.is_closed


@pytest.mark.parametrize("name", ["plan", "gate"])
def test_a_page_asks_a_constant_number_of_questions(
    name, client, planned, head, django_assert_max_num_queries
):
    client.force_login(head)
    more = {"stage": "formed"} if name == "gate" else {}
    client.get(at(name, planned, **more))

    with django_assert_max_num_queries(26):
        client.get(at(name, planned, **more))


# My work


def lines(user, source):
    return [task.line for task in work.gather(user, NOW).tasks if task.source.key == source]


def test_steps_wait_for_the_head_while_there_is_no_lead(planned, head, officer):
    Step.objects.filter(unit=planned, code__in=["name-lead", "room", "check"]).update(
        starts_on="2026-11-20", due_on="2026-11-20"
    )
    Step.objects.filter(unit=planned, code="room").update(owner="lead")

    assert {line.title for line in lines(head, "units.steps")} == {"Name the lead", "Give a room"}
    assert [line.title for line in lines(officer, "units.steps")] == ["Check the members"]
    assert "late" in lines(head, "units.steps")[0].reason


def test_a_step_that_climbed_to_the_programme_waits_there_too(planned, officer):
    Step.objects.filter(unit=planned, code="room").update(
        starts_on="2026-11-02", due_on="2026-11-03", climbed=3
    )

    assert "Give a room" in {line.title for line in lines(officer, "units.steps")}


def test_steps_of_the_lead_wait_for_the_lead(planned, lead, head):
    Step.objects.filter(unit=planned, code="room").update(owner="lead", starts_on="2026-11-20")

    assert "Give a room" in {line.title for line in lines(lead, "units.steps")}
    assert "Give a room" not in {line.title for line in lines(head, "units.steps")}


def test_a_gate_waits_for_whoever_can_be_the_second_person(unit, lead, officer, register):
    gates.show_evidence(unit, "formed", "room", statement="Room 4", by=lead, at=NOW)
    gates.ask(unit, "formed", by=lead, at=NOW)
    coordinator = somebody("Asanka", "district_coordinator", region=register["hosp-a"].district, reach="area")
    elsewhere = somebody("Bimali", "district_coordinator", region=register["hosp-b"].district, reach="area")

    assert len(lines(officer, "units.gates")) == 1
    assert len(lines(coordinator, "units.gates")) == 1
    assert lines(elsewhere, "units.gates") == []
    assert lines(lead, "units.gates") == []


def test_what_a_gate_left_for_later_waits_with_its_last_day(unit, lead, officer):
    StagePassage.objects.filter(unit=unit).update(verdict="amber", deadline="2026-12-11")

    assert [str(line.due) for line in lines(lead, "units.ambers")] == ["2026-12-11"]
    assert lines(officer, "units.ambers") == [], "nothing was shown since"
    Evidence.objects.create(
        unit=unit, stage="agreed", criterion="agreement", statement="x", by=lead, at=NOW.replace(hour=9)
    )
    assert len(lines(officer, "units.ambers")) == 1


def test_the_number_of_what_waits_is_that_of_the_lines(planned, head):
    Step.objects.filter(unit=planned).update(starts_on="2026-11-20", due_on="2026-11-20")

    found = work.gather(head, NOW)
    assert work.count(head, NOW) == len(found.tasks)
    assert not found.failed
