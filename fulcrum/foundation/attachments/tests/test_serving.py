"""A file is handed out to those who may see it, in a way that cannot harm them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fulcrum.foundation.attachments import uploads
from fulcrum.foundation.attachments.forms import AttachmentForm
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.attachments.tests.conftest import PDF, PNG
from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.classification import Classification

pytestmark = pytest.mark.django_db


def ask(client, attachment, query="", **headers):
    return client.get(f"/attachments/{attachment.pk}/{query}", headers=headers)


def body(response):
    return b"".join(response.streaming_content)


def test_a_file_is_saved_under_its_name_and_never_shown_unasked(attach, client):
    response = ask(client, attach(PNG, name="පින්තූරය.png"), accept_encoding="gzip, br")

    assert body(response) == PNG
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == str(len(PNG))
    assert response["Content-Disposition"].startswith(
        "attachment; filename=\"pinthuraya.png\"; filename*=UTF-8''%E0"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["Content-Security-Policy"].endswith("; sandbox")
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(("content", "name"), [(PNG, "a.png"), (PDF, "a.pdf")])
def test_a_picture_or_pdf_is_shown_when_asked(content, name, attach, client):
    response = ask(client, attach(content, name=name), "?inline")

    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("content", [b"plain words", b"a,b\n1,2\n"])
def test_what_a_browser_might_take_for_something_else_is_never_shown(content, attach, client):
    response = ask(client, attach(content, name="page.html"), "?inline")

    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"].endswith("; charset=utf-8")


def test_a_page_kept_by_mistake_would_still_not_be_shown(attach, client):
    attachment = attach(b"plain words", name="a.txt")
    Attachment.objects.update(media_type="text/html")

    response = ask(client, attachment, "?inline")

    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Security-Policy"].endswith("; sandbox")


def test_what_a_browser_has_already_is_not_sent_again(attach, client):
    attachment = attach()
    etag = ask(client, attachment)["ETag"]

    assert etag == f'"{attachment.sha256}"'
    assert ask(client, attachment, if_none_match=etag).status_code == 304
    assert ask(client, attachment, if_none_match='"other"').status_code == 200


def test_whoever_may_not_see_it_cannot_tell_it_from_what_never_was(attach, owner, client, stranger):
    attachment = attach()
    owner.see = lambda *_: False
    client.force_login(stranger)

    hidden = ask(client, attachment, if_none_match=f'"{attachment.sha256}"')
    never = client.get("/attachments/00000000-0000-4000-8000-000000000000/")

    assert (hidden.status_code, never.status_code) == (404, 404)
    assert client.post(f"/attachments/{attachment.pk}/remove/").status_code == 404


def test_the_owner_is_asked_with_reader_object_and_class(attach, owner, client, stranger):
    attachment = attach(classification=Classification.LIMITED, about="99")
    asked = []
    owner.see = lambda *facts: asked.append(facts) or False
    client.force_login(stranger)

    ask(client, attachment)

    assert asked == [(stranger, "99", Classification.LIMITED)]


def test_each_reading_of_a_confidential_file_is_logged_and_no_cache_keeps_it(attach, client, stranger):
    attachment = attach(classification=Classification.CONFIDENTIAL)
    client.force_login(stranger)

    response = ask(client, attachment)
    ask(client, attachment, if_none_match=response["ETag"])

    assert response["Cache-Control"] == "private, no-store"
    readings = Entry.objects.filter(action="read", object_id=str(attachment.pk), by=stranger)
    assert readings.count() == 2


def test_readings_of_other_files_are_not_logged(attach, client):
    response = ask(client, attach(classification=Classification.LIMITED))

    assert response["Cache-Control"] == "private, no-cache"
    assert not Entry.objects.filter(action="read").exists()


def test_a_removed_file_says_so_to_those_who_might_see_it(attach, client, stranger, now):
    attachment = attach()
    attachments.remove(attachment, reason="It names a patient.", by=stranger, at=now)

    for_all = ask(client, attachment)
    client.force_login(stranger)
    for_people = ask(client, attachment)

    assert (for_all.status_code, for_people.status_code) == (410, 410)
    assert "It names a patient." not in for_all.content.decode()
    assert "It names a patient." in for_people.content.decode()


def test_removing_asks_for_a_reason_and_leads_back(attach, client, stranger):
    attachment = attach()
    client.force_login(stranger)
    address = f"/attachments/{attachment.pk}/remove/"

    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " "}).status_code == 422
    done = client.post(address, {"reason": "Wrong file."})

    assert (done.status_code, done["Location"]) == (302, "/things/7/")
    attachment.refresh_from_db()
    assert attachment.removed_reason == "Wrong file."
    assert client.get(address).status_code == 410


def test_whoever_may_only_see_may_not_remove(attach, owner, client, stranger):
    attachment = attach()
    owner.add = lambda *_: False
    client.force_login(stranger)

    assert client.post(f"/attachments/{attachment.pk}/remove/", {"reason": "x"}).status_code == 403


def test_an_upload_without_end_is_cut_off_and_told_in_words(rf, limits, monkeypatch):
    monkeypatch.setattr(uploads, "LEAST_CUT_MB", 1)
    limits(each=1)
    data = {"file": SimpleUploadedFile("huge.txt", b"x" * 1_200_000), "classification": "public"}
    request = rf.post("/", data)

    form = AttachmentForm(list(Classification), request)

    assert not request.FILES
    assert form.errors["file"] == [
        "“huge.txt” has more than 1 MB; one file may have 1 MB. Make it smaller or divide it."
    ]


def test_an_upload_up_to_the_cut_arrives_whole(rf, monkeypatch):
    monkeypatch.setattr(uploads, "most_mb", lambda: 1)
    content = b"x" * 1_000_000

    request = rf.post("/", {"file": io.BytesIO(content)})

    assert request.FILES["file"].read() == content


def test_a_heap_of_files_in_one_request_is_turned_away_before_they_are_kept(client, db):
    heap = {f"file{number}": SimpleUploadedFile("a.txt", b"a") for number in range(5)}

    assert client.post("/sign-in/", heap).status_code == 400
