"""My work: what waits for a person, gathered from every app. Filled in the apps' ready().

work.register(work.Source("registry.proposals", "registry", _("Register"), waiting=_waiting, lines=_lines))
work.register_home(work.Home(10, _block))        # _block(user, at) -> Block | None
work.register_lesson(work.Lesson(10, _("..."), "registry:imports", _("Import a file"), _may_import))

def _waiting(user, at):      # a QuerySet, never evaluated here; a number; None if nothing can wait for this person
def _lines(user, at):        # the same things as lines, the most urgent first, at most MOST, in one query
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.functional import Promise

log = logging.getLogger("fulcrum.work")

MOST = 200
"""So many lines of one source are shown; the page says that there are more."""

Text = str | Promise


@dataclass(frozen=True)
class Line:
    """One thing that waits.

    title   what it is about, in the reader's language
    href    where it is done
    action  what to do, as a verb: it is the text of the link
    reason  why it waits for this person
    due     the last day, in the country's time; None if there is none
    weight  among lines of the same day the heavier one comes first
    """

    title: Text
    href: str
    action: Text
    reason: Text = ""
    due: date | None = None
    weight: int = 0


@dataclass(frozen=True)
class Source:
    """What one app has waiting for a person.

    key    unique, app and thing: "registry.proposals"
    app    the value of the filter in the address; sources of one app share it and its label
    waiting, lines   see above; both are asked with (user, at) and take one query at most
    """

    key: str
    app: str
    label: Text
    waiting: Callable[[Any, datetime], "QuerySet[Any] | int | None"]
    lines: Callable[[Any, datetime], Iterable[Line]]


@dataclass(frozen=True)
class Link:
    """A way on: text, address, and a word beside it."""

    label: Text
    href: str
    note: Text = ""


@dataclass(frozen=True)
class Block:
    """A part of a person's home below the list: links, or a template of the app's own with its context."""

    title: Text
    text: Text = ""
    links: Sequence[Link] = ()
    template: str = ""
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """A maker of a block, asked with (user, at); None when it has nothing for this person. One query at most."""

    order: int
    make: Callable[[Any, datetime], Block | None]


@dataclass(frozen=True)
class Lesson:
    """What would stand in an empty list, and what to do meanwhile; shown to those for whom `is_for` holds."""

    order: int
    text: Text
    url_name: str
    action: Text
    is_for: Callable[[Any], bool]


@dataclass(frozen=True)
class Task:
    """A line with the source that it comes from."""

    line: Line
    source: Source


@dataclass(frozen=True)
class Gathered:
    """All that waits: in order, the sources that failed, and those that hold more than they gave."""

    tasks: list[Task]
    failed: list[Source]
    cut: list[Source]


_sources: dict[str, Source] = {}
_homes: list[Home] = []
_lessons: list[Lesson] = []


def register(*sources: Source) -> None:
    """Add sources; called in an app's ready(). Raises ValueError if a key is taken by another source."""
    for source in sources:
        if _sources.setdefault(source.key, source) != source:
            raise ValueError(f"the source {source.key!r} is registered already")


def register_home(*homes: Home) -> None:
    """Add blocks; called in an app's ready()."""
    _homes.extend(home for home in homes if home not in _homes)
    _homes.sort(key=lambda home: home.order)


def register_lesson(*lessons: Lesson) -> None:
    """Add sentences for an empty list; called in an app's ready()."""
    _lessons.extend(lesson for lesson in lessons if lesson not in _lessons)
    _lessons.sort(key=lambda lesson: lesson.order)


def sources() -> tuple[Source, ...]:
    """Every source, in the order of registration."""
    return tuple(_sources.values())


def gather(user: Any, at: datetime) -> Gathered:
    """Everything that waits for `user`: oldest last day first, then what has none; heavier before lighter.

    A source that fails is logged and named; the others are shown.
    """
    tasks: list[Task] = []
    failed: list[Source] = []
    cut: list[Source] = []
    for source in sources():
        try:
            with transaction.atomic():
                lines = list(source.lines(user, at))
        except Exception:  # the edge: one app's fault must not take away what waits in the others
            log.exception("a source of My work failed", extra={"source": source.key})
            failed.append(source)
            continue
        tasks += [Task(line, source) for line in lines[:MOST]]
        if len(lines) >= MOST:
            cut.append(source)
    tasks.sort(key=_urgency)
    return Gathered(tasks, failed, cut)


def _urgency(task: Task) -> tuple[date, int, str]:
    return task.line.due or date.max, -task.line.weight, str(task.line.title)


def count(user: Any, at: datetime) -> int | None:
    """How much waits for `user`, in one statement for all sources; None if it cannot be said."""
    try:
        with transaction.atomic():
            asked = [source.waiting(user, at) for source in sources()]
            numbers = sum(each for each in asked if isinstance(each, int))
            return numbers + _counted([each for each in asked if isinstance(each, QuerySet)])
    except Exception:  # the edge: the frame of every page must not fail for one app
        log.exception("what waits could not be counted")
        return None


def _counted(querysets: list["QuerySet[Any]"]) -> int:
    parts: list[str] = []
    values: list[Any] = []
    for queryset in querysets:
        try:
            sql, own = queryset.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS waiting)")  # noqa: S608 - the ORM's own statement
        values += own
    if not parts:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(parts)}", values)
        return int(cursor.fetchone()[0])


def blocks(user: Any, at: datetime) -> list[Block]:
    """The blocks of this person's home, in order; one that fails is logged and left out."""
    made: list[Block] = []
    for home in _homes:
        try:
            with transaction.atomic():
                block = home.make(user, at)
        except Exception:  # the edge, as above
            log.exception("a block of My work failed", extra={"maker": repr(home.make)})
            continue
        if block is not None:
            made.append(block)
    return made


def lessons(user: Any) -> list[Lesson]:
    """What an empty list tells this person."""
    return [lesson for lesson in _lessons if lesson.is_for(user)]
