"""Install the pinned Python packages, each checked against its hash; nothing to do while the list is unchanged."""

import hashlib
import re
import shutil
from pathlib import Path

from fulcrum.setup import console, virtual
from fulcrum.setup.console import SetupError
from fulcrum.setup.virtual import Python

REQUIREMENTS = Path(__file__).parent / "requirements"
INCLUDED = {"runtime": ("runtime",), "dev": ("dev", "runtime"), "node": ("node",)}
"""Which lists are complete once one of them is installed."""

NO_NETWORK = re.compile(
    r"name resolution|NewConnectionError|Failed to establish|ConnectTimeout|Network is unreachable|"
    r"Connection refused|timed out|Max retries|nodename nor servname|ProxyError|dns error|ENOTFOUND|EAI_AGAIN|"
    r"ECONNREFUSED|ETIMEDOUT|ECONNRESET|error sending request",
    re.IGNORECASE,
)


def ensure(python: Python, purpose: str) -> None:
    """Install the list `purpose` unless exactly it is installed. Raises SetupError."""
    stamp = virtual.read_stamp()
    wanted = file_hash(REQUIREMENTS / f"{purpose}.txt")
    if stamp.get(purpose) == wanted and stamp.get("runtime") == file_hash(REQUIREMENTS / "runtime.txt"):
        return
    count = len(
        re.findall(
            r"^[a-z0-9].*==", (REQUIREMENTS / f"{purpose}.txt").read_text(), re.MULTILINE | re.IGNORECASE
        )
    )
    console.step(f"installing {count} Python packages (pinned, checked by hash)")
    _install(python, REQUIREMENTS / f"{purpose}.txt")
    stamp = virtual.read_stamp()
    for name in INCLUDED[purpose]:
        stamp[name] = file_hash(REQUIREMENTS / f"{name}.txt")
    virtual.write_stamp(stamp)
    console.step("Python packages installed")


def file_hash(*paths: Path) -> str:
    """One hash over the content of files; missing ones count as empty."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def pip_command(python: Python, requirements: Path) -> list[str]:
    return python.install(
        "--require-hashes",
        "--no-deps",
        "--disable-pip-version-check",
        "--no-input",
        "--retries=2",
        "--requirement",
        str(requirements),
    )


def _install(python: Python, requirements: Path) -> None:
    uv = shutil.which("uv")
    if uv and python.target is None:
        command = [
            uv,
            "pip",
            "install",
            "--python",
            str(python.path),
            "--require-hashes",
            "-r",
            str(requirements),
        ]
        if console.run("uv", command)[0] == 0:
            return
        console.step("uv could not install them; trying pip")
    code, said = console.run("pip", pip_command(python, requirements))
    if code != 0:
        raise failure("The Python packages could not be installed", said, console.LOGS / "setup-pip.log")


def failure(what: str, said: str, log: Path) -> SetupError:
    """The clear line for an installer's failure: no network, a hash that differs, no space, or its own words."""
    if NO_NETWORK.search(said):
        return SetupError(
            f"{what}: no package registry can be reached.",
            "The first run needs the network. Connect (or set your proxy or registry mirror in pip's and npm's own\n"
            f"settings) and run the same command again. Details: {log}",
        )
    if "DO NOT MATCH THE HASHES" in said or "EINTEGRITY" in said or "Hash mismatch" in said:
        return SetupError(
            f"{what}: a downloaded file is not the one this project was tested with.",
            f"Nothing of it was used. Try again; if it stays so, tell the project's maintainers. Details: {log}",
        )
    if "No space left" in said or "ENOSPC" in said:
        return SetupError(f"{what}: the disk is full.", "Free about 1 GB and run the same command again.")
    errors = [
        line.strip() for line in said.splitlines() if "error" in line.lower()
    ] or said.strip().splitlines()
    return SetupError(f"{what}: {errors[-1] if errors else 'it said nothing'}", f"Details: {log}")
