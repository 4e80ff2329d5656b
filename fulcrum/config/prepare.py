"""Fill an empty database: the country pack, the need model, the demonstration people, the worked example.

Run at every start as the owner of the tables; what is there already is left alone, so that it costs little.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import django

Say = Callable[[str], None]


def main() -> int:
    """Prepare; one line per step on stdout, one clear line on stderr if something is wrong. 0 or 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulcrum.config.settings")
    django.setup()
    try:
        prepare(_say)
    except Exception as error:  # the edge of a command: one line for a person, the rest for the log
        import logging

        logging.getLogger(__name__).exception("preparation failed")
        sys.stderr.write(f"The program could not be prepared: {_worded(error)}\n")
        return 1
    return 0


def _worded(error: Exception) -> str:
    """What a person reads of this error; a refusal in its app's own words, in English as all of the command line."""
    from django.utils import translation

    from fulcrum.allocation import refusals
    from fulcrum.kit.refusal import Refusal

    if not isinstance(error, Refusal):
        return str(error)
    with translation.override("en"):
        return refusals.word(error)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def prepare(say: Say) -> None:
    """Every step in order; each is idempotent."""
    from django.conf import settings
    from django.utils import timezone

    from fulcrum.allocation.services import worked_example
    from fulcrum.config import demonstration, simulate
    from fulcrum.registry.services import packs
    from fulcrum.registry.simulation import Size
    from fulcrum.units.services import blueprints

    at = timezone.now()
    report = packs.load(packs.SHIPPED, by=None, at=at, dry_run=False, progress=say)
    if not report.ok:
        raise RuntimeError(
            f"the shipped country pack has {len(report.errors)} faults; `fulcrum load lk --dry-run` lists them"
        )
    _load_calendars(at, say)
    blueprints.load_shipped(at=at, say=say)
    worked_example.renew(at=at, say=say)
    if settings.DEMONSTRATION:
        for line in simulate.world(simulate.SEED, Size(), at):
            say(line)
    people = demonstration.people_at(at) if settings.DEMONSTRATION else demonstration.close(at)
    _write_welcome(settings.ENV.home, people)


def _load_calendars(at: datetime, say: Say) -> None:
    """Bring the working calendars to the shipped file, and tell a year whose holidays are missing."""
    from fulcrum.registry import calendars as reading
    from fulcrum.registry.services import calendars

    text = calendars.SHIPPED.read_text(encoding="utf-8")
    report = calendars.load(text, file=calendars.SHIPPED.name, by=None, at=at, dry_run=False)
    if not report.ok:
        raise RuntimeError(
            f"the shipped calendars have {report.error_count} faults; "
            f"`fulcrum manage load_calendar {calendars.SHIPPED} --dry-run` lists them"
        )
    if not report.same_content:
        say(f"Calendars {report.pack} {report.version}: {report.change_count} entries loaded")
    for problem in reading.problems(at.date()):
        say(f"Calendars: the holidays of {problem.year} are not loaded; load the Gazette of that year")


def _write_welcome(home: Path, people: list[dict[str, str]]) -> None:
    """What the start-up block tells a newcomer."""
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True)
    content = {
        "people": people,
        "try": [
            "the first page: 500 places on the map, and how sure each is",
            "Find your organisation: type a name in Sinhala, Tamil or English, and read why it is in or not",
            "sign in as the programme officer, change a number in a scenario and run it",
        ],
    }
    temporary = run / "welcome.json.new"
    temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    temporary.replace(run / "welcome.json")


if __name__ == "__main__":
    raise SystemExit(main())
