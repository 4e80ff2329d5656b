"""The installed command `fulcrum`: a small script in .venv/bin, and the project on the environment's path."""

import shlex
from pathlib import Path

from fulcrum.setup.console import PROJECT
from fulcrum.setup.virtual import FOLDER, Python


def ensure(python: Python) -> None:
    """Write the script and the path entry where they are missing or speak of another folder."""
    script = f'#!/bin/sh\nexec {shlex.quote(str(python.path))} -P -m fulcrum.config.cli "$@"\n'
    _write(FOLDER / "bin" / "fulcrum", script, mode=0o755)
    if python.target is None:
        for site in FOLDER.glob("lib/python3*/site-packages"):
            _write(site / "fulcrum.pth", f"{PROJECT}\n", mode=0o644)


def _write(path: Path, text: str, mode: int) -> None:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
        path.chmod(mode)
