"""The audit log: writing by sixteen at once, sealing, and comparing all of it with the chain; within `data.measure`."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.clock import timed
from benchmarks.figures import Budget, Figure, Tell

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
WRITERS = 16
WRITES_EACH = 150
RUNS = 3
ROWS = 200_000
MILLION = 1_000_000
WRITE_WITHIN_MS = 100.0
VERIFY_WITHIN = 120.0

FILL = """
INSERT INTO audit_entry (at, action, object_kind, object_id, before, after, reason, request, facts)
SELECT now(), 'benchmark.written', 'registry.organisation', n::text, jsonb_build_object('name', 'Body ' || n),
       jsonb_build_object('name', 'Office ' || n), 'a reason of ordinary length', 'benchmark', jsonb_build_object('number', n)
FROM generate_series(%s, %s) n
"""


def measure(tell: Tell) -> Iterator[Figure]:
    """Figures on the database of this process, which is durable and has no other work."""
    for sealing in (False, True):
        tell(
            f"audit: {WRITERS} writers, {'while entries are sealed' if sealing else 'nothing sealed meanwhile'}"
        )
        yield from _writing(sealing)
    tell(f"audit: sealing and comparing {ROWS:,} entries")
    yield from _sealing_and_comparing()


def _writing(sealing: bool) -> Iterator[Figure]:
    rates, slowest = [], []
    for _ in range(RUNS):
        began = time.perf_counter()
        milliseconds = _written_by_all(sealing)
        rates.append(len(milliseconds) / (time.perf_counter() - began))
        slowest.append(sorted(milliseconds)[math.ceil(0.95 * len(milliseconds)) - 1])
    beside = "while entries are sealed" if sealing else "nothing sealed meanwhile"
    entries = f"{WRITERS * WRITES_EACH:,} entries a run, one transaction each, one process"
    yield Figure(f"audit: {WRITERS} writers, {beside}", "entries/s", tuple(rates), remark=entries)
    yield Figure(
        f"audit: one write among {WRITERS}, {beside}",
        "ms",
        tuple(slowest),
        Budget(WRITE_WITHIN_MS),
        "95 of 100 writes of a run are quicker",
    )


def _written_by_all(sealing: bool) -> list[float]:
    """Milliseconds of every write of every writer."""
    done = threading.Event()
    told: list[float] = []
    writers = [threading.Thread(target=_closing(_write), args=(told,)) for _ in range(WRITERS)]
    sealer = threading.Thread(target=_closing(_seal_until), args=(done,))
    if sealing:
        sealer.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    if sealing:
        sealer.join()
    return told


def _closing(work: Callable[..., None]) -> Callable[..., None]:
    """The same work, with the connection of its thread closed behind it."""

    def run(*arguments: object) -> None:
        from django.db import connection

        try:
            work(*arguments)
        finally:
            connection.close()

    return run


def _write(told: list[float]) -> None:
    from django.db import transaction

    from fulcrum.foundation.audit import services as audit
    from fulcrum.foundation.users.models import User

    thing = User(pk=1)
    for number in range(WRITES_EACH):
        began = time.perf_counter()
        with transaction.atomic():
            audit.record("benchmark.written", thing, by=None, at=AT, reason="a reason", number=number)
        told.append((time.perf_counter() - began) * 1000)


def _seal_until(done: threading.Event) -> None:
    """Seal without a pause, which is harder on the writers than the job of each minute."""
    from fulcrum.foundation.audit.services import sealing

    while not done.is_set():
        sealing.seal(at=AT)


def _sealing_and_comparing() -> Iterator[Figure]:
    from django.db import connection

    from fulcrum.foundation.audit import chain_check
    from fulcrum.foundation.audit.anchors import Anchors
    from fulcrum.foundation.audit.services import sealing

    with TemporaryDirectory() as folder:
        anchors = Anchors(Path(folder))
        sealing.seal_waiting(at=AT, anchors=anchors)
        with connection.cursor() as cursor:
            cursor.execute(FILL, [1, ROWS])
            cursor.execute("ANALYZE audit_entry, audit_unsealed")
        seconds, sealed = timed(1, lambda: sealing.seal_waiting(at=AT, anchors=anchors))
        yield Figure(
            "audit: seal",
            "s",
            seconds,
            remark=f"{sealed:,} entries, in batches of {sealing.MOST_IN_A_BATCH:,}",
        )
        seconds, found = timed(3, lambda: list(chain_check.faults(at=datetime.now(UTC), anchors=anchors)))
        rows = _sealed_rows()
        yield Figure(
            "audit: compare a million entries with the chain",
            "s",
            tuple(each * MILLION / rows for each in seconds),
            Budget(VERIFY_WITHIN),
            f"measured on {rows:,} entries, {len(found)} faults",
        )


def _sealed_rows() -> int:
    from fulcrum.foundation.audit.models import SealedEntry

    return SealedEntry.objects.count()
