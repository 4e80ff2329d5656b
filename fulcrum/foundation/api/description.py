"""The description of the whole API; `config/api.py`, which knows every app's part, hands it over."""

from collections.abc import Callable
from functools import cache
from typing import Any

_source: list[Callable[[], dict[str, Any]]] = []


def given_by(source: Callable[[], dict[str, Any]]) -> None:
    """Have the description made by `source`."""
    _source[:] = [source]


@cache
def current() -> dict[str, Any]:
    """The description as OpenAPI 3.1; made once per process."""
    return _source[0]()
