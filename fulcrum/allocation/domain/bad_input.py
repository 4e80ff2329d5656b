"""What is wrong with a file: where, which value, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_LONGEST = 60


@dataclass(frozen=True)
class Fault:
    """One fault of a file. `path` is a JSON path such as $.organisations[3].score."""

    path: str
    value: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}: {self.value}: {self.remedy}"


class BadInput(ValueError):  # noqa: N818 - the name says what a person did, not what the program does
    """A file that cannot be used, with every fault that was found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def shown(value: Any) -> str:
    """A value as it stands in the file, cut where it is long."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (RecursionError, ValueError):
        text = f"a {type(value).__name__}"
    printable = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: 2 * _LONGEST])
    return printable if len(printable) <= _LONGEST else f"{printable[: _LONGEST - 3]}..."
