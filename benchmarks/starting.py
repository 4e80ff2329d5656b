"""`fulcrum up` with everything installed: on an empty data folder, and again on the same one."""

import time
from collections.abc import Iterator

from benchmarks.figures import Budget, Figure, Tell
from benchmarks.program import home, running

FIRST_WITHIN = 120.0
AGAIN_WITHIN = 10.0
FIRST_STARTS = 3
STARTS_AGAIN = 3


def measure(tell: Tell) -> Iterator[Figure]:
    """Seconds from the command to the block that says it is ready, and from SIGTERM to the end."""
    first, again, stops = [], [], []
    for number in range(1, FIRST_STARTS + 1):
        with home() as folder:
            tell(f"start: empty data folder, {number} of {FIRST_STARTS}")
            with running(folder) as program:
                first.append(program.seconds)
            for _ in range(STARTS_AGAIN):
                with running(folder) as program:
                    again.append(program.seconds)
                    asked = time.perf_counter()
                stops.append(time.perf_counter() - asked)
    yield Figure(
        "start: empty data folder", "s", tuple(first), Budget(FIRST_WITHIN), "packages already installed"
    )
    yield Figure("start: again", "s", tuple(again), Budget(AGAIN_WITHIN))
    yield Figure("stop", "s", tuple(stops))
