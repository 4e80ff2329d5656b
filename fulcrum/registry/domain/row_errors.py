"""What can be wrong with a file of a country pack: a code and its facts. The wording is in `registry/refusals.py`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_ERRORS = 200
"""Errors told at once; a file with more is said to have more."""
LONGEST_SHOWN = 80


@dataclass(frozen=True)
class RowError:
    """One thing wrong: file, row (the header is row 1; 0 means the file itself), column, value, code and facts."""

    file: str
    row: int
    column: str
    value: str
    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


class CellError(Exception):
    """Raised by a cell's reader: the code of what is wrong and the facts that its wording needs."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class ErrorList:
    """Collects errors of all files in the order found and keeps the first `most` of them."""

    def __init__(self, most: int = MOST_ERRORS) -> None:
        self.errors: list[RowError] = []
        self.total = 0
        self.most = most

    def add(self, file: str, row: int, column: str, value: str, code: str, **facts: str | int) -> None:
        self.total += 1
        if len(self.errors) < self.most:
            self.errors.append(RowError(file, row, column, shortened(value), code, facts))

    def __bool__(self) -> bool:
        return self.total > 0

    def __iter__(self) -> Iterator[RowError]:
        return iter(self.errors)


def shortened(value: str) -> str:
    """`value` as an error shows it: not too long, control characters and format characters made visible."""
    shown = "".join(
        char if char.isprintable() else f"<U+{ord(char):04X}>" for char in value[: LONGEST_SHOWN + 1]
    )
    return shown if len(value) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
