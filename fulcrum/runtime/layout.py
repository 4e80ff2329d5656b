"""The data folder: where each file lies, whether it can be used, which version made it, who holds it."""

import errno
import fcntl
import json
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fulcrum import __version__
from fulcrum.runtime import problems

FORMAT = 1
"""Raised when files in the data folder change in a way an older program cannot read."""

FIRST_START_MB = 400
LATER_START_MB = 100


@dataclass(frozen=True)
class Home:
    """Paths inside one data folder."""

    path: Path

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def database(self) -> Path:
        return self.path / "database"

    @property
    def lock_file(self) -> Path:
        return self.run / "lock"

    @property
    def state_file(self) -> Path:
        return self.run / "state.json"

    @property
    def connections_file(self) -> Path:
        return self.run / "connections.json"

    @property
    def prepared_file(self) -> Path:
        return self.run / "prepared.json"

    @property
    def welcome_file(self) -> Path:
        return self.run / "welcome.json"

    @property
    def format_file(self) -> Path:
        return self.path / "format.json"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def open_home(path: Path) -> Home:
    """Create the data folder and its parts if needed and prove that it can be written.

    Raises Problem home_not_a_folder, home_not_writable, disk_full, data_of_newer_program.
    """
    home = Home(path)
    first = not home.format_file.exists()
    try:
        for folder in (home.path, home.run, home.logs, home.database):
            folder.mkdir(parents=True, exist_ok=True)
        check_writable(home)
    except (FileExistsError, NotADirectoryError) as error:
        raise problems.home_not_a_folder(path) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise problems.disk_full(path, 0, LATER_START_MB) from error
        raise problems.home_not_writable(path, (error.strerror or str(error)).lower()) from error
    check_disk(home, FIRST_START_MB if first else LATER_START_MB)
    check_format(home)
    return home


def check_writable(home: Home) -> None:
    """Raise OSError unless files can be made where the program writes."""
    for folder in (home.path, home.run, home.logs):
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")


def check_disk(home: Home, needed_mb: int) -> None:
    free_mb = shutil.disk_usage(home.path).free // 2**20
    if free_mb < needed_mb:
        raise problems.disk_full(home.path, free_mb, needed_mb)


def check_format(home: Home) -> None:
    """Refuse a data folder last used by a newer program, before anything in it is changed."""
    if not home.format_file.exists():
        return
    try:
        made_by = json.loads(home.format_file.read_text())
        number, version = int(made_by["format"]), str(made_by["program"])
        newer = number > FORMAT or version_key(version) > version_key(__version__)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise problems.format_file_unreadable(home.format_file) from error
    if newer:
        raise problems.data_of_newer_program(home.path, version, __version__)


def write_format(home: Home, postgresql: int | None) -> None:
    """Record that this program now uses the folder; written once every start has reached the database."""
    made_by = {"format": FORMAT, "program": __version__, "postgresql": postgresql}
    if read_json(home.format_file) != made_by:
        write_json(home.format_file, made_by, mode=0o644)


def version_key(version: str) -> tuple[int, ...]:
    """`1.10.2` as numbers that compare; raises ValueError on anything else."""
    return tuple(int(part) for part in version.split("."))


def read_json(path: Path) -> dict[str, Any] | None:
    """The object in `path`, or None if it is missing or was cut short by a crash."""
    try:
        value = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def write_json(path: Path, value: dict[str, Any], mode: int = 0o600) -> None:
    """Replace `path` in one step, so that a reader or a crash never meets half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as file:
        json.dump(value, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


class HomeLock:
    """Held by the one supervisor of a data folder; the kernel releases it when that process ends, however it ends."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._file: int | None = None

    def take(self, patience: float = 0.6) -> bool:
        """Whether the lock is ours now. Waits a moment, since `status` and `down` try it for an instant."""
        deadline = time.monotonic() + patience
        descriptor = os.open(self._home.lock_file, os.O_RDWR | os.O_CREAT, 0o644)
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(descriptor)
                    return False
                time.sleep(0.05)
            else:
                self._file = descriptor
                return True

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def is_held(home: Home) -> bool:
    """Whether a supervisor holds the data folder at this moment."""
    lock = HomeLock(home)
    if not home.lock_file.exists():
        return False
    try:
        taken = lock.take(patience=0.0)
    except PermissionError:
        return (read_json(home.state_file) or {}).get("phase") is not None
    lock.release()
    return not taken
