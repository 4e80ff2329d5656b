"""A storage folder of the test's own, small files of every type, and an owner whose answers the test sets."""

import io
import zipfile
from dataclasses import replace

import pytest

from fulcrum.foundation.attachments import owners
from fulcrum.foundation.attachments.owners import Owner
from fulcrum.foundation.attachments.services import attachments
from fulcrum.foundation.attachments.storage import LocalFolder
from fulcrum.kit.classification import Classification

KIND, ABOUT = "tests.thing", "7"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


def zipped(parts):
    """A ZIP file with these parts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def folder(settings, tmp_path):
    """The storage, in a folder of its own."""
    settings.ENV = replace(settings.ENV, home=tmp_path)
    return LocalFolder(tmp_path / "attachments")


@pytest.fixture
def limits(settings):
    """Set the limits in megabytes."""

    def become(*, each=20, together=200):
        settings.ENV = replace(settings.ENV, attachment_mb=each, attachments_total_mb=together)

    return become


@pytest.fixture
def owner(monkeypatch):
    """Who may see and add: everybody everything, until the test says otherwise by `see` and `add`."""

    class Answers:
        see = staticmethod(lambda user, about_id, classification: True)
        add = staticmethod(lambda user, about_id, classification: True)

    answers = Answers()
    made = Owner(
        KIND,
        may_see=lambda *asked: answers.see(*asked),
        may_add=lambda *asked: answers.add(*asked),
        address=lambda about_id: f"/things/{about_id}/",
    )
    monkeypatch.setattr(owners, "_owners", {KIND: made})
    return answers


@pytest.fixture
def attach(folder, owner, stranger, now):
    """Attach something to the thing of the tests."""

    def attached(content=PDF, name="report.pdf", classification=Classification.PUBLIC, about=ABOUT):
        return attachments.attach(
            io.BytesIO(content),
            name=name,
            kind=KIND,
            about_id=about,
            classification=classification,
            by=stranger,
            at=now,
        )

    return attached
