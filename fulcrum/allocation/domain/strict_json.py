"""JSON read strictly: no duplicate names, no NaN, no number that is not exact, nothing too deep.

What JSON itself allows and we do not is kept as a marker, so that the reader can name the place it stands in.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from fulcrum.allocation.domain.bad_input import BadInput, Fault

_MOST_DIGITS = 25


class Object(dict[str, Any]):
    """A JSON object that remembers which of its names were written twice."""

    repeated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unusable:
    """A number as it was written that no field of ours can hold: 1.5, 1e3, NaN, or hundreds of digits."""

    text: str

    def __str__(self) -> str:
        return self.text if len(self.text) <= _MOST_DIGITS else f"{self.text[:_MOST_DIGITS]}..."


def parse(text: str) -> Any:
    """The value written in `text`. Raises BadInput if it is no JSON."""
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=Unusable,
            parse_constant=Unusable,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadInput([Fault("$", where, f"is not JSON: {error.msg}")]) from None
    except RecursionError:
        raise BadInput(
            [Fault("$", "the file", "nests too deep; use the shape in docs/method/placing.md")]
        ) from None


def decode(content: bytes) -> str:
    """The text of a file. Raises BadInput unless it is UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault("$", f"byte {error.start}", "is not UTF-8; save the file as UTF-8")
        raise BadInput([fault]) from None


def _object(pairs: list[tuple[str, Any]]) -> Object:
    found = Object(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        found.repeated = tuple(name for name in found if times[name] > 1)
    return found


def _integer(text: str) -> int | Unusable:
    return int(text) if len(text) <= _MOST_DIGITS else Unusable(text)
