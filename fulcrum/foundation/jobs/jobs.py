"""Keep the job queue itself healthy."""

import logging

from asgiref.sync import sync_to_async
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job, Status

from fulcrum.foundation.jobs import given_up

log = logging.getLogger(__name__)

MOST_STARTS = 5


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="recover_stalled_jobs", pass_context=False)
async def recover_stalled_jobs(timestamp: int) -> None:
    """Give jobs whose worker died (kill -9, power cut) to a living worker; jobs must bear being run twice.

    A job that took its worker along five times is the likely cause: it fails, and its app is told.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=30):
        facts = {"job": job.id, "task": job.task_name, "starts": job.attempts + 1}
        if job.attempts + 1 < MOST_STARTS:
            log.warning("stalled job taken up again", extra=facts)
            await app.job_manager.retry_job(job)
        elif await _was_answered(job):
            log.error("stalled job given up", extra=facts)
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


async def _was_answered(job: Job) -> bool:
    """Tell the job's app; one app's fault must not keep the other jobs waiting, and the next minute tries again."""
    try:
        await sync_to_async(_answer)(job)
    except Exception:
        log.exception("the app of a job that was given up could not answer", extra={"job": job.id})
        return False
    return True


def _answer(job: Job) -> None:
    arguments = ProcrastinateJob.objects.values_list("args", flat=True).get(pk=job.id)
    given_up.answer(job.task_name, arguments)
