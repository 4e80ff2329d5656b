"""What surrounds every job in the worker: a failure is kept for people to read before the job ends by it."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate import JobContext
from procrastinate.exceptions import JobAborted

from fulcrum.foundation.jobs import given_up
from fulcrum.foundation.jobs.services import records

log = logging.getLogger(__name__)


async def watched(call_next: Callable[[], Awaitable[Any]], context: JobContext, worker: object) -> Any:
    """Run the job; keep why it failed, and tell its app if that was the last attempt."""
    try:
        return await call_next()
    except JobAborted:
        raise
    except Exception as error:
        try:
            await sync_to_async(_keep)(context, error)
        except Exception:
            log.exception("the reason of a failed job could not be kept", extra={"job": context.job.id})
        raise


def _keep(context: JobContext, error: Exception) -> None:
    try:
        assert context.job.id is not None
        records.note_fault(context.job.id, error)
        task = context.app.tasks.get(context.job.task_name)
        if task is None or task.get_retry_exception(exception=error, job=context.job) is None:
            given_up.answer(context.job.task_name, context.job.task_kwargs)
    finally:
        close_old_connections()
