"""`fulcrum with-database`: run a command beside a database server of its own, then stop the server.

For tests and trials. The server forgoes durability to be quick, so it must never hold anything that matters.
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from fulcrum.runtime import env as environment
from fulcrum.runtime import layout, placement, problems, roles
from fulcrum.runtime.layout import Home
from fulcrum.runtime.postgres import Server


def main(arguments: Sequence[str]) -> int:
    """Parse the command line of `with-database`; returns the exit code of the command it ran."""
    parser = argparse.ArgumentParser(
        prog="fulcrum with-database",
        description="Run a command with FULCRUM_OWNER_DATABASE_URL and FULCRUM_DATABASE_URL of an own test server.",
    )
    parser.add_argument("--home", type=Path, help="keep the server's data here for the next time")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="after --, the command with its arguments")
    given = parser.parse_args(arguments)
    command = given.command[1:] if given.command[:1] == ["--"] else given.command
    if not command:
        raise problems.nothing_to_run()
    with test_server(given.home) as server:
        return _run(command, {**os.environ, **variables(server)})


@contextmanager
def test_server(kept: Path | None = None) -> Iterator[Server]:
    """A running server with the owner (may create databases, as test runners need) and the app role."""
    folder = kept.expanduser().absolute() if kept else Path(tempfile.mkdtemp(prefix="fulcrum-test-"))
    if kept is None:
        folder.chmod(0o755)  # so that root's server, which runs as another user, reaches its data in place
    try:
        home = layout.open_home(folder)
        lock = layout.HomeLock(home)
        if not lock.take():
            raise problems.already_running(folder, "")
        place = placement.settle(home, environment.read().postgres_bin)
        server = Server(home, place, throw_away=True)
        server.create_if_missing()
        server.start()
        try:
            _provide_roles(server)
            yield server
        finally:
            server.stop()
            lock.release()
            if kept is None and place.data.parent != home.database:
                shutil.rmtree(place.data.parent, ignore_errors=True)
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def variables(server: Server) -> dict[str, str]:
    """What the command finds in its environment; both connections are the owner's, as a test runner needs."""
    url = server.url(roles.OWNER, _password(server.home), roles.DATABASE)
    return {"FULCRUM_OWNER_DATABASE_URL": url, "FULCRUM_DATABASE_URL": url}


def _provide_roles(server: Server) -> None:
    password = _password(server.home)
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        roles.ensure_login(connection, roles.OWNER, password)
        roles.make_ordinary(connection, roles.OWNER, create_databases=True)
        roles.ensure_login(connection, roles.APP, password)
        roles.ensure_database(connection, roles.DATABASE, roles.OWNER)


def _password(home: Home) -> str:
    file = home.database / "test.json"
    kept = layout.read_json(file)
    if kept is None:
        kept = {"password": secrets.token_urlsafe(16)}
        layout.write_json(file, kept)
    return str(kept["password"])


def _run(command: Sequence[str], environ: dict[str, str]) -> int:
    """Run the command to its end. Ctrl-C and SIGTERM go to it; the server stops only after it has ended."""
    process = subprocess.Popen(command, env=environ)

    def pass_on(number: int, frame: object) -> None:
        process.send_signal(number)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGTERM, signal.SIGHUP)}
    before[signal.SIGINT] = signal.signal(
        signal.SIGINT, lambda number, frame: None
    )  # the terminal sends it to both
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code
