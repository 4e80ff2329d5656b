"""`fulcrum up`: one process that brings up database, web server and worker in order, watches them, stops them all.

It stays in the foreground. Ctrl-C, SIGTERM or a closed terminal stop everything, the database last; nothing that was
saved is lost even if all of it is killed at once, and the next start clears away what is left.
"""

import argparse
import http.client
import os
import secrets
import signal
import time
from collections.abc import Sequence

from fulcrum.runtime import (
    children,
    databases,
    layout,
    ports,
    preparation,
    problems,
    programme,
    state,
    welcome,
)
from fulcrum.runtime import connections as connections_of
from fulcrum.runtime import env as environment
from fulcrum.runtime.children import Child
from fulcrum.runtime.console import Progress, say
from fulcrum.runtime.databases import Database
from fulcrum.runtime.env import Env
from fulcrum.runtime.layout import Home, HomeLock
from fulcrum.runtime.preparation import Stopped
from fulcrum.runtime.problems import Exit
from fulcrum.runtime.processes import Identity
from fulcrum.runtime.programme import Programme

PAUSE = 0.1
READY_WITHIN = 90
EARLY_FAILURES = 3
PATIENCE_BEFORE_READY = 2.0
LOG_CHECK = 60.0
DATABASE_FAILURES = 5


def main(arguments: Sequence[str]) -> int:
    """Run until stopped; returns 0 after an orderly stop. Raises Problem for what a person must change."""
    argparse.ArgumentParser(
        prog="fulcrum up", description="Start everything and stay in the foreground."
    ).parse_args(arguments)
    env = environment.read()
    return Supervisor(env, programme.fulcrum(env)).run()


