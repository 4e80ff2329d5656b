"""Processes known by number and birth time, ended kindly first, and tied to their parent's life."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import psutil

RUN_MARK = "FULCRUM_RUN_ID"
"""Environment variable that marks every process of one start, so that leftovers are known for certain."""

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Identity:
    """A process that cannot be mistaken for a later one with the same number."""

    pid: int
    born: float

    @classmethod
    def of(cls, pid: int) -> "Identity | None":
        try:
            return cls(pid, psutil.Process(pid).create_time())
        except psutil.Error:
            return None

    @classmethod
    def from_record(cls, record: Any) -> "Identity | None":
        try:
            return cls(int(record["pid"]), float(record["born"]))
        except (KeyError, TypeError, ValueError):
            return None

    def record(self) -> dict[str, Any]:
        return asdict(self)

    def process(self) -> psutil.Process | None:
        """The living process, or None if it has ended (one that only waits to be reaped has ended)."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.born) < 1.0
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None

    def is_alive(self) -> bool:
        return self.process() is not None


def dies_with_parent(last_signal: int) -> Callable[[], None] | None:
    """What a child runs before its program so that it gets `last_signal` when we end, even by kill -9.

    Only Linux offers this; elsewhere the next start finds and stops what was left.
    """
    if _libc is None:
        return None
    libc, parent = _libc, os.getpid()

    def tie() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, last_signal, 0, 0, 0)
        if os.getppid() != parent:  # it ended before the tie was made
            os._exit(1)

    return tie


def ask(process: subprocess.Popen[bytes], kindly: int = signal.SIGTERM) -> None:
    """Send a signal to a child that still lives."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(kindly)


def finish(process: subprocess.Popen[bytes], patience: float) -> None:
    """Wait for the end of a child that was asked; kill -9 for it after `patience` seconds, and for what it left."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    kill_group(process.pid)
    process.wait()


def kill_group(leader: int) -> None:
    """End at once whatever is left of the session that `leader` began."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def of_run(run: str) -> list[psutil.Process]:
    """Living processes of the start marked `run`, known by the mark in their environment."""
    ours = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            marked = process.environ().get(RUN_MARK) == run
            if marked and process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE:
                ours.append(process)
    return ours


def end_all(found: Iterable[psutil.Process], patience: float) -> None:
    """Ask all to end, wait, then force those that remain."""
    processes = list(found)
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _, stubborn = psutil.wait_procs(processes, timeout=patience)
    for process in stubborn:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(stubborn, timeout=5)


def wait_until(question: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Ask until the answer is yes or the time is over."""
    deadline = time.monotonic() + seconds
    while not question():
        if time.monotonic() >= deadline:
            return False
        time.sleep(pause)
    return True
