"""Bring tables and content to this version, as the owner of the tables; skip it while nothing has changed."""

import contextlib
import hashlib
import os
import selectors
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

import psycopg

from fulcrum.runtime import layout, problems, processes
from fulcrum.runtime.children import last_words
from fulcrum.runtime.databases import Database, Tell
from fulcrum.runtime.env import PROJECT, Env
from fulcrum.runtime.layout import Home
from fulcrum.runtime.programme import Command, Programme

NOT_SOURCES = ("__pycache__", "tests", "static", "setup")
ShouldStop = Callable[[], bool]


class Stopped(Exception):  # noqa: N818 (no error: a person asked for it)
    """The person asked to stop while a step was running."""


def prepare(
    home: Home,
    env: Env,
    database: Database,
    programme: Programme,
    environ: Mapping[str, str],
    tell: Tell,
    should_stop: ShouldStop,
) -> None:
    """Migrate and fill the database unless the last start left exactly this state behind.

    Raises Problem migration_failed, preparation_failed; Stopped.
    """
    if (layout.read_json(home.prepared_file) or {}).get("key") == key(env, database, programme):
        return
    home.prepared_file.unlink(missing_ok=True)
    tell("bringing the tables to this version")
    log = home.log("migrate")
    if _run(programme.migrate, environ, log, lambda line: None, should_stop) != 0:
        raise problems.migration_failed(log, last_words(log))
    tell("preparing content and data")
    log = home.log("prepare")
    if _run(programme.prepare, environ, log, tell, should_stop) != 0:
        raise problems.preparation_failed(log, last_words(log))
    layout.write_json(home.prepared_file, {"key": key(env, database, programme)})


def key(env: Env, database: Database, programme: Programme) -> str:
    """Changes with the sources, the settings that shape content, and the database's own state of migrations."""
    digest = hashlib.sha256()
    for fact in (env.demonstration, programme.migrate, programme.prepare, _state_of(database)):
        digest.update(repr(fact).encode())
    for path in sources():
        status = path.stat()
        digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """Every file of the program that can shape tables or content, and the list of its packages."""
    yield PROJECT / "fulcrum" / "setup" / "requirements" / "runtime.txt"
    for folder, below, names in os.walk(PROJECT / "fulcrum"):
        below[:] = sorted(name for name in below if name not in NOT_SOURCES)
        for name in sorted(names):
            if not name.endswith((".mo", ".pyc")):
                yield Path(folder) / name


def _state_of(database: Database) -> tuple[object, ...]:
    """Which database this is and which migrations it has seen, asked of the database itself."""
    with psycopg.connect(database.owner_url) as connection:
        known = connection.execute(
            "select oid, to_regclass('public.django_migrations')::oid from pg_database where datname = current_database()"
        ).fetchone()
        if known is None or known[1] is None:
            return (known,)
        seen = connection.execute(
            "select count(*), max(applied)::text from public.django_migrations"
        ).fetchone()
        return (*known, *(seen or ()))


def _run(command: Command, environ: Mapping[str, str], log: Path, tell: Tell, should_stop: ShouldStop) -> int:
    """Run one step to its end: its output line by line to `tell`, its complaints into the log."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=file,
            env=dict(environ),
            cwd="/",
            start_new_session=True,
            preexec_fn=processes.dies_with_parent(signal.SIGTERM),
        )
        try:
            for line in _lines(process.stdout, should_stop):
                file.write(line.encode() + b"\n")
                file.flush()
                tell(line)
            return process.wait(30)
        finally:
            processes.ask(process)
            processes.finish(process, patience=10)


def _lines(stream: IO[bytes] | None, should_stop: ShouldStop) -> Iterator[str]:
    """Lines as they come, looking every moment whether to stop instead. Raises Stopped."""
    if stream is None:
        return
    rest = b""
    with contextlib.closing(stream), selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while True:
            if should_stop():
                raise Stopped
            if not selector.select(timeout=0.2):
                continue
            piece = os.read(stream.fileno(), 65536)
            if not piece:
                break
            *lines, rest = (rest + piece).split(b"\n")
            yield from (line.decode(errors="replace").rstrip() for line in lines if line.strip())
    if rest.strip():
        yield rest.decode(errors="replace").rstrip()
