"""Work that the worker does for units."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.units import import_jobs, own_jobs, report_words  # noqa: F401 - tasks register themselves
from fulcrum.units.services import climbing, members, planning, posts, reports, standing

log = logging.getLogger(__name__)


@app.periodic(cron="40 18 * * *")
@app.task(name=own_jobs.POSTS, queueing_lock=own_jobs.POSTS, pass_context=False)
def wind_posts(timestamp: int) -> None:
    """Begin the country's day: posts whose holder's days have passed are empty, hand-overs of those who leave are open.

    Run twice, the second finds nothing.
    """
    now = timezone.now()
    changed = posts.wind_all(timezone.localdate(now))
    leaving = members.note_expired(at=now)
    if changed or leaving:
        log.info("posts of units were wound", extra={"posts": changed, "leaving": leaving})


@app.periodic(cron="10 1 * * *")
@app.task(name=report_words.DRAFT_JOB, queueing_lock=report_words.DRAFT_JOB, pass_context=False)
def draft_reports(timestamp: int) -> None:
    """Draft the reports of the last month, on the first day of this one on which an organisation works.

    Run twice, the second finds nothing.
    """
    drafted = reports.draft_due(at=timezone.now())
    if drafted:
        log.info("monthly reports were drafted", extra={"number": drafted})


@app.periodic(cron="50 18 * * *")
@app.task(name=own_jobs.PLANS, queueing_lock=own_jobs.PLANS, pass_context=False)
def look_at_plans(timestamp: int) -> None:
    """Plan steps whose calendar is known since, then let late ones climb; run twice, the second finds nothing."""
    now = timezone.now()
    planned = planning.plan_missing(at=now)
    climbed = climbing.climb(at=now)
    if planned or climbed:
        log.info("plans of units were looked at", extra={"planned": planned, "climbed": climbed})


@app.periodic(cron="0 19 * * *")
@app.task(name=own_jobs.STANDING, queueing_lock=own_jobs.STANDING, pass_context=False)
def look_at_standing(timestamp: int) -> None:
    """Set how units do, once the posts were wound; run twice, the second finds nothing."""
    changed = standing.sweep(at=timezone.now())
    if changed:
        log.info("units do otherwise than before", extra={"number": changed})
