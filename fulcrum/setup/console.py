"""Progress of the set-up: one line when a step begins, signs of life while it lasts, one clear line when it fails."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BUILD = PROJECT / "build"
LOGS = BUILD / "logs"
SIGN_OF_LIFE = 10.0
"""Seconds after which a step that says nothing is mentioned again."""

_began = float(os.environ.get("FULCRUM_BEGAN", 0)) or time.time()
_one_at_a_time = threading.Lock()


class SetupError(Exception):
    """The set-up cannot go on: what happened and what a person can do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def lines(self) -> str:
        remedy = self.remedy.replace("\n", "\n         ")
        return f"fulcrum: {self.what}\n         {remedy}\n"


def began() -> float:
    """When the person pressed return, as seconds since 1970."""
    return _began


def step(text: str) -> None:
    """One progress line with the seconds since the beginning."""
    with _one_at_a_time:
        sys.stdout.write(f"  {time.time() - _began:5.1f} s  {text}\n")
        sys.stdout.flush()


def run(
    name: str, command: Sequence[str], *, environ: Mapping[str, str] | None = None, folder: Path = PROJECT
) -> tuple[int, str]:
    """Run a command with its output in build/logs/<name>.log; exit code and output. Long ones show they are alive."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"setup-{name}.log"
    with log.open("wb") as file:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            return 127, f"{command[0]}: {error.strerror}"
        waited = 0.0
        while True:
            try:
                code = process.wait(SIGN_OF_LIFE)
                break
            except subprocess.TimeoutExpired:
                waited += SIGN_OF_LIFE
                step(f"... {name} still at work ({waited:.0f} s){_last_words(log)}")
            except BaseException:
                process.kill()
                process.wait()
                raise
    return code, log.read_text(errors="replace")


def _last_words(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return f": {lines[-1].strip()[:70]}" if lines else ""
