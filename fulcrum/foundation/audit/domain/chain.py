"""The hash chain over the audit entries: how an entry becomes bytes, and how one link follows the one before.

docs/method/audit-chain.md tells it for people who wish to compute it themselves.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

FORM = 1
"""Number of the form in which entries and seals are written as bytes; raised if it ever changes."""

GENESIS = bytes(32)
"""What stands before the first link."""

ENTRY_MARK = f"fulcrum entry {FORM}"
SEAL_MARK = f"fulcrum seal {FORM}"
_FIRST_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def link(previous: bytes, content: bytes) -> bytes:
    """The digest of one link: SHA-256 over the digest before it and its own bytes."""
    return hashlib.sha256(previous + content).digest()


def entry_bytes(values: Sequence[Any], documents: Sequence[str | None]) -> bytes:
    """One entry as bytes that are the same whatever the order of keys and the version of the database.

    values      id, instant, person, action, kind and id of the object, organisation, classification, reason, request
    documents   before, after and facts as the database writes them: JSON text, or None for an empty field

    Raises ValueError or RecursionError for what is no JSON text.
    """
    return _written([ENTRY_MARK, *values, *(_document(text) for text in documents)])


def seal_bytes(*, number: int, first: int, last: int, count: int, sealed_at: str) -> bytes:
    """One seal as bytes; it is the link that closes its batch."""
    return _written([SEAL_MARK, number, first, last, count, sealed_at])


def instant(at: datetime) -> str:
    """Seconds since 1970-01-01 00:00 UTC with six decimals, as PostgreSQL writes `extract(epoch from at)`."""
    microseconds = (at - _FIRST_INSTANT) // _MICROSECOND
    sign, size = ("-" if microseconds < 0 else ""), abs(microseconds)
    return f"{sign}{size // 1_000_000}.{size % 1_000_000:06d}"


def _document(text: str | None) -> list[Any] | None:
    """The content of a JSON field in a list of one, so that an empty field and a JSON null differ."""
    return None if text is None else [json.loads(text, parse_int=_number, parse_float=_number)]


def _number(digits: str) -> str:
    """A number inside a JSON field, digit by digit as stored.

    It becomes a text that begins with U+0000: the database refuses U+0000 in any text, so no text can look like it.
    """
    return "\0" + digits


def _written(values: list[Any]) -> bytes:
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
