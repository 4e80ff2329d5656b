"""Audit entries can be added, never changed or removed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.audit.models import Entry
from fulcrum.kit import origin


@pytest.fixture
def entry(officer, now):
    return audit.record("tests.tried", officer, by=officer, at=now, number=1)


class Secret:
    """Stands for a row of any app that is kept closely."""

    def __init__(self, pk, classification="confidential"):
        self.pk, self.classification = pk, classification

    class _meta:  # noqa: N801 - Django's name
        label_lower = "tests.secret"


def test_an_entry_tells_who_did_what_to_what(entry, officer):
    assert (entry.by, entry.action, entry.object_kind, entry.object_id) == (
        officer,
        "tests.tried",
        "users.user",
        str(officer.pk),
    )


def test_an_entry_tells_what_it_was_before_and_after_and_why(officer, now):
    changed = audit.changes({"name": "Alpha", "level": 2}, {"name": "Beta", "level": 2})

    audit.record("tests.renamed", officer, by=officer, at=now, reason="Gazette 1", **changed._asdict())

    entry = Entry.objects.get()
    assert (entry.before, entry.after, entry.reason, entry.facts) == (
        {"name": "Alpha"},
        {"name": "Beta"},
        "Gazette 1",
        {},
    )


def test_nothing_changed_is_told_as_nothing():
    assert audit.changes({"name": "Alpha"}, {"name": "Alpha"}) == (None, None)


def test_a_field_that_came_or_went_is_none_on_the_other_side():
    before, after = audit.changes({"gone": 1}, {"come": 2})

    assert (before, after) == ({"gone": 1, "come": None}, {"gone": None, "come": 2})


def test_dates_and_decimals_are_kept_as_text(officer, now):
    audit.record(
        "tests.tried", officer, by=None, at=now, after={"on": date(2026, 3, 1)}, share=Decimal("0.10")
    )

    entry = Entry.objects.get()
    assert (entry.after, entry.facts) == ({"on": "2026-03-01"}, {"share": "0.10"})


def test_an_entry_names_the_request_job_or_command_that_made_it(officer, now):
    with origin.working_for("job registry.load 7"):
        audit.record("tests.tried", officer, by=None, at=now)
    audit.record("tests.tried", officer, by=None, at=now)

    assert list(Entry.objects.order_by("pk").values_list("request", flat=True)) == ["job registry.load 7", ""]


@pytest.mark.parametrize(
    ("of_the_object", "of_the_entry"),
    [("confidential", "confidential"), ("limited", "limited"), ("public", "limited"), ("", "limited")],
)
def test_an_entry_is_kept_at_least_as_closely_as_its_object(of_the_object, of_the_entry, db, now):
    entry = audit.record("tests.tried", Secret(1, of_the_object), by=None, at=now)

    assert entry.classification == of_the_entry


def test_an_entry_is_found_under_its_organisation(register, now):
    audit.record("tests.tried", register["hosp-a"], by=None, at=now, organisation=register["hosp-a"])
    audit.record("tests.tried", register["hosp-a"], by=None, at=now, organisation=register["hosp-b"].pk)

    keys = Entry.objects.order_by("pk").values_list("organisation_key", flat=True)
    assert list(keys) == [register["hosp-a"].pk, register["hosp-b"].pk]


def test_a_reading_is_an_entry_that_says_through_what_and_why(officer, now):
    with origin.working_for("r1"):
        audit.record_reading(Secret(5), by=officer, at=now, through="export", why="yearly audit")

    entry = Entry.objects.get()
    assert entry.is_reading
    assert (entry.object_id, entry.by, entry.facts, entry.reason, entry.classification) == (
        "5",
        officer,
        {"through": "export"},
        "yearly audit",
        "confidential",
    )


def test_one_object_read_twice_in_one_request_is_one_entry_per_person(officer, auditor, now):
    for request in ("r1", "r2"):
        with origin.working_for(request):
            for person in (officer, officer, auditor):
                audit.record_reading(Secret(5), by=person, at=now)

    told = Entry.objects.order_by("pk").values_list("request", "by__name")
    assert list(told) == [("r1", "Nimali"), ("r1", "Kasun"), ("r2", "Nimali"), ("r2", "Kasun")]


def test_readings_of_a_list_cost_two_statements(officer, now, django_assert_num_queries):
    with origin.working_for("r1"):
        audit.record_reading(Secret(5), by=officer, at=now)
        with django_assert_num_queries(2):
            audit.record_readings([Secret(n) for n in range(1, 50)], by=officer, at=now, through="search")

    assert Entry.objects.count() == 49


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET action = 'other'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_or_remove_it(change, entry):
    refused = pytest.raises(DatabaseError, match="audit entries can only be added")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert Entry.objects.get().action == "tests.tried"
