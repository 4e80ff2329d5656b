"""The periodic tasks, and when they run next."""

from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django import app


@dataclass(frozen=True)
class Periodic:
    """A task that runs by itself."""

    task: str
    cron: str
    clock: Any

    def next_at(self, now: datetime) -> datetime:
        """When it is queued next; the worker reads the five fields in UTC."""
        clock = copy(self.clock)  # it moves when it is asked
        return datetime.fromtimestamp(clock.get_next(float, start_time=now.timestamp()), UTC)

    def in_words(self, now: datetime) -> str:
        """Its schedule as a sentence in the country's time."""
        return in_words(self.cron, timezone.localtime(self.next_at(now)))


def periodic_tasks() -> list[Periodic]:
    """Every periodic task of the program, by name."""
    entries = app.periodic_registry.periodic_tasks.values()
    found = (Periodic(entry.task.name, entry.cron, entry.croniter) for entry in entries)
    return sorted(found, key=lambda each: each.task)


def in_words(cron: str, next_at: datetime) -> str:
    """A schedule as a sentence, its clock taken from the next run; an unusual one is shown as it is written."""
    minute, hour, *rest = cron.split()
    if rest != ["*", "*", "*"]:
        return _("By the schedule %(cron)s") % {"cron": cron}
    gap = _gap(minute) if hour == "*" else None
    if gap:
        return ngettext("Every minute", "Every %(count)s minutes", gap) % {"count": gap}
    match (minute, hour):
        case (at, "*") if at.isdecimal():
            return _("Every hour, at minute %(minute)s") % {"minute": f"{next_at:%M}"}
        case (at, clock) if at.isdecimal() and clock.isdecimal():
            return _("Every day at %(clock)s") % {"clock": f"{next_at:%H:%M}"}
    return _("By the schedule %(cron)s") % {"cron": cron}


def _gap(minute: str) -> int | None:
    """The minutes between two runs where they are always the same: of `*`, `*/5` and `0,30`, not of `7`."""
    if minute == "*":
        return 1
    if minute.startswith("*/"):
        return int(minute[2:])
    if "," not in minute or not minute.replace(",", "").isdecimal():
        return None
    marks = sorted(int(each) for each in minute.split(","))
    gaps = {after - before for before, after in zip(marks, [*marks[1:], marks[0] + 60], strict=True)}
    return gaps.pop() if len(gaps) == 1 else None
