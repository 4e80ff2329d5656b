"""The real program on a data folder of its own, and its database alone: what the other measurements stand on."""

import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fulcrum.runtime import databases, layout
from fulcrum.runtime import env as environment
from fulcrum.runtime.env import PROJECT

COMMAND = (sys.executable, "-P", "-m", "fulcrum.config.cli")
READY = "Fulcrum is ready"
PATIENCE = 300.0
LAST_LINES = 15


class MeasurementError(Exception):
    """The program did not do what was to be measured."""


@contextmanager
def home() -> Iterator[Path]:
    """An empty data folder that the server of a start by root can reach too; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fulcrum-bench-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a run on this data folder, without the caller's own settings of the program."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FULCRUM_") and k != "DATABASE_URL"}
    return {**kept, "FULCRUM_HOME": str(folder), **more}


@dataclass(frozen=True)
class Program:
    """`fulcrum up`, ready: where it answers and how long it took to get there."""

    port: int
    folder: Path
    seconds: float

    @property
    def web_log(self) -> Path:
        return self.folder / "logs" / "web.log"


@contextmanager
def running(folder: Path) -> Iterator[Program]:
    """Start the program with the shipped settings, wait until it says that it is ready, stop it afterwards.

    Raises MeasurementError with the last lines of what it said.
    """
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, "up"],
        cwd="/",
        env=settings(folder, FULCRUM_PORT=str(port), PYTHONPATH=str(PROJECT), PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _wait_until_ready(process)
        yield Program(port, folder, time.perf_counter() - began)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


def _wait_until_ready(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    said = b""
    deadline = time.monotonic() + PATIENCE
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while READY.encode() not in said:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise MeasurementError(f"it was not ready within {PATIENCE:.0f} s:\n{_end_of(said)}")
            part = os.read(process.stdout.fileno(), 65536)
            if not part:
                raise MeasurementError(f"it ended before it was ready:\n{_end_of(said)}")
            said += part


def _end_of(said: bytes) -> str:
    return "\n".join(said.decode(errors="replace").splitlines()[-LAST_LINES:])


@contextmanager
def database() -> Iterator[None]:
    """The embedded server as a start makes it, durable, empty but for its tables; Django of this process uses it.

    Only once in a process, because Django keeps the connection it was set up with.
    """
    with home() as folder:
        kept = layout.open_home(folder)
        os.environ.update(FULCRUM_HOME=str(folder), FULCRUM_ROLE="owner", FULCRUM_LOG_LEVEL="ERROR")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulcrum.config.settings")
        opened = databases.Embedded(kept, environment.read(), lambda line: None)
        try:
            os.environ.update(
                FULCRUM_OWNER_DATABASE_URL=opened.owner_url, FULCRUM_DATABASE_URL=opened.app_url
            )
            _set_up_django()
            yield
        finally:
            from django.db import connection

            connection.close()
            opened.stop()


def _set_up_django() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
