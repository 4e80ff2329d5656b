"""`fulcrum verify` finds a content that is missing or was changed."""

import pytest

from fulcrum.foundation.attachments import content_check
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.audit import verify

pytestmark = pytest.mark.django_db


def lines():
    return next(result.lines for result in verify.run() if result.name == content_check.NAME)


def path_of(folder, attachment):
    [path] = folder.root.rglob(attachment.sha256)
    return path


def test_all_is_well(attach):
    attach()

    assert lines() == ()


def test_one_changed_byte_is_found_and_every_attachment_with_it_named(attach, folder):
    first, second, other = attach(about="1"), attach(about="2"), attach(b"another")
    path = path_of(folder, first)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))

    told = lines()

    assert len(told) == 2
    assert all("its content is not what was attached" in line for line in told)
    assert all(str(each.pk) in "".join(told) for each in (first, second))
    assert str(other.pk) not in "".join(told)


def test_a_missing_file_is_found(attach, folder):
    attachment = attach()
    path_of(folder, attachment).unlink()

    assert lines() == (f"attachment {attachment.pk}: its content {attachment.sha256} is missing",)


def test_a_removed_attachment_is_not_missed(
    attach, folder, stranger, now, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(attach(), reason="Wrong file.", by=stranger, at=now)

    assert lines() == ()
