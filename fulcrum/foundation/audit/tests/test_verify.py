"""`verify` names each thing that is not as it was written, once."""

import pytest
from django.db import DatabaseError, connection, transaction

from fulcrum.foundation.audit import chain_check, rows, verify
from fulcrum.foundation.audit.models import Seal

TABLES = ("audit_entry", "audit_seal", "audit_sealedentry", "audit_unsealed")


@pytest.fixture
def five(write, seal):
    """Numbers of five entries, sealed as three and two."""
    entries = write(3)
    seal()
    entries += write(2)
    seal()
    return [entry.pk for entry in entries]


def past_the_triggers(*statements):
    """Do what the triggers refuse; the owner of the tables may switch them off, as may a superuser."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement, *values in statements:
            cursor.execute(statement, values)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "TRUNCATE {}"])
def test_the_database_refuses_to_change_or_empty_the_log(change, table, db):
    column = {"audit_entry": "id", "audit_seal": "number", "audit_sealedentry": "position"}.get(
        table, "entry_id"
    )
    refused = pytest.raises(DatabaseError, match="only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table, column, column))


@pytest.mark.parametrize("table", ["audit_seal", "audit_sealedentry"])
def test_the_database_refuses_to_remove_from_the_chain(table, five):
    refused = pytest.raises(DatabaseError, match="seals of audit entries can only be added")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'",
        "at = 'infinity'",
        "by_id = NULL",
        "action = 'tests.other'",
        "object_kind = 'tests.other'",
        "object_id = '9'",
        "organisation_key = 1",
        "classification = 'confidential'",
        "before = '{}'",
        "after = 'null'",
        "reason = ''",
        "request = 'r'",
        """facts = '{"a": 1}'""",
    ],
)
def test_a_change_of_any_field_is_found(change, five, faults):
    past_the_triggers((f"UPDATE audit_entry SET {change} WHERE id = %s", five[1]))

    assert faults() == [f"position 2: entry {five[1]} is not what was sealed there"]


@pytest.mark.parametrize("place", [0, 2, 3, 4])
def test_a_removed_entry_is_found(place, five, faults):
    past_the_triggers(("DELETE FROM audit_entry WHERE id = %s", five[place]))

    assert faults() == [f"position {place + 1}: entry {five[place]} is missing"]


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
def test_a_place_removed_with_its_entry_is_found(place, five, faults):
    past_the_triggers(
        ("DELETE FROM audit_entry WHERE id = %s", five[place]),
        ("DELETE FROM audit_sealedentry WHERE position = %s", place + 1),
    )

    assert faults() == [f"position {place + 1} is missing"]


def test_a_seal_removed_from_the_middle_is_found(five, write, seal, faults):
    write(1)
    seal()
    past_the_triggers(("DELETE FROM audit_seal WHERE number = 2",))

    assert faults()[0] == "seal 2 is missing"
    assert not [line for line in faults() if "entry" in line]


@pytest.mark.parametrize(
    "change",
    [
        "sealed_at = sealed_at + interval '1 second'",
        "digest = sha256('other')",
        "previous_digest = sha256('other')",
        "form = 2",
        "first_position = 2, count = 2",
        "last_position = 2, count = 2",
    ],
)
def test_a_change_of_any_field_of_a_seal_is_found(change, five, faults):
    past_the_triggers((f"UPDATE audit_seal SET {change} WHERE number = 1",))

    assert faults()[0].startswith("seal 1 ") or faults()[0].startswith("seal 2 does not follow")


def test_two_swapped_entries_are_found(five, faults):
    past_the_triggers(
        ("UPDATE audit_sealedentry SET entry_id = -1 WHERE position = 1",),
        ("UPDATE audit_sealedentry SET entry_id = %s WHERE position = 2", five[0]),
        ("UPDATE audit_sealedentry SET entry_id = %s WHERE position = 1", five[1]),
    )

    assert faults() == [
        f"position 1: entry {five[1]} is not what was sealed there",
        f"position 2: entry {five[0]} is not what was sealed there",
    ]


def test_an_entry_put_in_past_the_triggers_is_found(five, faults):
    past_the_triggers(
        (
            "INSERT INTO audit_entry (id, at, action, object_kind, object_id, facts)"
            " VALUES (999, now(), 'forged', '', '', '{}')",
        )
    )

    assert faults() == [
        "entry 999 is neither sealed nor waiting to be sealed: it was put in past the program"
    ]


def test_places_put_before_or_behind_the_chain_are_found(five, faults):
    past_the_triggers(
        ("INSERT INTO audit_sealedentry VALUES (0, sha256('x'), -5)",),
        ("INSERT INTO audit_sealedentry VALUES (6, sha256('x'), -6)",),
    )

    assert faults() == [
        "position 0 stands where no position can be",
        "position 6: entry -6 and what follows lie behind the last seal",
    ]


def test_the_end_cut_off_with_its_seal_is_found_by_the_newest_head(five, faults):
    past_the_triggers(
        ("DELETE FROM audit_entry WHERE id >= %s", five[3]),
        ("DELETE FROM audit_sealedentry WHERE position >= 4",),
        ("DELETE FROM audit_seal WHERE number = 2",),
    )

    assert faults() == [
        "anchors.head line 1: seal 2 of 2026-11-23 is gone: the end of the log was cut off, or an older copy restored"
    ]


def test_a_chain_made_anew_is_found_by_the_anchors(five, seal, faults, anchors):
    noted = anchors.days.read_text(), anchors.newest.read_text()
    past_the_triggers(
        ("UPDATE audit_entry SET reason = 'forged' WHERE id = %s", five[0]),
        ("DELETE FROM audit_sealedentry",),
        ("DELETE FROM audit_seal",),
        ("INSERT INTO audit_unsealed (entry_id) SELECT id FROM audit_entry",),
    )
    seal()
    anchors.days.write_text(noted[0])
    anchors.newest.write_text(noted[1])

    assert faults() == [
        "anchors line 1: seal 1 of 2026-11-23 is not the one that was noted: the chain was made anew",
        "anchors.head line 1: seal 2 of 2026-11-23 is gone: the end of the log was cut off, or an older copy restored",
    ]


def test_a_damaged_anchor_is_found(five, faults, anchors):
    with anchors.days.open("a") as file:
        file.write("2026-11-24 half a li\n")

    assert faults() == ["anchors line 2 is no anchor"]


def test_entries_that_wait_too_long_are_told(five, write, faults):
    (entry,) = write(1)
    past_the_triggers(("UPDATE audit_unsealed SET noted_at = %s", "2026-11-23 05:00Z"))

    assert faults() == [f"1 entry waits to be sealed, entry {entry.pk} for 60 minutes: does the worker run?"]


def test_an_entry_removed_before_it_was_sealed_is_found(five, write, faults):
    (entry,) = write(1)
    past_the_triggers(
        ("DELETE FROM audit_entry WHERE id = %s", entry.pk),
        ("UPDATE audit_unsealed SET noted_at = %s", "2026-11-23 06:00Z"),
    )

    assert faults() == [f"entry {entry.pk} waits to be sealed and is missing"]


def test_a_sealed_entry_noted_again_is_found_and_not_sealed_twice(five, seal, faults):
    past_the_triggers(
        ("INSERT INTO audit_unsealed (entry_id, noted_at) VALUES (%s, %s)", five[0], "2026-11-23 06:00Z")
    )

    assert seal() == 0
    assert faults() == [f"entry {five[0]} is sealed and waits to be sealed again"]


def test_a_log_longer_than_a_batch_is_read_to_its_end(five, faults, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    past_the_triggers(("UPDATE audit_entry SET reason = 'forged' WHERE id = %s", five[4]))

    assert faults() == [f"position 5: entry {five[4]} is not what was sealed there"]


def test_an_empty_log_is_in_order(db, faults):
    assert (faults(), chain_check.summary()) == ([], "nothing is sealed yet")


def test_the_summary_tells_the_head_that_a_person_notes(five):
    newest = Seal.objects.first()

    assert chain_check.summary() == f"5 entries in 2 seals; head of seal 2: {newest.head}"


@pytest.fixture
def checks(monkeypatch):
    monkeypatch.setattr(verify, "_checks", {})


def test_every_app_may_add_a_check(db, checks):
    verify.register("files", lambda: ["file 1 is gone"])
    verify.register("nothing", lambda: [])

    assert list(verify.run()) == [
        verify.Result("files", ("file 1 is gone",), 1),
        verify.Result("nothing", (), 0),
    ]


def test_only_the_first_faults_of_many_are_told_and_all_are_counted(db, checks):
    verify.register("files", lambda: (f"file {number} is gone" for number in range(50)))

    (result,) = verify.run()

    assert (len(result.lines), result.count) == (verify.MOST_LINES, 50)


def test_a_name_stands_for_one_check(checks):
    def check():
        return []

    verify.register("files", check)
    verify.register("files", check)

    with pytest.raises(ValueError, match="there is a check 'files' already"):
        verify.register("files", lambda: [])
