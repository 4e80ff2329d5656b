"""What the pages of notices and of the outbox read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from fulcrum.foundation.notices.domain.states import MailState
from fulcrum.foundation.notices.models import FailingAddress, Mail, Notice
from fulcrum.foundation.users.models import User


@dataclass(frozen=True)
class OutboxFilters:
    """Which mails the outbox shows; an empty value shows all."""

    state: str = ""
    kind: str = ""
    search: str = ""
    """Part of an address."""


def count_unread(user: User, *, most: int) -> int:
    """How many notices this person has not read, counted no further than `most`."""
    return Notice.objects.of(user).unread()[:most].count()


def own_notices(user: User, *, unread_only: bool) -> QuerySet[Notice]:
    """What this person was told, unread first."""
    notices = Notice.objects.of(user)
    return (notices.unread() if unread_only else notices).unread_first()


def newest_notice(user: User) -> int:
    """The key of the newest notice of this person; 0 without any."""
    return Notice.objects.of(user).aggregate(newest=Max("pk"))["newest"] or 0


def failing_address(user: User) -> FailingAddress | None:
    """The person's own address, if mail to it does not arrive."""
    return FailingAddress.objects.filter(address=user.email.lower()).first()


def failing_addresses() -> Sequence[FailingAddress]:
    """Every address to which mail does not arrive, the newest first."""
    return list(FailingAddress.objects.order_by("-since", "-pk")[:100])


def mails(filters: OutboxFilters) -> QuerySet[Mail]:
    """The outbox, newest first. Text and facts are not read: no page of the outbox shows them."""
    found = Mail.objects.select_related("to").defer("facts", "url").order_by("-at", "-pk")
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.search:
        found = found.filter(address__icontains=filters.search)
    return found


def count_by_state() -> dict[str, int]:
    """How many mails are in each state."""
    counted = Mail.objects.order_by().values_list("state").annotate(count=Count("pk"))
    return {str(state): 0 for state in MailState} | dict(counted)
