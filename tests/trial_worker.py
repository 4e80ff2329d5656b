"""A real worker with a few tasks of its own, for tests that kill it: `python -m tests.trial_worker`."""

import asyncio
import os
import time
from pathlib import Path

import django

QUEUE = "trial"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulcrum.config.settings")
    django.setup()
    from procrastinate import JobContext
    from procrastinate.contrib.django import app

    from fulcrum.config import worker
    from fulcrum.foundation.jobs.retrying import BACK_OFF
    from fulcrum.foundation.jobs.services.progress import report

    @app.task(name="trial.hold", queue=QUEUE, pass_context=True)
    def hold(context: JobContext, folder: str) -> None:
        """Begin, report until the file `go` is there, end."""
        note(folder, "begun")
        while not Path(folder, "go").exists():
            report(context.job.id, 1, 2)
            time.sleep(0.05)
        note(folder, "ended")

    @app.task(name="trial.fail_once", queue=QUEUE, retry=BACK_OFF, pass_context=False)
    def fail_once(folder: str) -> None:
        """Fail at the first attempt."""
        note(folder, "begun")
        if said(folder) == ["begun"]:
            raise ConnectionError("nobody answers")
        note(folder, "ended")

    asyncio.run(worker.work([QUEUE]))


def note(folder: str | Path, word: str) -> None:
    with Path(folder, "said").open("a") as file:
        file.write(word + "\n")


def said(folder: str | Path) -> list[str]:
    """What the tasks noted so far."""
    path = Path(folder, "said")
    return path.read_text().split() if path.exists() else []


if __name__ == "__main__":
    main()
