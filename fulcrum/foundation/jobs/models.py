"""The record of every job, kept after the queue has let go of it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from fulcrum.foundation.jobs.states import State

OPEN = [state.value for state in State if state.is_open]
ENDED = [state.value for state in State if not state.is_open]


class JobRunQuerySet(models.QuerySet["JobRun"]):
    def asked_by(self, user: Any) -> Self:
        """Those that this person's own requests queued."""
        return self.filter(by=user)


class JobRun(models.Model):
    """One job: who had it queued, how far it is, how it ended.

    Triggers on the queue's own table (migration 0002) add the row and move its state, in the same transaction, so that
    no way of queuing or ending a job is missed. Only progress, wishes and faults are written by the program.
    """

    job_id = models.BigIntegerField(unique=True)
    task = models.CharField(max_length=128)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=300, blank=True, default="")
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    starts = models.PositiveIntegerField(default=0)

    done = models.PositiveBigIntegerField(null=True)
    total = models.PositiveBigIntegerField(null=True)
    message_code = models.CharField(max_length=60, blank=True, default="")
    message_facts = models.JSONField(default=dict)
    result_path = models.CharField(max_length=300, blank=True, default="")

    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    fault_code = models.CharField(max_length=40, blank=True, default="")
    fault_facts = models.JSONField(default=dict)
    fault_details = models.TextField(blank=True, default="")

    objects = JobRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[*OPEN, *ENDED]), name="job_run_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True)
                | Q(state__in=ENDED, ended_at__isnull=False),
                name="job_run_has_an_end_once_it_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["task", "-id"], name="job_runs_of_a_task"),
            models.Index(fields=["state", "-id"], name="job_runs_in_a_state"),
            models.Index(fields=["by", "-id"], name="job_runs_of_a_person"),
            models.Index(fields=["key", "-id"], name="job_runs_with_a_key", condition=~Q(key="")),
            models.Index(fields=["ended_at"], name="job_runs_by_their_end"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.job_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended yet."""
        return State(self.state).is_open

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; None while that is not known."""
        if self.state == State.SUCCEEDED:
            return 100
        if not self.total or self.done is None:
            return None
        return min(100, 100 * self.done // self.total)
