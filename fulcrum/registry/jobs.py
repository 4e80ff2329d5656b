"""Work that the worker does for the register."""

import logging
from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.jobs.services.progress import Cancelled, Message, report
from fulcrum.registry import own_jobs
from fulcrum.registry.models import ImportRun
from fulcrum.registry.services import effects, import_checks, import_commits, imports, lookalikes

log = logging.getLogger(__name__)


def _run(run_id: int) -> ImportRun:
    return ImportRun.objects.select_related("by").get(pk=run_id)


def _telling(context: Any) -> import_checks.Tell:
    """Progress of the job at work, where it also hears that it should stop."""
    job_id = context.job.id

    def tell(step: str, done: int, total: int) -> None:
        report(job_id, done, total, Message(step, {"done": done, "total": total}))

    return tell


@app.task(name=imports.CHECK_JOB, pass_context=True)
def check_import(context: Any, run_id: int) -> None:
    """Check one import; run twice, it checks again."""
    run = _run(run_id)
    if run.state != "checking":
        return
    try:
        import_checks.check(run, at=timezone.now(), tell=_telling(context))
    except Cancelled:
        imports.stopped(run_id)
        raise


@app.task(name=imports.COMMIT_JOB, pass_context=True)
def commit_import(context: Any, run_id: int) -> None:
    """Carry one import out; run twice, it finds it done. A worker that dies in between leaves the register as it was."""
    try:
        import_commits.commit(_run(run_id), at=timezone.now(), tell=_telling(context))
    except Cancelled:
        imports.stopped(run_id)
        raise


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
