"""Long-running parts of the program: started with their log, watched, started again, stopped."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from fulcrum.runtime import processes
from fulcrum.runtime.programme import Command

PATIENCE = 25.0
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
"""Seconds of life after which an earlier failure is forgotten."""
LOG_BYTES = 10 * 2**20
OLD_LOGS = 3


class Child:
    """One part of the program. `tell` hears about every unplanned end."""

    def __init__(
        self,
        name: str,
        command: Command,
        environ: Mapping[str, str],
        log: Path,
        tell: Callable[[str], None],
    ) -> None:
        self.name = name
        self.log = log
        self.failures = 0
        self._command = command
        self._environ = environ
        self._tell = tell
        self._process: subprocess.Popen[bytes] | None = None
        self._identity: processes.Identity | None = None
        self._asked = False
        self._started = 0.0
        self._start_again = 0.0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(self._environ),
                cwd="/",
                start_new_session=True,
                preexec_fn=processes.dies_with_parent(signal.SIGTERM),
            )
        self._asked = False
        self._started = time.monotonic()
        self._identity = processes.Identity.of(self._process.pid)

    def watch(self) -> None:
        """Notice an end, clear away what it left, start again after a pause that grows with each failure."""
        now = time.monotonic()
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                if self.failures and now - self._started > STEADY_AFTER:
                    self.failures = 0
                return
            processes.kill_group(self._process.pid)
            self._process = None
            self.failures += 1
            pause = min(LONGEST_PAUSE, 0.5 * 2 ** (self.failures - 1))
            self._start_again = now + pause
            self._tell(
                f"{self.name} stopped ({how_it_ended(code)}); starting it again in {pause:g} s, log: {self.log}"
            )
        elif now >= self._start_again:
            self.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM, once: granian's main process can lock itself up if a second one follows at once."""
        if self._process is not None and not self._asked:
            self._asked = True
            processes.ask(self._process)

    def stop(self, patience: float = PATIENCE) -> None:
        """End it within `patience` seconds; a job that runs may finish first."""
        self.ask_to_stop()
        process, self._process = self._process, None
        if process is not None:
            processes.finish(process, patience)

    def record(self) -> dict[str, Any] | None:
        """Number and birth time for the state file; None while it is down."""
        return self._identity.record() if self._process and self._identity else None


def how_it_ended(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def last_words(log: Path, since: int = 0) -> str:
    """The last line of a log that speaks to a person, for a message: plain text, else a JSON record of an error."""
    try:
        with log.open("rb") as file:
            file.seek(max(since, log.stat().st_size - 20_000))
            lines = [
                line.strip() for line in file.read().decode(errors="replace").splitlines() if line.strip()
            ]
    except OSError:
        return "it left no log"
    plain = [line for line in lines if not line.startswith("{")]
    recorded = [words for line in lines if (words := _error_in(line))]
    return ([*recorded, *plain] or ["it said nothing"])[-1][:400]


def _error_in(line: str) -> str:
    """What an error's JSON record says: the end of its traceback, else its message; nothing for other lines."""
    try:
        record = json.loads(line)
    except ValueError:
        return ""
    if not isinstance(record, dict) or record.get("level") not in ("ERROR", "CRITICAL"):
        return ""
    said = str(record.get("exc_info") or record.get("message") or "").strip()
    return said.splitlines()[-1] if said else ""


def rotate(log: Path) -> None:
    """Keep a log small at a start: a large one becomes .1, the oldest goes."""
    if log.exists() and log.stat().st_size > LOG_BYTES:
        _push_back(log)
        log.replace(_numbered(log, 1))


def shorten(log: Path) -> None:
    """Keep a log small while a process writes to it: its content becomes .1, and it goes on empty."""
    if log.exists() and log.stat().st_size > LOG_BYTES:
        _push_back(log)
        _numbered(log, 1).write_bytes(log.read_bytes())
        os.truncate(log, 0)


def _push_back(log: Path) -> None:
    for number in range(OLD_LOGS - 1, 0, -1):
        if _numbered(log, number).exists():
            _numbered(log, number).replace(_numbered(log, number + 1))


def _numbered(log: Path, number: int) -> Path:
    return log.with_name(f"{log.name}.{number}")
