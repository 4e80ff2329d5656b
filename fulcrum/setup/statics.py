"""Collect what the web server hands out (styles, scripts, fonts), compressed and named by content; if changed."""

import hashlib
import os
from pathlib import Path

from fulcrum.setup import console, virtual
from fulcrum.setup.assets import ASSETS
from fulcrum.setup.console import BUILD, PROJECT, SetupError
from fulcrum.setup.virtual import Python

TARGET = BUILD / "static"
STAMP = BUILD / "static.stamp"


def ensure(python: Python) -> None:
    """Run collectstatic unless its sources are those of the last time. Raises SetupError."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and (TARGET / "staticfiles.json").exists():
        return
    console.step("collecting styles, scripts and fonts for the web server")
    STAMP.unlink(missing_ok=True)
    command = [
        str(python.path),
        "-P",
        "-m",
        "fulcrum.config.cli",
        "manage",
        "collectstatic",
        "--noinput",
        "-v0",
    ]
    code, said = console.run("static", command, environ=_without_settings())
    if code != 0:
        lines = said.strip().splitlines()
        raise SetupError(
            f"The web server's files could not be collected: {lines[-1] if lines else 'no reason was given'}",
            f"Details: {console.LOGS / 'setup-static.log'}",
        )
    STAMP.write_text(wanted)


def fingerprint() -> str:
    """Changes whenever a source file, the settings or an installed package changes."""
    digest = hashlib.sha256(str(virtual.read_stamp().get("runtime")).encode())
    sources = [PROJECT / "fulcrum" / "config" / "settings.py"]
    for folder in [ASSETS, *sorted((PROJECT / "fulcrum").glob("**/static"))]:
        sources += sorted(path for path in folder.rglob("*") if path.is_file())
    for path in sources:
        digest.update(_mark(path))
    return digest.hexdigest()


def _without_settings() -> dict[str, str]:
    """The environment without the operator's settings: the result must not depend on them, nor fail on a wrong one."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FULCRUM_") and k != "DATABASE_URL"}
    return {**kept, "FULCRUM_SECRET_KEY": "not-used-for-anything-while-collecting-files"}


def _mark(path: Path) -> bytes:
    status = path.stat()
    return f"{path.relative_to(PROJECT)} {status.st_size} {status.st_mtime_ns}\n".encode()
