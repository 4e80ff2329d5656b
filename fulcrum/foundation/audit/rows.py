"""Entries and seals as the chain reads them, in batches, so that memory stays small however long the log is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection

from fulcrum.foundation.audit.domain import chain

BATCH = 5_000

_VALUES = (
    "e.id, extract(epoch from e.at)::text, e.by_id, e.action, e.object_kind, e.object_id, e.organisation_key, "
    "e.classification, e.reason, e.request"
)
_DOCUMENTS = "e.before::text, e.after::text, e.facts::text"
_WIDTH = 10
"""How many of the columns are plain values."""

_WAITING = f"""
SELECT {_VALUES}, {_DOCUMENTS} FROM audit_unsealed u JOIN audit_entry e ON e.id = u.entry_id
WHERE NOT EXISTS (SELECT FROM audit_sealedentry s WHERE s.entry_id = u.entry_id)
ORDER BY e.id LIMIT %s
"""  # noqa: S608 - built from the constants above
_SEALED = f"""
SELECT s.position, s.entry_id, s.digest, {_VALUES}, {_DOCUMENTS}
FROM audit_sealedentry s LEFT JOIN audit_entry e ON e.id = s.entry_id
WHERE s.position > %s ORDER BY s.position LIMIT %s
"""  # noqa: S608 - built from the constants above
_SEALS = """
SELECT number, form, first_position, last_position, count, previous_digest, digest, extract(epoch from sealed_at)::text
FROM audit_seal WHERE number > %s ORDER BY number LIMIT %s
"""


class WaitingRow(NamedTuple):
    """An entry that is to be sealed."""

    entry: int
    content: bytes


class SealedRow(NamedTuple):
    """A position of the chain; `content` is None if the entry is missing or cannot be read."""

    position: int
    entry: int
    digest: bytes
    is_there: bool
    content: bytes | None


class SealRow(NamedTuple):
    """A seal as it is stored."""

    number: int
    form: int
    first: int
    last: int
    entries: int
    previous: bytes
    digest: bytes
    sealed_at: str


def waiting(most: int) -> list[WaitingRow]:
    """The entries that wait, by number, at most so many."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [most])
        return [WaitingRow(row[0], _content(row)) for row in cursor.fetchall()]


def sealed() -> Iterator[SealedRow]:
    """Every position in order."""
    for row in _in_batches(_SEALED, before_first=-(2**62)):
        position, entry, digest, *columns = row
        yield SealedRow(position, entry, bytes(digest), columns[0] is not None, _content_or_none(columns))


def seals() -> Iterator[SealRow]:
    """Every seal in order."""
    for row in _in_batches(_SEALS, before_first=-(2**62)):
        number, form, first, last, count, previous, digest, sealed_at = row
        yield SealRow(number, form, first, last, count, bytes(previous), bytes(digest), sealed_at)


def _in_batches(statement: str, before_first: int) -> Iterator[Any]:
    """Rows whose first column is the key by which they are ordered and continued."""
    after = before_first
    while True:
        with connection.cursor() as cursor:
            cursor.execute(statement, [after, BATCH])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1][0]


def _content(columns: Any) -> bytes:
    return chain.entry_bytes(columns[:_WIDTH], columns[_WIDTH:])


def _content_or_none(columns: Any) -> bytes | None:
    if columns[0] is None:
        return None
    try:
        return _content(columns)
    except (ValueError, RecursionError):
        return None
