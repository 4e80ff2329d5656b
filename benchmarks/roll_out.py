"""The roll-out at 500 units: the board, its list and file, the S-curve, one unit; inside the process, within `data.measure`.

The simulated country of `rights` is there already; here its first 500 organisations get a unit each, with 24 steps or so.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks.clock import timed
from benchmarks.figures import Budget, Figure, Tell

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
UNITS = 500
WARM_UP, RUNS = 3, 40
PAGE_WITHIN_MS, FILE_WITHIN_MS, CURVE_WITHIN_MS = 150.0, 300.0, 300.0


def measure(tell: Tell) -> Iterator[Figure]:
    """Figures on the database of this process."""
    from fulcrum.registry.models import Organisation
    from fulcrum.units.tests.network import spread

    tell(f"roll-out: setting up {UNITS} units")
    bodies = list(Organisation.objects.filter(pack="demo").order_by("key")[:UNITS])
    seconds, units = timed(1, lambda: spread(bodies, at=AT))
    yield Figure("units: set up", "s", seconds, remark=f"{len(units)} units")
    tell("roll-out: asking for pages")
    yield from _pages(_officer())


def _officer() -> Any:
    from fulcrum.foundation.users.models import User
    from fulcrum.registry.models import Appointment, Person

    user = User.objects.create(name="Somebody", email="roll-out@demo.fulcrum.invalid")
    person = Person.objects.create(user=user, name_en="Somebody", pack="demo", added_at=AT)
    Appointment.objects.create(
        person=person,
        role="programme_officer",
        reach="nation",
        manner="substantive",
        begins_on=AT.date(),
        made_at=AT,
    )
    return user


def _pages(officer: Any) -> Iterator[Figure]:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    yield _one(client, f"board of {UNITS} units", "/units/board/?pack=demo", PAGE_WITHIN_MS)
    yield _one(client, "the same as a list", "/units/board/?pack=demo&show=list&page=5", PAGE_WITHIN_MS)
    yield _one(
        client,
        "the same, narrowed and searched",
        "/units/board/?pack=demo&stage=formed&search=office",
        PAGE_WITHIN_MS,
    )
    yield _one(client, "the same as CSV", "/units/board/export.csv?pack=demo", FILE_WITHIN_MS)
    yield _one(client, "S-curve with its forecast", "/units/progress/?pack=demo", CURVE_WITHIN_MS)
    yield _one(client, "home of one unit", "/units/7/", PAGE_WITHIN_MS)


def _one(client: Any, what: str, path: str, within_ms: float) -> Figure:
    """Milliseconds of one address, asked one after the other. Raises ValueError if it does not answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took: list[float] = []
    for number in range(WARM_UP + RUNS):
        started = time.perf_counter()
        answer = client.get(path)
        if number >= WARM_UP:
            took.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise ValueError(f"{path} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return Figure(what, "ms", tuple(took), Budget(within_ms, "p95"), f"{len(asked)} statements")
