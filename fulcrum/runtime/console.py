"""Lines for the person at the terminal. A terminal that went away never stops the program."""

import contextlib
import sys
import time
from dataclasses import dataclass, field


def say(line: str = "") -> None:
    """Write one line to standard output."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def complain(line: str) -> None:
    """Write one line to standard error."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


@dataclass
class Progress:
    """Progress lines that carry the seconds since the start."""

    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def step(self, text: str) -> None:
        say(f"  {self.seconds:5.1f} s  {text}")
