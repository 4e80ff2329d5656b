"""One at a time, across every process: PostgreSQL's advisory locks, given back when the block or the connection ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

PLANS = 7_204_100
"""First key of the lock on one plan; the second is the plan's number."""
WORKED_EXAMPLE = 7_204_101
PUBLISHING = 7_204_102
"""Held until the end of a transaction that publishes a plan."""


@contextmanager
def tried(first: int, second: int) -> Iterator[bool]:
    """Whether the lock is ours; does not wait for whoever holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [first, second])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            _give_back(first, second)


@contextmanager
def held(first: int, second: int = 0) -> Iterator[None]:
    """Wait until the lock is ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [first, second])
    try:
        yield
    finally:
        _give_back(first, second)


def _give_back(first: int, second: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [first, second])