class Supervisor:
    """One start of the program on one data folder."""

    def __init__(self, env: Env, parts: Programme) -> None:
        self.env = env
        self.parts = parts
        self.began = float(os.environ.get("FULCRUM_BEGAN", 0)) or time.time()
        self.progress = Progress(time.monotonic() - (time.time() - self.began))
        self.run_mark = secrets.token_hex(8)
        self.children: list[Child] = []
        self.database: Database | None = None
        self.home: Home
        self._stop = False
        self._phase = state.STARTING
        self._written: dict[str, object] | None = None
        self._database_failures = 0

    def run(self) -> int:
        self._listen_to_signals()
        self.home = layout.open_home(self.env.home)
        lock = HomeLock(self.home)
        if not lock.take():
            raise problems.already_running(self.home.path, _holder(self.home))
        try:
            self._bring_up()
            self._watch()
        except Stopped:
            say("  stopped before the start was complete")
        finally:
            self._bring_down()
            lock.release()
        return Exit.OK

    def _listen_to_signals(self) -> None:
        def note(number: int, frame: object) -> None:
            self._stop = True

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, note)

    def _bring_up(self) -> None:
        state.stop_leftovers(self.home)
        ports.check(self.env.host, self.env.port)
        self._write_state()
        for name in ("web", "worker", "postgres"):
            children.rotate(self.home.log(name))
        self.progress.step("starting the database")
        self.database = databases.open_for(self.home, self.env, self.progress.step)
        connections_of.record(self.home, owner=self.database.owner_url, app=self.database.app_url)
        layout.write_format(self.home, int(self.database.version.split(".")[0]))
        self._go_on_unless_stopped()
        as_owner = programme.environment(self.run_mark, "owner")
        preparation.prepare(
            self.home, self.env, self.database, self.parts, as_owner, self.progress.step, lambda: self._stop
        )
        self._go_on_unless_stopped()
        self._start_children()
        self._wait_until_ready()
        self._phase = state.READY
        self._write_state()
        say(welcome.block(self.home, self.env, self.began))

    def _go_on_unless_stopped(self) -> None:
        if self._stop:
            raise Stopped

    def _start_children(self) -> None:
        self.progress.step("starting web server and worker")
        environ = programme.environment(self.run_mark, "app")
        for name, command in (("web", self.parts.web), ("worker", self.parts.worker)):
            child = Child(name, command, environ, self.home.log(name), self.progress.step)
            self.children.append(child)
            child.start()
        self._write_state()

    def _wait_until_ready(self) -> None:
        """Raises Problem process_keeps_stopping, not_ready."""
        deadline = time.monotonic() + READY_WITHIN
        marks = {child.name: child.log.stat().st_size for child in self.children}
        said = "no answer"
        while time.monotonic() < deadline:
            self._go_on_unless_stopped()
            status, said = self._ask_ready()
            for child in self.children:
                child.watch()
                if child.failures >= EARLY_FAILURES:
                    words = children.last_words(child.log, marks[child.name])
                    raise problems.process_keeps_stopping(child.name, child.log, words)
            if status == 200:
                return
            time.sleep(PAUSE)
        raise problems.not_ready(welcome.address(self.env), READY_WITHIN, said)

    def _ask_ready(self) -> tuple[int, str]:
        host = "127.0.0.1" if self.env.host in welcome.EVERYWHERE else self.env.host.strip("[]")
        named = next((name.lstrip(".") for name in self.env.allowed_hosts if name.strip("*.")), "localhost")
        connection = http.client.HTTPConnection(host, self.env.port, timeout=5)
        try:
            connection.request("GET", self.parts.ready_path, headers={"Host": named})
            answer = connection.getresponse()
            return answer.status, answer.read(300).decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return 0, str(error)
        finally:
            connection.close()

    def _watch(self) -> None:
        """Until asked to stop: start again what ends, keep the logs small."""
        look_at_logs = time.monotonic() + LOG_CHECK
        while not self._stop:
            time.sleep(PAUSE)
            for child in self.children:
                child.watch()
            self._watch_database()
            self._write_state()
            if time.monotonic() > look_at_logs:
                look_at_logs = time.monotonic() + LOG_CHECK
                for name in ("web", "worker", "postgres"):
                    children.shorten(self.home.log(name))

    def _watch_database(self) -> None:
        if self.database is None or not self.database.has_stopped():
            return
        self._database_failures += 1
        if self._database_failures > DATABASE_FAILURES:
            raise problems.database_stopped(self.home.log("postgres"))
        self.progress.step("the database stopped; starting it again (nothing saved is lost)")
        before = self.database.app_url
        self.database.restart(self.progress.step)
        connections_of.record(self.home, owner=self.database.owner_url, app=self.database.app_url)
        if self.database.app_url != before:
            for child in self.children:
                child.stop()
                child.start()

    def _bring_down(self) -> None:
        """Stop the parts together, then the database they use."""
        if not self.children and self.database is None:
            return
        served = self._phase == state.READY
        self._phase = state.STOPPING
        self._write_state()
        if self.children:
            self.progress.step("stopping web server and worker")
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop(children.PATIENCE if served else PATIENCE_BEFORE_READY)
        if self.database is not None:
            self.progress.step("stopping the database")
            self.database.stop()
        self.home.state_file.unlink(missing_ok=True)
        say("  Fulcrum has stopped. All data is kept.")

    def _write_state(self) -> None:
        """Write the state file if anything in it has changed."""
        facts: dict[str, object] = {
            "phase": self._phase,
            "children": {child.name: child.record() for child in self.children},
        }
        if facts == self._written or not self.home.run.exists():
            return
        self._written = facts
        me = Identity.of(os.getpid())
        if me is None:
            return
        kind = self.database.version if self.database else ""
        state.write(
            self.home,
            state.State(
                run=self.run_mark,
                supervisor=me,
                phase=self._phase,
                address=welcome.address(self.env),
                database=kind,
                children={child.name: child.record() for child in self.children},
            ),
        )


def _holder(home: Home) -> str:
    last = state.read(home)
    if last is None or not last.supervisor.is_alive():
        return ""
    return f" (process {last.supervisor.pid}, {last.address})"
