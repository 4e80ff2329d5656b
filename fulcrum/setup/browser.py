"""A Chromium for the journeys of `make test`: the machine's own, else from its package manager."""

import os
import shutil
from pathlib import Path

from fulcrum.setup import console
from fulcrum.setup.console import SetupError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
MAC_PROGRAMS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find() -> str | None:
    """The browser's program, named by FULCRUM_CHROMIUM or found."""
    forced = os.environ.get("FULCRUM_CHROMIUM")
    if forced:
        return forced
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path), None) or next(
        (p for p in MAC_PROGRAMS if Path(p).exists()), None
    )


def ensure() -> str:
    """The browser's program, installed if this machine's package manager may do it. Raises SetupError."""
    found = find()
    if found:
        return found
    apt = shutil.which("apt-get")
    if apt:
        before = _becoming_root()
        if before is not None:
            _install([*before, apt])
            found = find()
            if found:
                return found
    raise SetupError(
        "No Chromium or Chrome was found for the tests in a real browser.",
        "Install one (Debian: apt-get install chromium; Fedora: dnf install chromium; macOS: brew install --cask\n"
        "chromium) or set FULCRUM_CHROMIUM to its program. `make run` does not need it.",
    )


def _becoming_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and console.run("sudo", [sudo, "-n", "true"])[0] == 0:
        return [sudo, "-n"]
    return None


def _install(apt: list[str]) -> None:
    console.step("installing Chromium for the tests (system package)")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    console.run("apt-update", [*apt, "update"], environ=environ)
    console.run(
        "apt-install", [*apt, "install", "-y", "--no-install-recommends", "chromium"], environ=environ
    )
