"""Queue a job so that the same wish is not carried out twice."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from fulcrum.foundation.jobs.models import OPEN, JobRun
from fulcrum.foundation.jobs.states import State
from fulcrum.foundation.users.models import User

RECENTLY = timedelta(days=1)


class Queued(NamedTuple):
    """The job that carries out a wish, and whether this call queued it."""

    job_id: int
    is_new: bool


@transaction.atomic
def defer_once(
    task: str,
    key: str,
    *,
    at: datetime,
    by: User | None = None,
    arguments: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
    within: timedelta = RECENTLY,
) -> Queued:
    """Queue `task` unless the same key waits, runs, or succeeded within the time given; one that failed is no hindrance.

    The job is a row of this transaction: both or neither. Callers with the same key wait for each other, and no two
    jobs of a key run at the same time.

    key         names the wish within the task, such as the hash of a file
    by          who asked; left out, the person of the request
    not_before  when it may start at the earliest
    """
    whole = f"{task}:{key}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [whole])
    earlier = JobRun.objects.filter(key=whole).filter(
        Q(state__in=OPEN) | Q(state=State.SUCCEEDED, ended_at__gt=at - within)
    )
    known = earlier.values_list("job_id", flat=True).first()
    if known is not None:
        return Queued(known, is_new=False)
    job_id = app.configure_task(task, lock=whole, queueing_lock=whole, schedule_at=not_before).defer(
        **(arguments or {})
    )
    JobRun.objects.filter(job_id=job_id).update(key=whole, **({"by": by} if by else {}))
    return Queued(job_id, is_new=True)
