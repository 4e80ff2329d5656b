"""Work that the worker does for attachments."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.attachments.services import cleaning

log = logging.getLogger(__name__)


@app.periodic(cron="50 20 * * *")
@app.task(name="attachments.sweep", queueing_lock="attachments.sweep", pass_context=False)
def sweep_orphans(timestamp: int) -> None:
    """Let go of contents without an attachment; run twice, it finds nothing the second time."""
    gone = cleaning.sweep(at=timezone.now())
    log.info("contents without an attachment let go", extra={"files": gone})
