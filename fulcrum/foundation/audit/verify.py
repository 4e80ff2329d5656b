"""What `fulcrum verify` looks at; each app may add checks of what it keeps."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

Check = Callable[[], Iterable[str]]

MOST_LINES = 20
"""Faults of one check that are told one by one; the others are counted."""

_checks: dict[str, Check] = {}


@dataclass(frozen=True)
class Result:
    """What one check found: the first faults, and how many there are."""

    name: str
    lines: tuple[str, ...]
    count: int


def register(name: str, check: Check) -> None:
    """Have `check` run by `fulcrum verify`: it yields one plain English line per fault, and none if all is well.

    Called in an app's ready(); it may be called twice. Raises ValueError if another check has the name.
    """
    if _checks.setdefault(name, check) is not check:
        raise ValueError(f"there is a check {name!r} already")


def run() -> Iterator[Result]:
    """Run every check, the chain first, each in one snapshot of the database that changes nothing."""
    for name, check in list(_checks.items()):
        yield _result(name, check)


@transaction.atomic
def _result(name: str, check: Check) -> Result:
    if not connection.savepoint_ids:  # only the outermost transaction may still choose
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    found = iter(check())
    first = tuple(islice(found, MOST_LINES))
    return Result(name, first, len(first) + sum(1 for _ in found))
