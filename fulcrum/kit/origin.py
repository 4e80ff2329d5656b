"""What is at work now: the number of a request, a job or a command, so that what it does can be traced to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_origin: ContextVar[str] = ContextVar("fulcrum_origin", default="")


def current() -> str:
    """The id of the request at work, `job <name> <number>`, `command <name>`, or nothing."""
    return _origin.get()


@contextmanager
def working_for(name: str) -> Iterator[None]:
    """Until the block ends, everything that is done is done for `name`."""
    token = _origin.set(name)
    try:
        yield
    finally:
        _origin.reset(token)
