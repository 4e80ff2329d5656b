"""Whom the database server runs as. PostgreSQL refuses root, so root's server runs as a user without rights."""

import os
import pwd
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fulcrum.runtime import problems

PREFERRED = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """An account to which a child process started by root drops."""

    name: str
    uid: int
    gid: int

    def can_enter(self, folder: Path) -> bool:
        """Whether this account really reaches `folder`: tried, not computed, so that access lists count too."""
        return run_as(self, ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]).returncode == 0


def run_as(
    user: ServerUser | None, command: list[str], *, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `command` to its end as `user` (None: as ourselves), with none of root's groups kept."""
    with start_as(user, command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            said = process.communicate(timeout=timeout)[0].decode(errors="replace")
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    return subprocess.CompletedProcess(command, process.returncode, said)


def start_as(
    user: ServerUser | None,
    command: list[str],
    *,
    stdout: int,
    stderr: int,
    preexec: Callable[[], None] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a server program in its own session, away from the terminal's signals, with a plain environment."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        start_new_session=True,
        preexec_fn=preexec,
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[] if user else None,
    )


def choose(data: Path) -> ServerUser | None:
    """None for an ordinary user; for root the account that owns `data`, else `postgres`, else `nobody`.

    Raises Problem no_server_user, data_of_other_user.
    """
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner is not None and owner != os.geteuid():
            raise problems.data_of_other_user(data, name_of(owner))
        return None
    if owner:
        return _account(owner)
    for name in PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name, entry.pw_uid, entry.pw_gid)
    raise problems.no_server_user()


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _account(uid: int) -> ServerUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return ServerUser(str(uid), uid, uid)
    return ServerUser(entry.pw_name, uid, entry.pw_gid)
