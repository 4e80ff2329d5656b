"""The embedded PostgreSQL server of one data folder: made, started, stopped.

Listens on a random port of 127.0.0.1 only, asks for passwords (SCRAM), keeps checksums, and leaves every durability
setting at its safe default. Why an own launcher: docs/decisions/0001-embedded-postgresql.md.
"""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
from psycopg.conninfo import make_conninfo

from fulcrum.runtime import ports, problems, processes
from fulcrum.runtime.layout import Home, read_json, write_json
from fulcrum.runtime.placement import Placement, major_of
from fulcrum.runtime.server_user import run_as, start_as

SUPERUSER = "fulcrum_super"
START_PATIENCE = 12.0
"""Seconds to try again while a killed server's process number or memory is still being cleared by the system."""
STOP_PATIENCE = 60.0
PASSING_TROUBLES = (
    "lock file",
    "shared memory block",
    "Address already in use",
    "could not create any TCP/IP sockets",
)
FAST_BUT_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For throw-away databases of tests only."""


class Server:
    """One embedded server; `url` works between `start` and `stop`."""

    def __init__(self, home: Home, placement: Placement, *, throw_away: bool = False) -> None:
        self.home = home
        self.placement = placement
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._extra = FAST_BUT_UNSAFE if throw_away else {}

    @property
    def data(self) -> Path:
        return self.placement.data

    @property
    def log(self) -> Path:
        return self.home.log("postgres")

    def create_if_missing(self) -> bool:
        """Make an empty database cluster; whether one was made. A half-made one of a killed start is redone.

        Raises Problem initdb_failed, passwords_lost.
        """
        if major_of(self.data) is not None:
            self._password()
            return False
        draft = self.data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password = secrets.token_urlsafe(24)
        write_json(self._password_file, {SUPERUSER: password})
        password_file = draft.with_name("initdb.password")
        password_file.unlink(missing_ok=True)
        with os.fdopen(os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(password + "\n")
        user = self.placement.user
        if user:
            for path in (draft, password_file):
                os.chown(path, user.uid, user.gid)
        done = run_as(user, self._initdb_command(draft, password_file))
        password_file.unlink()
        if done.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            raise problems.initdb_failed(self.data, done.stdout.strip()[-600:])
        draft.rename(self.data)
        return True

    def start(self, tell: Callable[[str], None] = lambda text: None) -> None:
        """Start the server and wait until it answers, trying again while a killed one is cleared away.

        Raises Problem database_did_not_start.
        """
        self._stop_leftover(tell)
        deadline = time.monotonic() + START_PATIENCE
        told = False
        while True:
            self._launch()
            said = self._wait_for_answer(tell)
            if said is None:
                return
            self.stop()
            passing = any(trouble in said for trouble in PASSING_TROUBLES)
            if not passing or time.monotonic() > deadline:
                raise problems.database_did_not_start(self.log, said)
            if not told:
                tell("waiting for the system to clear away a killed database process")
                told = True
            time.sleep(0.3)

    def stop(self) -> None:
        """Shut down cleanly; open transactions are rolled back. At worst the next start replays the log."""
        process, self.process = self.process, None
        if process is not None:
            processes.ask(process, signal.SIGINT)
            processes.finish(process, STOP_PATIENCE)

    def url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def superuser_url(self, database: str = "postgres") -> str:
        return self.url(SUPERUSER, self._password(), database)

    @property
    def _password_file(self) -> Path:
        return self.home.database / "superuser.json"

    def _password(self) -> str:
        kept = (read_json(self._password_file) or {}).get(SUPERUSER)
        if not isinstance(kept, str):
            raise problems.passwords_lost(self._password_file)
        return kept

    def _initdb_command(self, target: Path, password_file: Path) -> list[str]:
        command = [
            self.placement.binaries.program("initdb"),
            f"--pgdata={target}",
            f"--username={SUPERUSER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--data-checksums",
            "--encoding=UTF8",
        ]
        if self.placement.binaries.major >= 17:
            command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            command += ["--locale=C"]
        return command + (["--no-sync"] if self._extra else [])

    def _launch(self) -> None:
        if not self.port or not ports.is_free("127.0.0.1", self.port):
            self.port = ports.free()
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "cluster_name": "fulcrum",
            "logging_collector": "off",
            "log_destination": "stderr",
            "lc_messages": "C",
            **self._extra,
        }
        command = [self.placement.binaries.program("postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            self._log_from = log.tell()  # before the server shares, and moves, this position
            self.process = start_as(
                self.placement.user,
                command,
                stdout=log.fileno(),
                stderr=subprocess.STDOUT,
                preexec=processes.dies_with_parent(signal.SIGINT),
            )

    def _wait_for_answer(self, tell: Callable[[str], None]) -> str | None:
        """None once the server answers; else what it said before it ended."""
        target = make_conninfo(self.superuser_url(), connect_timeout=2)
        process, last_told = self.process, time.monotonic()
        while process is not None and process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(target):
                return None
            if time.monotonic() - last_told > 5:
                last_told = time.monotonic()
                tell("the database is still starting (after a crash it first replays its log)")
            time.sleep(0.03)
        with self.log.open("rb") as log:
            log.seek(self._log_from)
            said = log.read()[-2000:].decode(errors="replace").strip()
        return said or f"nothing (exit code {process.returncode if process else 'unknown'})"

    def _stop_leftover(self, tell: Callable[[str], None]) -> None:
        """Shut down a server that a killed supervisor left on this data. We hold the data folder's lock."""
        leftover = self._leftover()
        if leftover is None:
            return
        tell(f"stopping a database server left by an earlier start (process {leftover.pid})")
        with contextlib.suppress(psutil.Error):
            leftover.send_signal(signal.SIGINT)
            leftover.wait(10)
        with contextlib.suppress(psutil.Error):
            leftover.send_signal(signal.SIGQUIT)
            leftover.wait(5)

    def _leftover(self) -> psutil.Process | None:
        """A living server process that works on this data, sure by its folder and not only by its number."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            working = Path(process.cwd()).resolve() == self.data.resolve()
            return process if working and process.status() != psutil.STATUS_ZOMBIE else None
        except (OSError, ValueError, psutil.Error):
            return None
