"""A data folder and a supervised stand-in program that each test starts, kills and looks at."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg
import pytest

from fulcrum.runtime import connections, env, ports, state
from fulcrum.runtime.layout import Home
from fulcrum.runtime.postgres import Server
from fulcrum.runtime.testing import test_server as server_for_tests

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 40


class Run:
    """One start of the stand-in program; every test ends with all of it gone."""

    def __init__(self, home: Path, port: int, environ: dict[str, str]) -> None:
        self.home, self.port = home, port
        clean = {k: v for k, v in os.environ.items() if not k.startswith("FULCRUM_") and k != "DATABASE_URL"}
        path = os.pathsep.join(part for part in (environ.pop("PYTHONPATH", ""), str(PROJECT)) if part)
        self.environ = {
            **clean,
            "PYTHONPATH": path,
            "FULCRUM_HOME": str(home),
            "FULCRUM_PORT": str(port),
            **environ,
        }
        self.process: subprocess.Popen[str] | None = None
        self.said = ""
        self._seen: list[psutil.Process] = []

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `fulcrum ...` on the same data folder to its end."""
        line = [sys.executable, "-P", "-m", "fulcrum.config.cli", *words]
        return subprocess.run(
            line, env=self.environ, cwd="/", capture_output=True, text=True, timeout=PATIENCE
        )

    def start(self, *, prefix: tuple[str, ...] = ()) -> "Run":
        line = [*prefix, sys.executable, "-P", "-m", "tests.runtime.stand_in", "up"]
        self.process = subprocess.Popen(
            line, env=self.environ, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return self

    def until_ready(self) -> "Run":
        self.until_said("Stop: Ctrl-C")
        self._seen = self.all_processes()
        return self

    def until_said(self, words: str) -> None:
        assert self.process and self.process.stdout
        while words not in self.said:
            line = self.process.stdout.readline()
            assert line, f"ended without saying {words!r}:\n{self.said}"
            self.said += line

    def to_its_end(self) -> int:
        """Wait for the supervisor to end by itself; its exit code. What it said is in `said`."""
        assert self.process
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.said += rest
        return self.process.returncode

    def stop(self, number: int = signal.SIGTERM) -> int:
        assert self.process
        self.process.send_signal(number)
        return self.to_its_end()

    def all_processes(self) -> list[psutil.Process]:
        """The supervisor and everything it has started, the database's processes included."""
        assert self.process
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def part(self, name: str) -> psutil.Process:
        last = state.read(Home(self.home))
        assert last
        return psutil.Process(last.children[name]["pid"])

    def postmaster(self) -> psutil.Process:
        return next(
            p for p in self.all_processes() if p.name() == "postgres" and p.ppid() == self.process.pid
        )

    def kill_everything(self) -> None:
        """kill -9 of every process at once, as a power failure of the program."""
        for process in self.all_processes():
            with contextlib.suppress(psutil.Error):
                process.kill()
        assert self.process
        self.process.wait(PATIENCE)

    def is_ready(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/ready", timeout=3) as answer:
                return answer.status == 200
        except OSError:
            return False

    def database(self, *, as_owner: bool = False) -> "psycopg.Connection[tuple[object, ...]]":
        settings = env.read(self.environ)
        return psycopg.connect(connections.owner_url(settings) if as_owner else connections.app_url(settings))

    def left_alive(self) -> list[psutil.Process]:
        """Of the processes seen when it was ready, those that still live after a moment."""
        return psutil.wait_procs([p for p in self._seen if p.is_running()], timeout=5)[1]

    def end(self) -> None:
        if self.process:
            for process in [*self._seen, *(self.all_processes() if self.process.poll() is None else [])]:
                with contextlib.suppress(psutil.Error):
                    process.kill()
            self.process.kill()
            self.process.communicate()


StartOn = Callable[..., Run]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account of this machine may enter, as a data folder usually is."""
    folder = Path(tempfile.mkdtemp(prefix="fulcrum-runtime-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def run_on() -> Iterator[StartOn]:
    """Make runs on a data folder; whatever the test leaves behind is killed."""
    runs: list[Run] = []

    def make(home: Path, port: int | None = None, **environ: str) -> Run:
        runs.append(Run(home, port or ports.free(), environ))
        return runs[-1]

    yield make
    for run in runs:
        run.end()


@pytest.fixture
def run(run_on: StartOn, open_folder: Path) -> Run:
    """A run on an empty data folder, not yet started."""
    return run_on(open_folder / "home")


@pytest.fixture(scope="session")
def other_server() -> Iterator[Server]:
    """A second PostgreSQL server that stands for an external one."""
    with server_for_tests() as server:
        yield server


def wait_for(question: Callable[[], bool], seconds: float = 20) -> bool:
    """Ask until the answer is yes; for what happens outside this process."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.05)
    return False
