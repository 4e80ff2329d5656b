"""Run the worker: take jobs from the queue until told to stop."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import django

from fulcrum.kit import origin


def main() -> int:
    """Work until SIGTERM or SIGINT; the running job is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulcrum.config.settings")
    django.setup()
    asyncio.run(work())
    return 0


async def work(queues: Sequence[str] | None = None) -> None:
    """Take jobs of these queues, or of all, until a signal comes; Django is set up already."""
    from procrastinate.contrib.django import app

    from fulcrum.foundation.jobs.watching import watched

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector):
        async with app.open_async():
            await app.run_worker_async(
                queues=queues,  # type: ignore[arg-type]  # None means all of them
                concurrency=1,
                fetch_job_polling_interval=2.0,
                update_heartbeat_interval=5.0,
                stalled_worker_timeout=20.0,
                shutdown_graceful_timeout=20.0,
                delete_jobs="successful",
                worker_middleware=[named, watched],
            )


async def named(call_next: Callable[[], Awaitable[Any]], context: Any, worker: object) -> Any:
    """Have audit entries and logs tell which job was at work."""
    with origin.working_for(f"job {context.job.task_name} {context.job.id}"):
        return await call_next()
