"""Entries of what people do on lower floors, which cannot record it themselves."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy

from fulcrum.foundation.audit.services import record
from fulcrum.foundation.jobs.events import job_retried, job_stopped
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.users.models import User

ACTIONS = {
    "jobs.job_stopped": gettext_lazy("had a job stopped"),
    "jobs.job_retried": gettext_lazy("had a failed job run again"),
}
KINDS = {"jobs.jobrun": gettext_lazy("Job")}


@receiver(job_stopped)
def record_stop(sender: Any, run: JobRun, by: User, at: datetime, **_: Any) -> None:
    """Somebody had a job stopped."""
    record("jobs.job_stopped", run, by=by, at=at, task=run.task, job=run.job_id)


@receiver(job_retried)
def record_retry(sender: Any, run: JobRun, by: User, at: datetime, **_: Any) -> None:
    """Somebody had a failed job run again."""
    record("jobs.job_retried", run, by=by, at=at, task=run.task, job=run.job_id)
