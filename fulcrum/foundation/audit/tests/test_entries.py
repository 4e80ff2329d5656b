"""Audit entries can be added, never changed or removed."""

import pytest
from django.db import DatabaseError, connection, transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.audit.models import Entry


@pytest.fixture
def entry(officer, now):
    return audit.record("tests.tried", officer, by=officer, at=now, number=1)


def test_an_entry_tells_who_did_what_to_what(entry, officer):
    assert (entry.by, entry.action, entry.object_kind, entry.object_id) == (
        officer,
        "tests.tried",
        "users.user",
        str(officer.pk),
    )


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET action = 'other'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_or_remove_it(change, entry):
    refused = pytest.raises(DatabaseError, match="audit entries can only be added")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert Entry.objects.get().action == "tests.tried"
