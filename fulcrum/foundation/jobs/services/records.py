"""Keep the record of jobs: why one failed, and letting go of what is old."""

import traceback
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Max

from fulcrum.foundation.jobs import faults
from fulcrum.foundation.jobs.faults import Fault
from fulcrum.foundation.jobs.models import ENDED, JobRun
from fulcrum.foundation.jobs.states import State
from fulcrum.kit.refusal import Refusal

KEPT = timedelta(days=90)
KEPT_ROUTINE = timedelta(days=2)
LONGEST_DETAILS = 8_000


def note_fault(job_id: int, error: BaseException) -> None:
    """Keep why the last attempt failed: a code for everybody, the traceback's end for staff."""
    facts = {"code": error.code, "facts": _as_text(error.facts)} if isinstance(error, Refusal) else {}
    details = "".join(traceback.format_exception(error))[-LONGEST_DETAILS:]
    JobRun.objects.filter(job_id=job_id).update(
        fault_code=faults.of(error), fault_facts=facts, fault_details=details.replace("\x00", "")
    )


def note_worker_lost(job_id: int, *, starts: int) -> None:
    """Keep that a job took its worker along each time it was started."""
    JobRun.objects.filter(job_id=job_id).update(
        fault_code=Fault.WORKER_LOST, fault_facts={"starts": starts}, fault_details=""
    )


def _as_text(facts: dict[str, object]) -> dict[str, object]:
    """Facts of a refusal as JSON can keep them."""
    return {name: fact if isinstance(fact, int | float) else str(fact) for name, fact in facts.items()}


def prune(*, at: datetime, routine: Collection[str]) -> int:
    """Let go of what ended 90 days ago, and of periodic work that went well two days ago; how many rows.

    The last run of each periodic task stays, however old.

    routine  names of the periodic tasks
    """
    last = JobRun.objects.filter(task__in=routine).values("task").annotate(last=Max("pk")).values("last")
    old = JobRun.objects.filter(state__in=ENDED, ended_at__lt=at - KEPT)
    dull = JobRun.objects.filter(state=State.SUCCEEDED, task__in=routine, ended_at__lt=at - KEPT_ROUTINE)
    gone, _ = (old | dull).exclude(pk__in=last).delete()
    return gone
