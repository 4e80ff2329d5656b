"""Compare every entry, place and seal with the chain, and the chain with the anchors; one line per fault.

Each link is compared with the digest stored before it, so that one altered row makes one line and not a thousand.
Everything is read in batches within one snapshot: the program may go on writing and sealing meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from fulcrum.foundation.audit import rows
from fulcrum.foundation.audit.anchors import Anchors, Unreadable
from fulcrum.foundation.audit.domain import chain
from fulcrum.foundation.audit.models import Seal, SealedEntry
from fulcrum.foundation.audit.rows import SealedRow, SealRow

NAME = "audit log"
LONGEST_WAIT = timedelta(minutes=15)

_NEITHER = """
SELECT e.id FROM audit_entry e
WHERE NOT EXISTS (SELECT FROM audit_sealedentry s WHERE s.entry_id = e.id)
  AND NOT EXISTS (SELECT FROM audit_unsealed u WHERE u.entry_id = e.id)
ORDER BY e.id
"""
_TOO_LONG = """
SELECT count(*), min(entry_id), min(noted_at) FROM audit_unsealed WHERE noted_at < %s
"""
_WAITING_WRONGLY = """
SELECT u.entry_id, EXISTS (SELECT FROM audit_sealedentry s WHERE s.entry_id = u.entry_id) FROM audit_unsealed u
WHERE NOT EXISTS (SELECT FROM audit_entry e WHERE e.id = u.entry_id)
   OR EXISTS (SELECT FROM audit_sealedentry s WHERE s.entry_id = u.entry_id)
