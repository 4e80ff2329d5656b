"""What a figure was measured on and how busy it was; figures of two machines are never put into one table."""

import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from fulcrum.runtime import binaries
from fulcrum.runtime import env as environment
from fulcrum.runtime.env import PROJECT

MEMORY = Path("/proc/meminfo")
PROCESSOR = Path("/proc/cpuinfo")


def described() -> dict[str, str]:
    """Processor, cores, memory, system and versions; never a name of the machine."""
    return {
        "processor": _first(PROCESSOR, "model name") or platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        "python": platform.python_version(),
        "postgresql": _postgresql(),
        "highs": version("highspy"),
    }


def load() -> float:
    """Mean number of processes that wanted to run in the last minute."""
    return round(os.getloadavg()[0], 2)


def commit() -> str:
    """The commit measured, with a plus if files differ from it; empty outside a repository."""
    number = _git("rev-parse", "--short", "HEAD")
    return number + ("+" if number and _git("status", "--porcelain", "--untracked-files=no") else "")


def sentence(machine: Mapping[str, str]) -> str:
    """The machine in one line."""
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory']} of memory, {machine['system']}, "
        f"Python {machine['python']}, PostgreSQL {machine['postgresql']}, HiGHS {machine['highs']}"
    )


def _memory() -> str:
    kilobytes = (_first(MEMORY, "MemTotal") or "").removesuffix("kB").strip()
    return f"{int(kilobytes) / 2**20:.0f} GiB" if kilobytes else "unknown"


def _first(path: Path, field: str) -> str:
    """The value of the first line `field: value` of a file of the kernel; empty where there is none."""
    if not path.exists():
        return ""
    lines = (line.partition(":") for line in path.read_text().splitlines())
    return next((value.strip() for name, _, value in lines if name.strip() == field), "")


def _postgresql() -> str:
    """The version of the server that a start of the program would use."""
    found = next(binaries.candidates(environment.read().postgres_bin))
    return f"{found.version} ({'embedded' if found.wheel else 'of the system'})"


def _git(*words: str) -> str:
    found = subprocess.run(["git", *words], cwd=PROJECT, capture_output=True, text=True, check=False)
    return found.stdout.strip() if found.returncode == 0 else ""
