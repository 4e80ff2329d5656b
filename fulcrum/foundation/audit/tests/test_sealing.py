"""Every entry gets one place in the chain, whatever the order in which transactions end."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from fulcrum.foundation.audit import chain_check, rows
from fulcrum.foundation.audit.anchors import Anchor
from fulcrum.foundation.audit.domain import chain
from fulcrum.foundation.audit.models import Entry, Seal, SealedEntry, Unsealed
from fulcrum.foundation.audit.services import sealing

INSERT = """
INSERT INTO audit_entry (at, action, object_kind, object_id, facts, reason)
VALUES (now(), 'tests.tried', 'tests.thing', '1', '{}', %s) RETURNING id
"""


@pytest.fixture
def other():
    """A second connection to the same database, that of another writer."""
    kept = connection.settings_dict
    with psycopg.connect(
        dbname=kept["NAME"],
        user=kept["USER"],
        password=kept["PASSWORD"],
        host=kept["HOST"],
        port=kept["PORT"],
    ) as second:
        second.execute("SET statement_timeout = '5s'")
        yield second


def places():
    return list(SealedEntry.objects.order_by("position").values_list("position", "entry_id"))


def test_what_is_written_waits_and_is_sealed_in_order(write, seal):
    entries = [entry.pk for entry in write(3)]
    assert sorted(Unsealed.objects.values_list("entry_id", flat=True)) == entries

    assert seal() == 3

    assert places() == list(enumerate(entries, 1))
    assert not Unsealed.objects.exists()


def test_entries_of_one_statement_all_wait(officer, now):
    Entry.objects.bulk_create(Entry(at=now, action="tests.many", object_id=str(n)) for n in range(4))

    assert Unsealed.objects.count() == 4


def test_sealing_again_finds_nothing(write, seal):
    write(1)
    seal()

    assert (seal(), Seal.objects.count()) == (0, 1)


def test_batches_follow_each_other(write, now):
    write(5)

    seals = [sealing.seal(at=now, most=2) for _ in range(3)]

    assert [(each.number, each.first_position, each.last_position, each.count) for each in seals] == [
        (1, 1, 2, 2),
        (2, 3, 4, 2),
        (3, 5, 5, 1),
    ]
    assert [bytes(each.previous_digest) for each in seals] == [
        chain.GENESIS,
        bytes(seals[0].digest),
        bytes(seals[1].digest),
    ]
    assert sealing.seal(at=now, most=2) is None


def test_the_instant_of_a_seal_is_digested_as_the_database_tells_it(write, now):
    write(1)
    sealing.seal(at=now + timedelta(microseconds=7))

    (row,) = rows.seals()

    assert row.sealed_at == chain.instant(now + timedelta(microseconds=7))


@pytest.mark.parametrize(
    "facts",
    ['{"bb": 1.50, "a": {"y": 1, "x": [2]}}', '{"a": {"x": [2], "y": 1}, "bb": 1.50}'],
)
def test_the_same_entry_has_the_same_bytes_however_its_keys_were_written(facts, db):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entry (at, action, object_kind, object_id, facts)"
            " VALUES (now(), 'tests.tried', 'k', '1', %s)",
            [facts],
        )

    (waiting,) = rows.waiting(1)

    told = waiting.content.decode()
    assert told.endswith('[{"a":{"x":["\\u00002"],"y":"\\u00001"},"bb":"\\u00001.50"}]]')


@pytest.mark.django_db(transaction=True)
def test_an_entry_committed_after_a_later_one_was_sealed_is_sealed_next(other, seal, faults):
    early = other.execute(INSERT, ["early"]).fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, ["late"])
        late = cursor.fetchone()[0]
    assert early < late

    assert seal() == 1
    other.commit()
    assert seal() == 1

    assert places() == [(1, late), (2, early)]
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_entry_never_waits(other, seal):
    other.execute(INSERT, ["given up"])
    other.rollback()

    assert (Unsealed.objects.count(), seal()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_writer_does_not_wait_for_the_sealer(other, seal):
    other.execute(INSERT, ["one"])
    other.commit()

    with transaction.atomic():
        sealing.seal(at=timezone.now())
        other.execute(INSERT, ["two"])
        other.commit()

    assert Unsealed.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_only_one_seals_at_a_time(other, seal):
    other.execute(INSERT, ["one"])
    other.commit()
    other.execute("SELECT pg_advisory_xact_lock(%s)", [sealing._LOCK])

    assert seal() == 0
    other.rollback()
    assert seal() == 1


def test_the_newest_head_and_the_first_of_each_day_are_noted_outside(write, seal, anchors, now):
    for moment in (now, now + timedelta(hours=1), now + timedelta(days=1)):
        write(1)
        sealing.seal_waiting(at=moment, anchors=anchors)

    heads = {each.number: each.head for each in Seal.objects.all()}
    assert list(anchors.read()) == [
        Anchor("anchors line 1", "2026-11-23", 1, heads[1]),
        Anchor("anchors line 2", "2026-11-24", 3, heads[3]),
        Anchor("anchors.head line 1", "2026-11-24", 3, heads[3]),
    ]


def test_a_line_cut_by_a_power_failure_does_not_swallow_the_next(anchors, now):
    anchors.days.write_text("2026-11-2")

    anchors.note(1, "0" * 64, on=now)

    assert anchors.days.read_text().splitlines() == ["2026-11-2", f"2026-11-23 1 {'0' * 64}"]


def test_what_is_sealed_is_found_in_order(write, seal, faults):
    write(3)
    seal()
    write(2)
    seal()

    assert faults() == []
    assert chain_check.summary().startswith("5 entries in 2 seals; head of seal 2: ")
