"""Reads of the log for pages and files, as far as the reader may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from fulcrum.foundation.audit import filters as narrowing
from fulcrum.foundation.audit.filters import Filters
from fulcrum.foundation.audit.models import Entry, Seal
from fulcrum.foundation.audit.models.entry import EntryQuerySet
from fulcrum.foundation.users import rights

PAGE = 50
BATCH = 2_000


@dataclass(frozen=True)
class Page:
    """Entries, the newest first, and where the next page begins (empty on the last)."""

    entries: list[Entry]
    next: str


def entries(filters: Filters, *, user: Any) -> Page:
    """One page of what the filters leave and `user` may see."""
    found = narrowing.before(_seen(filters, user), filters.before)
    shown = list(found.select_related("by")[: PAGE + 1])
    more = len(shown) > PAGE
    return Page(shown[:PAGE], narrowing.cursor(shown[PAGE - 1]) if more else "")


def all_entries(filters: Filters, *, user: Any, written_before: Entry) -> Iterator[Entry]:
    """Everything the filters leave, `user` may see and was written before that entry; the newest first, in batches."""
    seen = _seen(filters, user).filter(pk__lt=written_before.pk).select_related("by", "sealed")
    place = filters.before
    while True:
        batch = list(narrowing.before(seen, place)[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        place = narrowing.cursor(batch[-1])


def may_check_chain(user: Any) -> bool:
    """Whether `user` reads everything, and so may be told how many entries there are and where each stands."""
    action = "audit.read_confidential"
    return rights.may(user, action) and rights.organisations(user, action) is None


def seals(before: int | None) -> list[Seal]:
    """A page of seals, the newest first, and one more if there are more."""
    found = Seal.objects.all()
    if before is not None:
        found = found.filter(number__lt=before)
    return list(found[: PAGE + 1])


def _seen(filters: Filters, user: Any) -> EntryQuerySet:
    return narrowing.narrowed(Entry.objects.visible_to(user), filters, timezone.get_default_timezone())
