"""The project's own Python environment in .venv, made in whichever way this machine allows.

In order: the venv module; venv without pip, served by another pip; virtualenv; a plain folder of packages with a
small launcher. Why: docs/decisions/0002-setup-without-tools.md.
"""

import importlib.util
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fulcrum.setup import console
from fulcrum.setup.console import PROJECT, SetupError

FOLDER = PROJECT / ".venv"
STAMP = FOLDER / "fulcrum-setup.json"
PROBE = "import sys, json; print(json.dumps([list(sys.version_info[:2]), sys.prefix != sys.base_prefix]))"


@dataclass(frozen=True)
class Python:
    """The environment's interpreter, the pip that serves it, and where packages go if not beside it."""

    path: Path
    pip: tuple[str, ...]
    target: Path | None = None

    def install(self, *words: str) -> list[str]:
        """The command line of `pip install ...` into this environment."""
        into = ["--target", str(self.target), "--upgrade"] if self.target else []
        return [*self.pip, "install", *into, *words]


def ensure() -> Python:
    """The working environment; one that is missing, broken or too old is made anew. Raises SetupError."""
    stamp = read_stamp()
    if stamp.get("pip") and _works(stamp):
        target = stamp.get("target")
        return Python(FOLDER / "bin" / "python", tuple(stamp["pip"]), FOLDER / target if target else None)
    if FOLDER.exists():
        console.step("the Python environment in .venv is incomplete or of another Python: making it anew")
    else:
        console.step("making a Python environment in .venv")
    python = _make()
    target_name = python.target.name if python.target else None
    write_stamp({"pip": list(python.pip), "target": target_name, "version": list(sys.version_info[:2])})
    return python


def read_stamp() -> dict[str, Any]:
    """What is known to be installed; empty if nothing is sure."""
    try:
        value = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def write_stamp(value: dict[str, Any]) -> None:
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(value, indent=1))
    draft.replace(STAMP)


def _works(stamp: dict[str, Any]) -> bool:
    """Whether .venv's interpreter runs, is the version its packages were installed for, and is really its own."""
    try:
        answer = subprocess.run(
            [str(FOLDER / "bin" / "python"), "-c", PROBE],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        version, own = json.loads(answer.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return False
    return version == stamp.get("version") and version >= [3, 11] and (own or bool(stamp.get("target")))


def _make() -> Python:
    path = FOLDER / "bin" / "python"
    _clear()
    if _has("venv") and _has("ensurepip") and _try("venv", [sys.executable, "-m", "venv", str(FOLDER)]):
        return Python(path, _through_itself(path))
    if _has("venv") and _make_without_pip(path):
        pip = _pip_from_outside(path)
        if pip:
            console.step("pip is not part of this Python; another pip serves .venv")
            return Python(path, pip)
    if _has("virtualenv") and _try("virtualenv", [sys.executable, "-m", "virtualenv", str(FOLDER)]):
        console.step("this Python has no venv module; virtualenv made .venv")
        return Python(path, _through_itself(path))
    pip = _any_pip()
    if pip:
        console.step("this Python has no venv module; packages go into a plain folder")
        return _plain_folder(path, pip)
    raise SetupError(
        "This Python has neither a usable venv module nor pip, so nothing can be installed.",
        f"Install one of them (Debian and Ubuntu: apt-get install python3-venv; Fedora: dnf install python3-pip),\n"
        f"or name another Python: make run PYTHON=/path/to/python3    (this one: {sys.executable})",
    )


def _clear() -> None:
    if FOLDER.is_symlink() or FOLDER.is_file():
        FOLDER.unlink()
    shutil.rmtree(FOLDER, ignore_errors=True)
    if FOLDER.exists():
        raise SetupError(
            f"The folder {FOLDER} cannot be replaced.", "Delete it, or make it writable, and try again."
        )
    _check_writable()


def _check_writable() -> None:
    try:
        FOLDER.mkdir()
        FOLDER.rmdir()
    except OSError as error:
        raise not_writable(error) from error


def not_writable(error: OSError) -> SetupError:
    return SetupError(
        f"The project folder {PROJECT} cannot be written: {(error.strerror or str(error)).lower()}.",
        "Clone the project into a folder of your own and run it there.",
    )


def _make_without_pip(path: Path) -> bool:
    _clear()
    return _try("venv", [sys.executable, "-m", "venv", "--without-pip", str(FOLDER)]) and path.exists()


def _through_itself(path: Path) -> tuple[str, ...]:
    return (str(path), "-m", "pip")


def _pip_from_outside(path: Path) -> tuple[str, ...] | None:
    """A pip from elsewhere that can serve the environment (pip 22.3 and newer can)."""
    for pip in _pips():
        if _try("pip", [*pip, "--python", str(path), "--version"]):
            return (*pip, "--python", str(path))
    return None


def _any_pip() -> tuple[str, ...] | None:
    return next((pip for pip in _pips() if _try("pip", [*pip, "--version"])), None)


def _pips() -> list[tuple[str, ...]]:
    """Ways to call a pip: as a module of this Python, else a program that runs under this very version."""
    pips: list[tuple[str, ...]] = [(sys.executable, "-m", "pip")] if _has("pip") else []
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for name in (f"pip{version}", "pip3", "pip"):
        found = shutil.which(name)
        if found and f"python {version})" in _output([found, "--version"]):
            pips.append((found,))
    return pips


def _plain_folder(path: Path, pip: tuple[str, ...]) -> Python:
    """A folder that looks like an environment: bin/python starts this Python with the packages beside it."""
    site = FOLDER / "site"
    path.parent.mkdir(parents=True, exist_ok=True)
    site.mkdir(exist_ok=True)
    path.write_text(
        "#!/bin/sh\n"
        "# This Python has no venv module: start it with the project and its packages on the path.\n"
        f"PYTHONPATH={shlex.quote(f'{PROJECT}:{site}')}${{PYTHONPATH:+:$PYTHONPATH}}\n"
        "export PYTHONPATH\n"
        f'exec {shlex.quote(sys.executable)} "$@"\n'
    )
    path.chmod(0o755)
    return Python(path, pip, site)


def _has(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _try(name: str, command: list[str]) -> bool:
    return console.run(name, command)[0] == 0


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60, env=os.environ).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
