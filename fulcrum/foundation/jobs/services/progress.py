"""How far a running job is, told from inside it; also where it hears that it should stop."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper
from procrastinate.exceptions import JobAborted
from psycopg.types.json import Jsonb

TELL = """
UPDATE jobs_jobrun
SET done = %(done)s, total = %(total)s,
    message_code = coalesce(%(code)s, message_code), message_facts = coalesce(%(facts)s, message_facts),
    result_path = coalesce(%(result)s, result_path)
WHERE job_id = %(job)s
RETURNING stop_asked_at IS NOT NULL
"""


class Cancelled(JobAborted):
    """Somebody asked this job to stop. Let it pass: the transaction is taken back and the job ends as cancelled."""


@dataclass(frozen=True)
class Message:
    """What a job does just now: a code worded by its Kind, and facts (JSON) for the sentence."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


def report(
    job_id: int | None,
    done: int | None,
    total: int | None,
    message: Message | None = None,
    *,
    result: str | None = None,
) -> None:
    """Say that `done` of `total` is done. Seen at once, even where the work itself is one transaction.

    One statement: call it some hundred times per job, not for each of a million rows. Message and result (a path on
    this site) stay until the next ones. A job that is not on record, as in a test, is passed over.
    Raises Cancelled if somebody asked the job to stop.
    """
    facts: dict[str, Any] = {
        "job": job_id,
        "done": done,
        "total": total,
        "code": message.code if message else None,
        "facts": Jsonb(message.facts) if message else None,
        "result": result,
    }
    with _committing_cursor() as cursor:
        cursor.execute(TELL, facts)
        row = cursor.fetchone()
    if row is not None and row[0]:
        raise Cancelled(f"job {job_id} was asked to stop")


@contextmanager
def _committing_cursor() -> Iterator[CursorWrapper]:
    """A cursor whose statements count at once: on a connection of its own while a transaction is open on ours."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            yield cursor
        return
    aside = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        with aside.cursor() as cursor:
            yield cursor
    finally:
        aside.close()
