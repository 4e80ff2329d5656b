"""Seal the entries that wait: give each its place in the chain, in one transaction per batch."""

import logging
from datetime import datetime

from django.db import connection, transaction

from fulcrum.foundation.audit import rows
from fulcrum.foundation.audit.anchors import Anchors
from fulcrum.foundation.audit.domain import chain
from fulcrum.foundation.audit.models import Seal

log = logging.getLogger(__name__)

MOST_IN_A_BATCH = 5_000
MOST_BATCHES = 200
"""Of one run of the job; the next minute goes on."""

_LOCK = 5_203_117_900_417
"""Key of the advisory lock that one sealer holds until its transaction ends, however it ends."""


def seal_waiting(*, at: datetime, anchors: Anchors) -> int:
    """Seal everything that waits and note the head outside the database; returns how many entries were sealed."""
    sealed = 0
    for _ in range(MOST_BATCHES):
        newest = seal(at=at)
        if newest is None:
            break
        sealed += newest.count
        anchors.note(newest.number, newest.head, on=at)
    return sealed


@transaction.atomic
def seal(*, at: datetime, most: int = MOST_IN_A_BATCH) -> Seal | None:
    """Seal one batch of what is committed and waits; None if nothing waits or another process is sealing."""
    if not _is_alone():
        return None
    batch = rows.waiting(most)
    if not batch:
        return None
    before = Seal.objects.first()
    first = before.last_position + 1 if before else 1
    previous = digest = bytes(before.digest) if before else chain.GENESIS
    digests = []
    for row in batch:
        digest = chain.link(digest, row.content)
        digests.append(digest)
    _write_places(first, [row.entry for row in batch], digests)
    number, last = (before.number + 1 if before else 1), first + len(batch) - 1
    closing = chain.seal_bytes(
        number=number, first=first, last=last, count=len(batch), sealed_at=chain.instant(at)
    )
    return Seal.objects.create(
        number=number,
        form=chain.FORM,
        first_position=first,
        last_position=last,
        count=len(batch),
        previous_digest=previous,
        digest=chain.link(digest, closing),
        sealed_at=at,
    )


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _write_places(first: int, entries: list[int], digests: list[bytes]) -> None:
    """Give the entries their positions and take them off the queue."""
    positions = list(range(first, first + len(entries)))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_sealedentry (position, entry_id, digest)"
            " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])",
            [positions, entries, digests],
        )
        cursor.execute("DELETE FROM audit_unsealed WHERE entry_id = ANY(%s)", [entries])
