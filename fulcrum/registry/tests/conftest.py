"""The shipped country pack, loaded once for all tests of a file and taken back after them."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from fulcrum.registry.services import packs
from fulcrum.registry.tests import small_pack

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def lk(django_db_setup, django_db_blocker):
    """The report of loading the shipped pack; the register then holds Sri Lanka."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield packs.load(packs.SHIPPED, by=None, at=AT, dry_run=False)
        transaction.set_rollback(True)


@pytest.fixture
def tiny(db, tmp_path):
    """A small invented pack in a folder, loaded; the folder can be spoiled and loaded again."""
    folder = small_pack.folder(tmp_path / "tiny")
    assert packs.load(folder, by=None, at=AT, dry_run=False).ok
    return folder
