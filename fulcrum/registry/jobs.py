"""Work that the worker does for this app."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.registry import own_jobs
from fulcrum.registry.services import effects, lookalikes

log = logging.getLogger(__name__)


@app.periodic(cron="31 * * * *")
@app.task(name=own_jobs.EVENTS, queueing_lock=own_jobs.EVENTS, pass_context=False)
def let_events_take_effect(timestamp: int) -> None:
    """Let what was planned for today happen; the country's hours begin at half past the world's.

    Asked every hour, so that a worker that was down at midnight makes up for it. Run twice, the second finds nothing.
    """
    done = effects.carry_out_due(at=timezone.now())
    if done:
        log.info("planned events took effect", extra={"number": done})


@app.periodic(cron="15 20 * * *")
@app.task(name=own_jobs.LOOKALIKES, queueing_lock=own_jobs.LOOKALIKES, pass_context=False)
def find_lookalikes(timestamp: int) -> None:
    """Look for organisations whose names look like one; run twice, the second finds the same."""
    lookalikes.renew(at=timezone.now())
