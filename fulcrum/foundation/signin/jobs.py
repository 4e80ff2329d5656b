"""Mail links for new passwords, and forget what is over."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.signin.services import credentials, tidying


@app.task(name="signin.send_reset", pass_context=False)
def send_reset(user_id: int) -> None:
    """Mail a link to choose a new password; to nobody where the address was nobody's."""
    credentials.send_reset(user_id, at=timezone.now())


@app.periodic(cron="17 2 * * *")
@app.task(name="signin.tidy", queueing_lock="signin.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Forget sessions that have expired and attempts that are long over."""
    tidying.tidy(at=timezone.now())
