"""Collected notices: one mail at the reader's hour with everything that waits."""

from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from fulcrum.foundation.notices.domain.digest import is_due
from fulcrum.foundation.notices.models import Notice
from fulcrum.foundation.notices.models.mail import DIGEST
from fulcrum.foundation.notices.readers import collects, is_told
from fulcrum.foundation.notices.services import outbox
from fulcrum.foundation.users.models import User


def send_due(*, at: datetime) -> int:
    """Put a digest into the outbox for everybody whose hour has struck; returns how many.

    One transaction per person: a fault with one keeps nobody else's mail back.
    """
    waiting = Notice.objects.waiting_for_digest().values("to").annotate(oldest=Min("at"))
    oldest = dict(waiting.values_list("to", "oldest"))
    now = timezone.localtime(at)
    people = User.objects.filter(pk__in=oldest).order_by("pk")
    due = [
        each.pk for each in people if _no_longer_waits(each) or is_due(oldest[each.pk], now, each.digest_hour)
    ]
    return sum(_send(pk, at) for pk in due)


def _no_longer_waits(user: User) -> bool:
    """Whether somebody who collected mail asked meanwhile for it to come at once."""
    return not collects(user)


@transaction.atomic
def _send(user_id: int, at: datetime) -> bool:
    """Put one person's digest into the outbox; what another worker is collecting is left to it."""
    waiting = Notice.objects.waiting_for_digest().filter(to=user_id)
    notices = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
    user = User.objects.get(pk=user_id)
    collected = Notice.objects.filter(pk__in=notices)
    collected.update(waits_for_digest=False)
    if not notices or not is_told(user):
        return False
    [mail] = outbox.put([outbox.draft_to(user, DIGEST, at=at)])
    collected.update(mail=mail)
    return True
