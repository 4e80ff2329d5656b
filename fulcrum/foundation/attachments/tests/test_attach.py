"""Attaching a file, refusing one, and removing one."""

import hashlib
import io
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from fulcrum.foundation.attachments import owners, queries, refusals
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.attachments.tests.conftest import ABOUT, KIND, PDF
from fulcrum.foundation.audit.models import Entry
from fulcrum.kit.classification import Classification
from fulcrum.kit.refusal import Refusal


@pytest.mark.django_db
def test_a_file_is_kept_with_its_hash_size_type_and_the_one_who_brought_it(attach, folder, stranger, now):
    attachment = attach(PDF, name="a\u0308.PDF")

    assert (attachment.sha256, attachment.size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
    assert (attachment.name, attachment.media_type) == ("ä.PDF", "application/pdf")
    assert (attachment.uploaded_by, attachment.at) == (stranger, now)
    assert folder.exists(attachment.sha256)
    entry = Entry.objects.get(action="attachments.attached")
    assert (entry.object_id, entry.facts["sha256"]) == (str(attachment.pk), attachment.sha256)


@pytest.mark.django_db
def test_neither_name_nor_browser_decides_what_a_file_is(attach):
    with pytest.raises(Refusal) as refused:
        attach(b"<svg><script>alert(1)</script></svg>", name="holiday.pdf")

    assert refusals.word(refused.value).startswith(
        "“holiday.pdf” is not of a type that is taken; its content looks like image/svg+xml. Taken are PDF, PNG,"
    )
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_an_empty_file_is_refused(attach):
    with pytest.raises(Refusal, match="attachment_empty"):
        attach(b"")


@pytest.mark.django_db
def test_a_file_may_have_exactly_its_limit_and_one_byte_more_is_refused_with_value_and_remedy(attach, limits):
    limits(each=1)
    full = b"x" * 1_000_000
    assert attach(full, name="full.txt").size == 1_000_000

    with pytest.raises(Refusal) as refused:
        attach(full + b"x", name="more.txt")
    assert refusals.word(refused.value) == (
        "“more.txt” has 1.1 MB; one file may have 1 MB. Make it smaller or divide it."
    )


@pytest.mark.django_db
def test_the_files_of_one_object_have_a_limit_together_and_removing_one_makes_room(
    attach, limits, stranger, now
):
    limits(each=1, together=1)
    first = attach(b"x" * 600_000, name="one.txt")

    with pytest.raises(Refusal, match="attachments_too_many"):
        attach(b"y" * 600_000, name="two.txt")
    attach(b"y" * 600_000, name="two.txt", about="8")
    attachments.remove(first, reason="not needed", by=stranger, at=now)
    attach(b"y" * 600_000, name="two.txt")


@pytest.mark.django_db
def test_whoever_may_not_add_is_refused_before_anything_is_read(attach, owner, folder):
    owner.add = lambda user, about_id, classification: classification == Classification.PUBLIC

    attach(classification=Classification.PUBLIC)
    with pytest.raises(PermissionDenied):
        attach(b"another content", classification=Classification.LIMITED)
    assert Attachment.objects.count() == 1


@pytest.mark.django_db
def test_nobody_adds_to_a_kind_that_nobody_owns(attach, officer, now, monkeypatch):
    monkeypatch.setattr(owners, "_owners", {})

    with pytest.raises(PermissionDenied):
        attach()


@pytest.mark.django_db
def test_a_removed_file_loses_its_content_and_keeps_its_record(
    attach, folder, officer, now, django_capture_on_commit_callbacks
):
    attachment = attach()

    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(attachment, reason=" Wrong file. ", by=officer, at=now)

    attachment.refresh_from_db()
    assert not folder.exists(attachment.sha256)
    assert (attachment.removed_by, attachment.removed_reason) == (officer, "Wrong file.")
    assert Entry.objects.get(action="attachments.removed").reason == "Wrong file."


@pytest.mark.django_db
def test_a_content_that_another_attachment_has_stays(
    attach, folder, officer, now, django_capture_on_commit_callbacks
):
    first, second = attach(about="1"), attach(about="2")

    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(first, reason="Wrong file.", by=officer, at=now)

    assert folder.exists(second.sha256)


@pytest.mark.django_db
def test_a_removal_that_is_taken_back_keeps_the_content(attach, folder, officer, now):
    attachment = attach()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        attachments.remove(attachment, reason="Wrong file.", by=officer, at=now)
        1 / 0  # noqa: B018

    assert folder.exists(attachment.sha256)


@pytest.mark.django_db
def test_a_removal_needs_a_reason_a_right_and_something_to_remove(attach, owner, officer, now):
    attachment = attach()
    with pytest.raises(Refusal, match="attachment_reason_missing"):
        attachments.remove(attachment, reason="  ", by=officer, at=now)
    attachments.remove(attachment, reason="Wrong file.", by=officer, at=now)
    with pytest.raises(Refusal, match="attachment_removed_already"):
        attachments.remove(attachment, reason="Wrong file.", by=officer, at=now)
    owner.add = lambda *_: False
    with pytest.raises(PermissionDenied):
        attachments.remove(attachment, reason="Wrong file.", by=officer, at=now)


@pytest.mark.django_db
def test_a_list_holds_what_the_reader_may_see_and_nothing_removed(attach, owner, stranger, now):
    public = attach()
    attach(classification=Classification.CONFIDENTIAL)
    attachments.remove(attach(name="old.pdf"), reason="Wrong file.", by=stranger, at=now)
    owner.see = lambda user, about_id, classification: classification == Classification.PUBLIC

    assert list(queries.of_object(stranger, KIND, ABOUT)) == [public]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": ""},
        {"sha256": "A" * 64},
        {"size": 0},
        {"name": ""},
        {"name": "a/b"},
        {"classification": "secret"},
        {"removed_reason": "without a day"},
    ],
    ids=str,
)
def test_the_database_refuses_a_record_that_says_nothing(attach, wrong):
    attachment = attach()

    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_at_once_do_not_exceed_the_limit_together(folder, owner, limits, stranger, now):
    limits(each=1, together=1)
    told, together = [], threading.Barrier(2, timeout=20)

    def add(letter):
        try:
            together.wait()
            attachments.attach(
                io.BytesIO(letter * 600_000),
                name="a.txt",
                kind=KIND,
                about_id=ABOUT,
                classification=Classification.PUBLIC,
                by=stranger,
                at=now,
            )
            told.append("kept")
        except Refusal as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=add, args=[letter]) for letter in (b"x", b"y")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["attachments_too_many", "kept"]
