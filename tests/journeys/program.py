"""The whole program on an empty data folder, started as a person would, and a real browser to use it with."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 180
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def running() -> Iterator[str]:
    """Start the program on an empty data folder; gives its address, stops it at the end.

    The folder can be entered by everybody, so that a database server that root may not run finds it.
    Raises RuntimeError with the program's own words if it does not become ready.
    """
    with empty_folder() as folder, started(folder) as address:
        yield address


@contextmanager
def empty_folder() -> Iterator[Path]:
    """A folder for the program's data and its log, gone at the end."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """Start the program with its data in `folder/home`; gives its address."""
    port = free_port()
    environ = environment(folder, FULCRUM_PORT=str(port))
    command = [sys.executable, "-P", "-m", "fulcrum.config.cli", "up"]
    with (folder / "program.log").open("w+") as log:
        program = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://localhost:{port}/ready", program, log)
            yield f"http://localhost:{port}"
        finally:
            program.terminate()
            program.wait(60)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a command on the data in `folder`: nothing of the tests' own settings."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("FULCRUM_", "DATABASE_URL", "DJANGO_", "PYTEST_"))
    }
    return {**kept, "FULCRUM_HOME": str(folder / "home"), "FULCRUM_LOG_LEVEL": "WARNING", **more}


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, program: subprocess.Popen[bytes], log: IO[str]) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and program.poll() is None:
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    log.seek(0)
    raise RuntimeError(f"the program did not become ready (exit code {program.poll()}):\n{log.read()}")


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser that the set-up found. Raises RuntimeError without one."""
    program = os.environ.get("FULCRUM_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        raise RuntimeError("no Chromium was found; `make test` installs one, or name it in FULCRUM_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def open_context(
    browser: Any,
    address: str,
    *,
    language: str,
    width: int,
    height: int,
    scheme: str,
    javascript: bool = True,
) -> Any:
    """A visitor with a language, a screen and a colour scheme."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        java_script_enabled=javascript,
        accept_downloads=True,
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    return context
