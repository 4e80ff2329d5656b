"""Keep the job queue itself healthy."""

import logging

from procrastinate.contrib.django import app

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="recover_stalled_jobs", pass_context=False)
async def recover_stalled_jobs(timestamp: int) -> None:
    """Give jobs whose worker died (kill -9, power cut) to a living worker; jobs must bear being run twice."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=30):
        log.warning("stalled job taken up again", extra={"job": job.id, "task": job.task_name})
        await app.job_manager.retry_job(job)
