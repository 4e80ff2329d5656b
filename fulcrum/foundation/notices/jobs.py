"""Work that the worker does for this app."""

from collections.abc import Sequence

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.notices import own_jobs
from fulcrum.foundation.notices.services import digests, sending


@app.task(name=own_jobs.SEND, pass_context=False)
def send(mail_ids: Sequence[int]) -> None:
    """Send mails; run twice, it finds them sent."""
    sending.send_all(mail_ids, clock=timezone.now)


@app.periodic(cron="* * * * *")
@app.task(name=own_jobs.TAKE_UP_AGAIN, queueing_lock=own_jobs.TAKE_UP_AGAIN, pass_context=False)
def take_up_again(timestamp: int) -> None:
    """Bring back mails whose worker died or whose job was lost."""
    sending.take_up_again(at=timezone.now())


@app.periodic(cron="0,30 * * * *")
@app.task(name=own_jobs.SEND_DIGESTS, queueing_lock=own_jobs.SEND_DIGESTS, pass_context=False)
def send_digests(timestamp: int) -> None:
    """Send collected notices to those whose hour has come; the country's hours begin at half past the world's."""
    digests.send_due(at=timezone.now())
