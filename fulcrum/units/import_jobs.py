"""Work that the worker does for imports of units."""

from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from fulcrum.foundation.jobs.services.progress import Cancelled, Message, report
from fulcrum.units import import_words
from fulcrum.units.models import UnitImport
from fulcrum.units.services import imports
from fulcrum.units.services.import_looking import Tell


def _run(run_id: int) -> UnitImport:
    return UnitImport.objects.select_related("by", "file").get(pk=run_id)


def _telling(context: Any) -> Tell:
    """Progress of the job at work, where it also hears that it should stop."""
    job_id = context.job.id

    def tell(step: str, done: int, total: int) -> None:
        report(job_id, done, total, Message(step, {"done": done, "total": total}))

    return tell


@app.task(name=imports.CHECK_JOB, pass_context=True)
def check_import(context: Any, run_id: int) -> None:
    """Check one workbook; run twice, it checks again."""
    run = _run(run_id)
    if run.state != "checking":
        return
    try:
        imports.check(run, import_words.words(), at=timezone.now(), tell=_telling(context))
    except Cancelled:
        imports.stopped(run_id)
        raise


@app.task(name=imports.COMMIT_JOB, pass_context=True)
def commit_import(context: Any, run_id: int) -> None:
    """Carry one import out; run twice, it finds it done. A worker that dies in between leaves everything as it was."""
    try:
        imports.commit(_run(run_id), import_words.words(), at=timezone.now(), tell=_telling(context))
    except Cancelled:
        imports.stopped(run_id)
        raise
