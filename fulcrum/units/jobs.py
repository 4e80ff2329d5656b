"""Work that the worker does for units."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.units import own_jobs, report_words
from fulcrum.units.services import members, posts, reports

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
