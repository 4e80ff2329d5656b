"""Work that the worker does for this app."""

import logging

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.audit.anchors import Anchors
from fulcrum.foundation.audit.services import sealing

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", pass_context=False)
def seal(timestamp: int) -> None:
    """Seal what was written since the last minute; run twice, the second finds nothing waiting."""
    sealed = sealing.seal_waiting(at=timezone.now(), anchors=Anchors(settings.ENV.home))
    if sealed:
        log.info("audit entries sealed", extra={"entries": sealed})
