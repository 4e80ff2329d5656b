"""Heads of the chain noted outside the database, so that a chain cut short or made anew does not pass for the old.

Two files in the data folder: `anchors` keeps the first head of each day for ever, `anchors.head` the newest head.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone


@dataclass(frozen=True)
class Anchor:
    """A head as it was noted: line `place` of a file says that seal `number` had this digest."""

    place: str
    day: str
    number: int
    head: str


@dataclass(frozen=True)
class Unreadable:
    """A line that is no anchor."""

    place: str


class Anchors:
    """The anchors of one data folder."""

    def __init__(self, home: Path) -> None:
        self.days = home / "anchors"
        self.newest = home / "anchors.head"

    def note(self, number: int, head: str, *, on: datetime) -> None:
        """Keep a head: as the newest, and as that of its day if the day has none yet."""
        day = f"{timezone.localdate(on):%Y-%m-%d}"
        line = f"{day} {number} {head}\n"
        if self._last_day() != day:
            self._append(line)
        self._replace(line)

    def read(self) -> Iterator[Anchor | Unreadable]:
        """Every anchor, the newest head last."""
        for path in (self.days, self.newest):
            if not path.exists():
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                yield _parsed(line, f"{path.name} line {number}")

    def _last_day(self) -> str:
        lines = self.days.read_text(encoding="utf-8").splitlines() if self.days.exists() else []
        return lines[-1].split(" ")[0] if lines else ""

    def _append(self, line: str) -> None:
        self.days.parent.mkdir(parents=True, exist_ok=True)
        with self.days.open("ab+") as file:
            if file.tell() and not self.days.read_bytes().endswith(b"\n"):
                line = "\n" + line  # a power cut left half a line
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())

    def _replace(self, line: str) -> None:
        draft = self.newest.with_name(f".{self.newest.name}.{os.getpid()}")
        draft.write_text(line, encoding="utf-8")
        draft.replace(self.newest)


def _parsed(line: str, place: str) -> Anchor | Unreadable:
    match line.split(" "):
        case [day, number, head] if number.isdecimal() and len(head) == 64:
            return Anchor(place, day, int(number), head)
        case _:
            return Unreadable(place)
