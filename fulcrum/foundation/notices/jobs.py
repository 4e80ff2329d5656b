"""Work that the worker does for this app."""

from collections.abc import Sequence

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.notices.services import digests, outbox, sending


@app.task(name=outbox.SEND, pass_context=False)
def send(mail_ids: Sequence[int]) -> None:
    """Send mails; run twice, it finds them sent."""
    sending.send_all(mail_ids, clock=timezone.now)


@app.periodic(cron="* * * * *")
@app.task(name="notices.take_up_again", queueing_lock="notices.take_up_again", pass_context=False)
def take_up_again(timestamp: int) -> None:
    """Bring back mails whose worker died or whose job was lost."""
    sending.take_up_again(at=timezone.now())


@app.periodic(cron="0,30 * * * *")
@app.task(name="notices.send_digests", queueing_lock="notices.send_digests", pass_context=False)
def send_digests(timestamp: int) -> None:
    """Send collected notices to those whose hour has come; the country's hours begin at half past the world's."""
    digests.send_due(at=timezone.now())
