"""The set-up in its order: Python packages beside npm packages, then what is made from them. Skips what is done."""

import argparse
import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from fulcrum.setup import assets, browser, catalogues, command, console, node, packages, statics, virtual
from fulcrum.setup.console import SetupError


def main(arguments: Sequence[str]) -> int:
    """Set up to run, to develop, or to test in a browser; then become the command after --then."""
    parser = argparse.ArgumentParser(prog="bootstrap.py")
    parser.add_argument("purpose", choices=["runtime", "dev", "test"])
    parser.add_argument(
        "--then", nargs=argparse.REMAINDER, default=[], help="command of .venv/bin to go on as"
    )
    given = parser.parse_args(arguments)
    try:
        with _alone():
            set_up(given.purpose)
    except SetupError as error:
        sys.stderr.write(error.lines())
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nfulcrum: Stopped during the set-up; the next run goes on from here.\n")
        return 130
    if given.then:
        _become(given.then)
    return 0


def set_up(purpose: str) -> None:
    """Bring everything for `purpose` up to date. Raises SetupError."""
    began = time.monotonic()
    packages_for = "runtime" if purpose == "runtime" else "dev"
    python = virtual.ensure()
    _beside(lambda: packages.ensure(python, packages_for), lambda: node.ensure(python, packages_for))
    command.ensure(python)
    _beside(lambda: assets.ensure(packages_for), lambda: catalogues.ensure(python))
    if purpose == "test":
        _beside(lambda: statics.ensure(python), browser.ensure)
    else:
        statics.ensure(python)
    if time.monotonic() - began > 1.5:
        console.step("everything needed is installed")


@contextmanager
def _alone() -> Iterator[None]:
    """Let two set-ups of one project at once take turns; the second then finds everything done."""
    try:
        console.BUILD.mkdir(exist_ok=True)
        lock = (console.BUILD / "setup.lock").open("w")
    except OSError as error:
        raise virtual.not_writable(error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.step("another set-up of this project is at work; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _beside(*works: Callable[[], object]) -> None:
    """Do all at the same time; the first failure counts once all have ended."""
    with ThreadPoolExecutor(len(works)) as pool:
        for future in [pool.submit(work) for work in works]:
            future.result()


def _become(words: Sequence[str]) -> None:
    """Replace this process, so that signals reach the command directly."""
    os.environ["FULCRUM_BEGAN"] = str(console.began())
    sys.stdout.flush()
    program = str(console.PROJECT / ".venv" / "bin" / words[0])
    os.execv(program, [program, *words[1:]])