ORDER BY u.entry_id
"""


@dataclass
class _Walk:
    """Where the comparison stands: the next position and seal, and the digest before it (None if that is missing).

    Behind a missing seal the chain is taken up again at `resumes_at`, with the digest that the next seal names.
    """

    position: int = 1
    number: int = 1
    previous: bytes | None = chain.GENESIS
    resumes_at: int = 0
    resumes_with: bytes = b""
    waiting: SealedRow | None = None
    places: Iterator[SealedRow] = field(default_factory=rows.sealed)

    def next_place(self, last: int) -> SealedRow | None:
        """The next place up to position `last`."""
        if self.waiting is None:
            self.waiting = next(self.places, None)
        if self.waiting is None or self.waiting.position > last:
            return None
        place, self.waiting = self.waiting, None
        return place


def check() -> Iterator[str]:
    """The faults as they stand now, with the anchors of this data folder."""
    return faults(at=timezone.now(), anchors=Anchors(settings.ENV.home))


def faults(*, at: datetime, anchors: Anchors) -> Iterator[str]:
    """Every fault as a plain line; none if the log is whole."""
    yield from _chain_faults()
    yield from _queue_faults(at)
    yield from _anchor_faults(anchors)


def summary() -> str:
    """How long the chain is, and its head, for people to note."""
    newest, places = Seal.objects.first(), SealedEntry.objects.order_by("-position").first()
    if newest is None or places is None:
        return "nothing is sealed yet"
    return f"{_counted(places.position, 'entry', 'entries')} in {_counted(newest.number, 'seal', 'seals')}; head of seal {newest.number}: {newest.head}"


def _chain_faults() -> Iterator[str]:
    walk = _Walk()
    for seal in rows.seals():
        yield from _order_faults(walk, seal)
        walk.number = seal.number + 1
        while (place := walk.next_place(seal.last)) is not None:
            yield from _place_faults(walk, place)
        if walk.position <= seal.last:
            yield _missing("position", walk.position, seal.last)
            walk.position, walk.previous = seal.last + 1, None
        if walk.previous is not None and _digest_of(seal, walk.previous) != seal.digest:
            yield f"seal {seal.number} was altered, or does not belong behind the entries before it"
        walk.previous = seal.digest
    yield from _unclosed(walk)


def _order_faults(walk: _Walk, seal: SealRow) -> Iterator[str]:
    """Whether the seal stands where the one before ends."""
    if seal.number != walk.number:
        yield _missing("seal", walk.number, seal.number - 1)
        walk.previous, walk.resumes_at, walk.resumes_with = None, seal.first, seal.previous
    elif seal.previous != walk.previous:
        yield f"seal {seal.number} does not follow the seal before it"
    if seal.form != chain.FORM:
        yield f"seal {seal.number} is of form {seal.form}, which this program does not know"
    if seal.first != walk.position and seal.number == walk.number:
        yield f"seal {seal.number} begins at position {seal.first} instead of {walk.position}"
    if seal.entries != seal.last - seal.first + 1:
        yield f"seal {seal.number} counts {seal.entries} entries from position {seal.first} to {seal.last}"


def _place_faults(walk: _Walk, place: SealedRow) -> Iterator[str]:
    """Whether the place follows the one before and its entry is what was sealed there."""
    if place.position < walk.position:
        yield f"position {place.position} stands where no position can be"
        return
    if place.position > walk.position:
        yield _missing("position", walk.position, place.position - 1)
        walk.previous = None
    if place.position == walk.resumes_at:
        walk.previous = walk.resumes_with
    if not place.is_there:
        yield f"position {place.position}: entry {place.entry} is missing"
    elif place.content is None or (
        walk.previous is not None and chain.link(walk.previous, place.content) != place.digest
    ):
        yield f"position {place.position}: entry {place.entry} is not what was sealed there"
    walk.position, walk.previous = place.position + 1, place.digest


def _unclosed(walk: _Walk) -> Iterator[str]:
    """Places behind the last seal: sealing never leaves any."""
    place = walk.next_place(2**63)
    if place is not None:
        yield f"position {place.position}: entry {place.entry} and what follows lie behind the last seal"


def _digest_of(seal: SealRow, previous: bytes) -> bytes:
    content = chain.seal_bytes(
        number=seal.number, first=seal.first, last=seal.last, count=seal.entries, sealed_at=seal.sealed_at
    )
    return chain.link(previous, content)


def _queue_faults(at: datetime) -> Iterator[str]:
    """Entries past the trigger that notes them, and those that wait longer than the job may take."""
    for (entry,) in _each(_NEITHER, []):
        yield f"entry {entry} is neither sealed nor waiting to be sealed: it was put in past the program"
    for entry, is_sealed in _each(_WAITING_WRONGLY, []):
        wrong = "is sealed and waits to be sealed again" if is_sealed else "waits to be sealed and is missing"
        yield f"entry {entry} {wrong}"
    for count, entry, since in _each(_TOO_LONG, [at - LONGEST_WAIT]):
        if count:
            minutes = (at - since) // timedelta(minutes=1)
            waiting = _counted(count, "entry waits", "entries wait")
            yield f"{waiting} to be sealed, entry {entry} for {minutes} minutes: does the worker run?"


def _each(statement: str, values: list[datetime]) -> list[tuple[Any, ...]]:
    """Rows of a statement that finds nothing while all is well; a thousand tell enough."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchmany(1_000))


def _anchor_faults(anchors: Anchors) -> Iterator[str]:
    """Whether every head that was noted outside is still in the chain."""
    for anchor in anchors.read():
        if isinstance(anchor, Unreadable):
            yield f"{anchor.place} is no anchor"
            continue
        seal = Seal.objects.filter(number=anchor.number).first()
        if seal is None:
            yield (
                f"{anchor.place}: seal {anchor.number} of {anchor.day} is gone: the end of the log was cut off, "
                "or an older copy restored"
            )
        elif seal.head != anchor.head:
            yield (
                f"{anchor.place}: seal {anchor.number} of {anchor.day} is not the one that was noted: "
                "the chain was made anew"
            )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _missing(what: str, first: int, last: int) -> str:
    return f"{what} {first} is missing" if first == last else f"{what}s {first} to {last} are missing"
