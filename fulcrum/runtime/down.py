"""`fulcrum down`: stop what runs on this data folder, from any terminal, and wait until it has stopped."""

import argparse
from collections.abc import Sequence

import psutil

from fulcrum.runtime import env as environment
from fulcrum.runtime import layout, problems, processes, state
from fulcrum.runtime.console import say
from fulcrum.runtime.layout import Home, HomeLock
from fulcrum.runtime.problems import Exit

PATIENCE = 120


def main(arguments: Sequence[str]) -> int:
    """Returns 0 once everything has stopped, also if nothing ran. Raises Problem did_not_stop."""
    argparse.ArgumentParser(prog="fulcrum down", description="Stop everything.").parse_args(arguments)
    home = Home(environment.read().home)
    if not layout.is_held(home):
        ended = _end_leftovers(home)
        say("Fulcrum was not running; its leftovers are stopped." if ended else "Fulcrum is not running.")
        return Exit.OK
    running = state.read(home)
    process = running.supervisor.process() if running else None
    if process is None:
        raise problems.did_not_stop(running.supervisor.pid if running else 0, 0)
    say(f"stopping Fulcrum (process {process.pid}) ...")
    try:
        process.terminate()
    except psutil.AccessDenied as error:
        raise problems.not_yours(process.pid, process.username()) from error
    if not processes.wait_until(lambda: not layout.is_held(home), PATIENCE, pause=0.1):
        raise problems.did_not_stop(process.pid, PATIENCE)
    say("stopped")
    return Exit.OK


def _end_leftovers(home: Home) -> int:
    """Stop what a killed supervisor left; takes the lock, so that no start happens meanwhile."""
    if not home.state_file.exists():
        return 0
    lock = HomeLock(home)
    if not lock.take():
        return 0
    try:
        return state.stop_leftovers(home)
    finally:
        lock.release()
