"""Time something several times."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def timed(
    runs: int, action: Callable[[], T], *, before: Callable[[], object] | None = None
) -> tuple[tuple[float, ...], T]:
    """Seconds of each run of `action`, and what the last one returned; `before` prepares a run and is not timed."""
    seconds = []
    for _ in range(runs):
        if before is not None:
            before()
        began = time.perf_counter()
        answer = action()
        seconds.append(time.perf_counter() - began)
    return tuple(seconds), answer
