"""The pages about models: published ones are read by everybody, drafts by those who make them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fulcrum.units import blueprint_faults, blueprint_reads, model_labels
from fulcrum.units.domain.blueprint import Cause, Rule
from fulcrum.units.domain.codes import Standing
from fulcrum.units.models import BlueprintVersion, Tailoring, Unit
from fulcrum.units.services import blueprints
from fulcrum.units.tests import small_model
from fulcrum.units.tests.test_adoption import SECOND
from tests.cast import NOW, somebody

DTU = (blueprints.SHIPPED / "dtu-v1.yaml").read_text(encoding="utf-8")


@pytest.fixture
def shipped(db):
    blueprints.load_shipped(at=NOW)
    return blueprint_reads.newest()


@pytest.fixture
def draft(shipped, officer):
    return blueprints.draft_next(shipped, by=officer, at=NOW)


def at(name, row, *more):
    return reverse(f"units:{name}", args=[row.code, row.version, *more])


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Hold the briefing"), ("si", "දැනුවත් කිරීමේ හමුව"), ("ta", "விளக்கக் கூட்டத்தை")]
)
def test_everybody_reads_a_published_model_in_their_language(client, shipped, language, words):
    client.cookies["django_language"] = language

    page = client.get(at("blueprint", shipped)).content.decode()

    assert words in page
    assert shipped.sha256 in page


def test_the_page_of_a_model_takes_few_queries(client, shipped, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert client.get(at("blueprint", shipped)).status_code == 200


def test_the_list_takes_few_queries(client, draft, officer, django_assert_max_num_queries):
    client.force_login(officer)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("units:blueprints")).content.decode()

    assert "dtu-v2.yaml" in page


def test_the_file_is_the_text_letter_for_letter(client, shipped):
    answer = client.get(at("blueprint_file", shipped))

    assert answer.content.decode() == DTU
    assert answer["Content-Disposition"] == 'attachment; filename="dtu-v1.yaml"'


def test_a_draft_is_seen_by_officers_only(client, draft, auditor, officer):
    assert client.get(at("blueprint", draft)).status_code == 404
    client.force_login(auditor)
    assert client.get(at("blueprint", draft)).status_code == 404
    assert "dtu-v2" not in client.get(reverse("units:blueprints")).content.decode()
    client.force_login(officer)
    assert client.get(at("blueprint", draft)).status_code == 200


def test_a_file_of_elsewhere_is_imported_as_a_draft(client, shipped, officer):
    client.force_login(officer)
    text = DTU.replace("code: dtu", "code: dtu-elsewhere", 1)

    answer = client.post(
        reverse("units:new_blueprint"), {"file": SimpleUploadedFile("model.yaml", text.encode()), "text": ""}
    )

    row = BlueprintVersion.objects.get(code="dtu-elsewhere")
    assert answer.url == at("blueprint", row)
    assert (row.text, row.is_published) == (text, False)


def test_faults_stand_beside_the_text_with_their_lines_and_nothing_is_lost(client, draft, officer):
    client.force_login(officer)
    text = draft.text.replace("days: 10, after: [hold-briefing]", "days: ten, after: [hold-briefing]")

    answer = client.post(at("change_blueprint", draft), {"text": text, "seen": draft.sha256})

    line = next(number for number, each in enumerate(text.splitlines(), 1) if "days: ten" in each)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Line {line}" in page
    assert "days: ten" in page
    draft.refresh_from_db()
    assert "days: ten" not in draft.text


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe", "not written in UTF-8"), (b"x" * (1024 * 1024 + 1), "larger than 1 MB")],
)
def test_a_file_that_cannot_be_read_is_refused(client, shipped, officer, content, told):
    client.force_login(officer)

    answer = client.post(reverse("units:new_blueprint"), {"file": SimpleUploadedFile("model.yaml", content)})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_what_changed_is_told_before_it_is_published(client, draft, officer):
    client.force_login(officer)
    text = draft.text.replace("review_months: 12", "review_months: 6")
    client.post(at("change_blueprint", draft), {"text": text, "seen": draft.sha256})
    draft.refresh_from_db()

    page = client.get(at("publish_blueprint", draft)).content.decode()
    client.post(at("publish_blueprint", draft), {"seen": draft.sha256})

    assert "every 6 months instead of every 12" in page
    assert blueprint_reads.newest() == draft
    compared = client.get(at("blueprint_difference", draft, 1)).content.decode()
    assert "every 6 months instead of every 12" in compared


def test_who_publishes_what_was_changed_meanwhile_is_told(client, draft, officer):
    client.force_login(officer)

    answer = client.post(at("publish_blueprint", draft), {"seen": "0" * 64})

    assert answer.status_code == 422
    assert "Somebody changed dtu 2" in answer.content.decode()


def test_a_head_takes_a_version_over_after_reading_what_it_changes(client, unit, head):
    second = small_model.published(SECOND, version=2)
    client.force_login(head)
    address = reverse("units:adopt", args=[unit.number, second.code, 2])

    page = client.get(address)
    found = page.context["form"].initial["seen"]
    answer = client.post(address, {"seen": found})

    assert "The post “Analyst” is opened." in page.content.decode()
    assert answer.url == reverse("units:unit", args=[unit.number])
    assert Unit.objects.get(pk=unit.pk).blueprint == second
    assert client.get(address).status_code == 409


def test_differences_are_asked_answered_and_explained(client, unit, head, officer):
    client.force_login(head)
    address = reverse("units:ask_difference", args=[unit.number, "post_left_out"])
    client.post(address, {"target": "SD", "reason": "a desk of the ministry helps"})
    row = Tailoring.objects.get()

    client.force_login(officer)
    answered = client.post(
        reverse("units:decide_difference", args=[row.pk]), {"answer": "approve", "reason": "seen"}
    )

    page = client.get(reverse("units:differences", args=[unit.number])).content.decode()
    assert answered.status_code == 302
    assert "It has no post “Support”." in page
    assert "a desk of the ministry helps" in page


def test_the_page_of_differences_takes_few_queries(client, unit, head, django_assert_max_num_queries):
    client.force_login(head)
    with django_assert_max_num_queries(28):
        assert client.get(reverse("units:differences", args=[unit.number])).status_code == 200


def test_who_asked_is_not_shown_the_way_to_answer(client, unit, head):
    client.force_login(head)
    client.post(
        reverse("units:ask_difference", args=[unit.number, "post_left_out"]),
        {"target": "SD", "reason": "why"},
    )

    assert (
        client.get(reverse("units:decide_difference", args=[Tailoring.objects.get().pk])).status_code == 403
    )


def test_an_unknown_kind_of_difference_is_no_page(client, unit, head):
    client.force_login(head)
    assert client.get(reverse("units:ask_difference", args=[unit.number, "anything"])).status_code == 404


def test_a_reader_of_another_organisation_sees_no_differences(client, unit, register):
    client.force_login(somebody("Ayesha", "head", organisation=register["hosp-b"]))

    assert client.get(reverse("units:differences", args=[unit.number])).status_code == 404


def test_an_asked_difference_waits_for_an_officer(client, unit, head, officer):
    client.force_login(head)
    client.post(
        reverse("units:ask_difference", args=[unit.number, "post_left_out"]),
        {"target": "SD", "reason": "why"},
    )
    client.force_login(officer)

    page = client.get(reverse("web:work")).content.decode()

    assert reverse("units:decide_difference", args=[Tailoring.objects.get().pk]) in page


def test_every_rule_that_a_blueprint_can_hold_has_its_sentence():
    for standing in (Standing.AT_RISK, Standing.DORMANT):
        for cause in Cause:
            if (standing, cause) != (Standing.AT_RISK, Cause.AT_RISK_SINCE):
                assert "7" in model_labels.rule(Rule(standing, cause, 7))


def test_every_fault_of_a_blueprint_is_worded():
    from pathlib import Path
    from re import findall

    from fulcrum.registry import refusals

    domain = Path(blueprints.__file__).parents[1] / "domain"
    told = {
        code
        for path in domain.glob("blueprint_*.py")
        for code in findall(
            r'(?:fault\([^,()]+, |Fault\([^\n]*?, [^\n]*?, "\w+", |CellError\()"(\w+)"', path.read_text()
        )
    }
    assert len(told) > 10
    assert told <= {*refusals.WORDINGS, *blueprint_faults.WORDINGS}
