"""`fulcrum status`: what runs, where, on which data. Exit code 0 while it runs, 3 while it does not."""

import argparse
import time
from collections.abc import Sequence

from fulcrum import __version__
from fulcrum.runtime import connections, layout, placement, problems, state
from fulcrum.runtime import env as environment
from fulcrum.runtime.console import say
from fulcrum.runtime.env import Env, without_password
from fulcrum.runtime.layout import Home
from fulcrum.runtime.problems import Exit
from fulcrum.runtime.processes import Identity
from fulcrum.runtime.state import State


def main(arguments: Sequence[str]) -> int:
    """Print the state. Raises Problem not_running with exit code 3."""
    argparse.ArgumentParser(prog="fulcrum status", description="What runs, where, on which data.").parse_args(
        arguments
    )
    env = environment.read()
    home = Home(env.home)
    running = state.read(home)
    if not layout.is_held(home) or running is None:
        raise problems.not_running(home.path)
    for name, value in rows(env, home, running):
        say(f"  {name:<10} {value}")
    return Exit.OK


def rows(env: Env, home: Home, running: State) -> list[tuple[str, str]]:
    """What to print, name and value."""
    parts = [("supervisor", running.supervisor.record()), *running.children.items()]
    kind = "external" if env.external_database_url or env.owner_database_url else "embedded"
    place = without_password(connections.app_url(env)) if kind == "external" else str(placement.data_of(home))
    return [
        ("state", running.phase),
        ("address", running.address),
        *((name, _life(record)) for name, record in parts),
        ("database", f"PostgreSQL {running.database or 'starting'}, {kind}, {place}"),
        ("data", str(home.path)),
        ("logs", str(home.logs)),
        ("version", f"Fulcrum {__version__}, data format {layout.FORMAT}"),
    ]


def _life(record: object) -> str:
    identity = Identity.from_record(record)
    if identity is None or not identity.is_alive():
        return "down (being started again)"
    return f"process {identity.pid}, up {_span(time.time() - identity.born)}"


def _span(seconds: float) -> str:
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"
