"""Stop a job and run one again, by a person's hand."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation

from fulcrum.foundation.jobs import events, kinds
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.users import rights
from fulcrum.foundation.users.models import User
from fulcrum.kit.refusal import Refusal

SEE, MANAGE = "jobs.see", "jobs.manage"


@transaction.atomic
def stop(run: JobRun, *, by: User, at: datetime) -> None:
    """Take a waiting job out of the queue; have a running one stop at its next step.

    For those who manage jobs, and for whoever asked for it. Raises PermissionDenied; Refusal job_has_ended,
    job_cannot_stop, or one of the app whose job it is.
    """
    if run.by_id != by.pk:
        rights.require(by, MANAGE)
    job, run = _locked(run)
    kind = kinds.of(run.task)
    if job is None or job.status not in ("todo", "doing"):
        raise Refusal("job_has_ended", task=kind.label)
    if job.status == "doing" and not kind.stops:
        raise Refusal("job_cannot_stop", task=kind.label)
    if kind.stop is not None:
        kind.stop(by=by, at=at, **job.args)
    app.job_manager.cancel_job_by_id(job.pk, abort=job.status == "doing")
    run.stop_asked_at, run.stop_asked_by = at, by
    run.save(update_fields=["stop_asked_at", "stop_asked_by"])
    events.job_stopped.send(sender=JobRun, run=run, by=by, at=at)


@transaction.atomic
def retry(run: JobRun, *, by: User, at: datetime) -> None:
    """Put a failed job into the queue again.

    Raises PermissionDenied; Refusal job_not_failed, job_not_repeatable, job_waits_already.
    """
    rights.require(by, MANAGE)
    job, run = _locked(run)
    kind = kinds.of(run.task)
    if job is None or job.status != "failed":
        raise Refusal("job_not_failed", task=kind.label)
    if not kind.repeatable:
        raise Refusal("job_not_repeatable", task=kind.label)
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(job.pk, retry_at=at)
    except UniqueViolation as error:  # its queueing lock is held by another job that waits
        raise Refusal("job_waits_already", task=kind.label) from error
    events.job_retried.send(sender=JobRun, run=run, by=by, at=at)


def may_stop(run: JobRun, user: User) -> bool:
    """Whether the page offers this person to stop the job."""
    if not run.is_open or run.stop_asked_at is not None:
        return False
    if run.state == "running" and not kinds.of(run.task).stops:
        return False
    return run.by_id == user.pk or rights.may(user, MANAGE)


def may_retry(run: JobRun, user: User) -> bool:
    """Whether the page offers this person to run the job again."""
    return run.state == "failed" and kinds.of(run.task).repeatable and rights.may(user, MANAGE)


def _locked(run: JobRun) -> tuple[ProcrastinateJob | None, JobRun]:
    """The queue's row and ours, locked in the order in which the worker locks them."""
    job = ProcrastinateJob.objects.select_for_update().filter(pk=run.job_id).first()
    return job, JobRun.objects.select_for_update().get(pk=run.pk)
