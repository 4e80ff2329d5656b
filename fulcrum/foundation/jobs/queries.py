"""The lists of jobs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Max, QuerySet

from fulcrum.foundation.jobs import kinds, schedule
from fulcrum.foundation.jobs.models import JobRun
from fulcrum.foundation.jobs.states import State
from fulcrum.foundation.users.models import User

PAGE = 30


@dataclass(frozen=True)
class JobFilters:
    """What a list is narrowed to, and where its page begins, as the address says; what is not known is left out.

    routine  "1" shows the periodic tasks' runs that went well, too
    """

    state: str = ""
    task: str = ""
    routine: str = ""
    before: int | None = None
    after: int | None = None

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "JobFilters":
        """Read an address."""
        state, task = given.get("state", ""), given.get("task", "")
        return cls(
            state=state if state in list(State) else "",
            task=task if any(kind.task == task for kind in kinds.known()) else "",
            routine="1" if given.get("routine") == "1" else "",
            before=_key(given.get("before", "")),
            after=_key(given.get("after", "")),
        )

    def address(self, **changed: object) -> str:
        """The query of an address with these filters; the page's beginning only if it is given."""
        values = vars(replace(self, **{"before": None, "after": None, **changed}))  # type: ignore[arg-type]
        return "?" + urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True)
class JobPage:
    """One page of a list, newest first; keys of the neighbours' first rows, None where there is no neighbour."""

    rows: Sequence[JobRun]
    older: int | None
    newer: int | None


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def page(filters: JobFilters, *, asked_by: User | None = None) -> JobPage:
    """The jobs that the filters leave, all of them or those that one person asked for. At most three queries."""
    runs = _narrowed(filters, asked_by).select_related("by")
    if filters.after is not None:
        rows = list(runs.filter(pk__gt=filters.after).order_by("pk")[: PAGE + 1])
        has_newer, rows = len(rows) > PAGE, rows[:PAGE][::-1]
        has_older = True
    else:
        narrowed = runs if filters.before is None else runs.filter(pk__lt=filters.before)
        rows = list(narrowed.order_by("-pk")[: PAGE + 1])
        has_older, rows = len(rows) > PAGE, rows[:PAGE]
        has_newer = filters.before is not None
    return JobPage(
        rows,
        older=rows[-1].pk if rows and has_older else None,
        newer=rows[0].pk if rows and has_newer else None,
    )


def _narrowed(filters: JobFilters, asked_by: User | None) -> QuerySet[JobRun]:
    runs = JobRun.objects.all() if asked_by is None else JobRun.objects.asked_by(asked_by)
    if filters.state:
        runs = runs.filter(state=filters.state)
    if filters.task:
        runs = runs.filter(task=filters.task)
    elif not filters.routine:
        dull = [each.task for each in schedule.periodic_tasks()]
        runs = runs.exclude(task__in=dull, state=State.SUCCEEDED)
    return runs


def last_runs(tasks: Sequence[str]) -> dict[str, JobRun]:
    """The newest run of each of these tasks that was started."""
    newest = (
        JobRun.objects.filter(task__in=tasks, started_at__isnull=False)
        .values("task")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    return {run.task: run for run in JobRun.objects.filter(pk__in=newest)}
