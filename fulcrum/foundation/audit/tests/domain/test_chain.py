"""The bytes of an entry are unambiguous, and each link depends on all before it."""

import json
from datetime import UTC, datetime

import pytest

from fulcrum.foundation.audit.domain import chain

VALUES = (7, "1763923200.000000", 3, "tests.tried", "users.user", "3", None, "limited", "", "")
"""An entry without documents: number, instant, person, action, object, organisation, class, reason, request."""


def entry(*documents):
    return chain.entry_bytes(VALUES, documents)


def test_the_order_of_keys_and_spaces_do_not_count():
    assert entry('{"b": 1, "a": {"d": 2, "c": 3}}') == entry('{"a":{"c":3,"d":2},"b":1}')


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"a": 1}', '{"a": 2}'),
        ('{"a": 1}', '{"a": "1"}'),
        ('{"a": 1}', '{"a": 1.0}'),
        ('{"a": 0.12345678901234567890}', '{"a": 0.12345678901234567891}'),
        ('{"a": 1}', '{"a": true}'),
        ('{"a": null}', "{}"),
        ("null", None),
        ('["a", "b"]', '["a,b"]'),
        ('["a\\"", "b"]', '["a", "\\"b"]'),
        ('{"a": [1, 2]}', '{"a": [2, 1]}'),
        ('{"a": "ක"}', '{"a": "ක\u200d"}'),
    ],
)
def test_different_contents_have_different_bytes(one, other):
    assert entry(one) != entry(other)


def test_a_text_that_moves_to_the_next_field_changes_the_bytes():
    moved = (*VALUES[:-2], "", "why")
    stayed = (*VALUES[:-2], "why", "")

    assert chain.entry_bytes(moved, ()) != chain.entry_bytes(stayed, ())


def test_a_document_that_moves_to_the_next_field_changes_the_bytes():
    assert entry('{"a": 1}', None, "{}") != entry(None, '{"a": 1}', "{}")


def test_no_text_passes_for_a_number():
    bytes_of_a_number = json.loads(entry('{"a": 15}'))[-1]

    assert bytes_of_a_number == [{"a": "\0" + "15"}]


def test_each_link_depends_on_the_one_before():
    once, twice = chain.link(chain.GENESIS, b"a"), chain.link(chain.link(chain.GENESIS, b"b"), b"a")

    assert once != twice
    assert len(once) == 32


def test_a_seal_is_no_entry():
    seal = chain.seal_bytes(number=1, first=1, last=2, count=2, sealed_at="0.000000")

    assert json.loads(seal)[0] != json.loads(entry())[0]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), "0.000000"),
        (datetime(2026, 11, 23, 6, 0, 0, 120, tzinfo=UTC), "1795413600.000120"),
        (datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC), "-0.500000"),
    ],
)
def test_an_instant_is_told_in_seconds_with_six_decimals(at, told):
    assert chain.instant(at) == told
