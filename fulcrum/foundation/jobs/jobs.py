"""Keep the job queue itself healthy."""

import logging

from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

from fulcrum.foundation.jobs import given_up, schedule
from fulcrum.foundation.jobs.services import records

log = logging.getLogger(__name__)

MOST_STARTS = 5


@app.periodic(cron="* * * * *")
@app.task(name="jobs.recover_stalled", queueing_lock="recover_stalled_jobs", pass_context=False)
async def recover_stalled_jobs(timestamp: int) -> None:
    """Give jobs whose worker died (kill -9, power cut) to a living worker; jobs must bear being run twice.

    A job that took its worker along five times is the likely cause: it fails, and its app is told. One that somebody
    asked to stop is not started again.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=30):
        facts = {"job": job.id, "task": job.task_name, "starts": job.attempts + 1}
        if await sync_to_async(_is_asked_to_stop)(job):
            log.warning("stalled job ended as somebody asked", extra=facts)
            await app.job_manager.finish_job(job, Status.ABORTED, delete_job=False)
        elif job.attempts + 1 < MOST_STARTS:
            log.warning("stalled job taken up again", extra=facts)
            await _take_up(job)
        elif await _was_answered(job):
            log.error("stalled job given up", extra=facts)
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="35 20 * * *")
@app.task(name="jobs.prune", queueing_lock="jobs.prune", pass_context=False)
async def prune_records(timestamp: int) -> None:
    """Let go of the records of jobs that ended long ago, here and in the queue."""
    routine = [entry.task for entry in schedule.periodic_tasks()]
    gone = await sync_to_async(records.prune)(at=timezone.now(), routine=routine)
    await app.job_manager.delete_old_jobs(
        nb_hours=int(records.KEPT.total_seconds() // 3600),
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
    log.info("records of jobs let go", extra={"rows": gone})


async def _take_up(job: Job) -> None:
    """Queue it again, unless a newer one of its kind waits already and will do the same work."""
    try:
        await app.job_manager.retry_job(job)
    except UniqueViolation:
        log.warning("stalled job dropped: another of its kind waits", extra={"job": job.id})
        await app.job_manager.finish_job(job, Status.ABORTED, delete_job=False)


async def _was_answered(job: Job) -> bool:
    """Tell the job's app; one app's fault must not keep the other jobs waiting, and the next minute tries again."""
    try:
        await sync_to_async(_answer)(job)
    except Exception:
        log.exception("the app of a job that was given up could not answer", extra={"job": job.id})
        return False
    return True


def _answer(job: Job) -> None:
    assert job.id is not None
    records.note_worker_lost(job.id, starts=job.attempts + 1)
    arguments = ProcrastinateJob.objects.values_list("args", flat=True).get(pk=job.id)
    given_up.answer(job.task_name, arguments)


def _is_asked_to_stop(job: Job) -> bool:
    return ProcrastinateJob.objects.filter(pk=job.id, abort_requested=True).exists()
