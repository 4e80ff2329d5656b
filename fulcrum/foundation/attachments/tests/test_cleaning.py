"""Contents that no attachment has are let go, and never one that is just being attached."""

import io
import os
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fulcrum.foundation.attachments.jobs import sweep_orphans
from fulcrum.foundation.attachments.models import Attachment
from fulcrum.foundation.attachments.services import attachments, cleaning, locks
from fulcrum.foundation.attachments.tests.conftest import ABOUT, KIND, PDF
from fulcrum.kit.classification import Classification


def content(folder, data, *, days_ago):
    """A content without an attachment, put so many days ago; its hash."""
    sha256 = folder.put(io.BytesIO(data), most=1000).sha256
    [path] = folder.root.rglob(sha256)
    then = (timezone.now() - timedelta(days=days_ago)).timestamp()
    os.utime(path, (then, then))
    return sha256


@pytest.mark.django_db
def test_an_orphan_goes_after_a_day_and_not_before(folder):
    old, young = content(folder, b"old", days_ago=2), content(folder, b"young", days_ago=0.9)

    sweep_orphans.func(timestamp=0)

    assert (folder.exists(old), folder.exists(young)) == (False, True)


@pytest.mark.django_db
def test_what_an_attachment_has_stays_however_old(attach, folder):
    kept = attach()
    content(folder, PDF, days_ago=400)

    assert cleaning.sweep(at=timezone.now()) == 0
    assert folder.exists(kept.sha256)


@pytest.mark.django_db
def test_what_only_removed_attachments_had_goes(attach, folder, stranger, now):
    gone = attach()
    attachments.remove(gone, reason="Wrong file.", by=stranger, at=now)
    content(folder, PDF, days_ago=2)

    assert cleaning.sweep(at=timezone.now()) == 1


@pytest.mark.django_db(transaction=True)
def test_letting_go_waits_for_one_who_attaches_the_same_content_and_then_keeps_it(
    folder, owner, stranger, now
):
    sha256 = content(folder, PDF, days_ago=2)
    begun, let_go = threading.Event(), []

    def clean():
        try:
            begun.set()
            let_go.append(cleaning.let_go(sha256))
        finally:
            connection.close()

    cleaner = threading.Thread(target=clean)
    with transaction.atomic():
        locks.share()
        cleaner.start()
        assert begun.wait(20)
        attachments.attach(
            io.BytesIO(PDF),
            name="a.pdf",
            kind=KIND,
            about_id=ABOUT,
            classification=Classification.PUBLIC,
            by=stranger,
            at=now,
        )
        assert let_go == []
    cleaner.join(20)

    assert let_go == [False]
    assert folder.exists(Attachment.objects.get().sha256)
