"""Documents of an organisation: who sees and adds which, on its page."""

import io
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.classification import Classification
from fulcrum.registry import documents
from tests.cast import somebody

pytestmark = pytest.mark.django_db
PAGE, ADD = "/organisations/hosp-a/", "/organisations/hosp-a/documents/add/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ENV = replace(settings.ENV, home=tmp_path)


@pytest.fixture
def added(register, head, now):
    """Have the head of the hospital add a document of a class."""

    def add(classification, name="plan.txt"):
        return attachments.attach(
            io.BytesIO(b"words"),
            name=name,
            kind=documents.KIND,
            about_id=str(register["hosp-a"].pk),
            classification=classification,
            by=head,
            at=now,
        )

    return add


def sent(client, content=b"words", name="plan.txt", classification="public"):
    data = {"file": SimpleUploadedFile(name, content), "classification": classification}
    return client.post(ADD, data)


def test_an_officer_adds_a_document_that_everybody_then_finds_on_the_page(client, officer, register):
    client.force_login(officer)

    response = sent(client, name="සැලැස්ම.txt")
    client.logout()
    page = client.get(PAGE).content.decode()

    assert (response.status_code, response["Location"]) == (302, PAGE)
    attachment = Attachment.objects.get()
    assert (attachment.about_id, attachment.uploaded_by) == (str(register["hosp-a"].pk), officer)
    assert "සැලැස්ම.txt" in page
    assert "Add a document" not in page
    assert client.get(f"/attachments/{attachment.pk}/").status_code == 200
    assert Entry.objects.get(action="attachments.attached").organisation_key == register["hosp-a"].pk


def test_a_file_that_is_not_taken_is_told_beside_its_field(client, officer, register):
    client.force_login(officer)

    response = sent(client, b"<svg></svg>", "drawing.svg")

    assert response.status_code == 422
    assert "“drawing.svg” is not of a type that is taken" in response.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("classification", list(Classification))
def test_each_class_is_seen_by_those_cleared_for_it_here_and_by_nobody_else(
    classification, added, client, register, head, officer, auditor, stranger
):
    other_head = somebody("Chandani", "head", organisation=register["hosp-b"])
    attachment = added(classification)
    seen_by = {
        Classification.PUBLIC: {head, officer, auditor, stranger, other_head},
        Classification.LIMITED: {head, officer, auditor},
        Classification.CONFIDENTIAL: {head, auditor},
    }[classification]

    for person in (head, officer, auditor, stranger, other_head):
        client.force_login(person)
        served = client.get(f"/attachments/{attachment.pk}/").status_code
        listed = "plan.txt" in client.get(PAGE).content.decode()

        assert (served, listed) == ((200, True) if person in seen_by else (404, False)), person.name


def test_nobody_adds_what_they_could_not_read(client, officer, register):
    client.force_login(officer)

    response = sent(client, classification="confidential")

    assert response.status_code == 422
    assert 'value="confidential"' not in client.get(ADD).content.decode()
    assert not Attachment.objects.exists()


def test_a_head_adds_to_their_own_organisation_only(added, client, register, now):
    other_head = somebody("Chandani", "head", organisation=register["hosp-b"])
    client.force_login(other_head)

    assert client.get(ADD).status_code == 403
    assert sent(client).status_code == 403
    with pytest.raises(PermissionDenied):
        attachments.remove(added(Classification.PUBLIC), reason="x", by=other_head, at=now)


def test_an_organisation_without_documents_has_no_empty_section(client, register):
    assert "Documents" not in client.get(PAGE).content.decode()


def test_many_documents_cost_one_query(added, client, officer, django_assert_max_num_queries):
    client.force_login(officer)
    client.get(PAGE)
    with django_assert_max_num_queries(60) as few:
        client.get(PAGE)
    for number in range(20):
        added(Classification.PUBLIC, f"{number}.txt")

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(PAGE)


def test_a_document_is_removed_by_its_door_on_the_page(added, client, officer):
    attachment = added(Classification.PUBLIC)
    client.force_login(officer)
    assert f"/attachments/{attachment.pk}/remove/" in client.get(PAGE).content.decode()

    response = client.post(f"/attachments/{attachment.pk}/remove/", {"reason": "Superseded."})

    assert response["Location"] == PAGE
    assert "plan.txt" not in client.get(PAGE).content.decode().replace("“plan.txt” was removed.", "")
