"""The commands that the supervisor runs, in one value, so that its tests can supervise something small."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fulcrum.runtime.env import PROJECT, Env

Command = tuple[str, ...]
WEB_LOG = Path(__file__).with_name("web_log.json")
"""Lets the web server's own lines be JSON objects, as ours are."""
OWN = (sys.executable, "-P", "-m", "fulcrum.config.cli")


@dataclass(frozen=True)
class Programme:
    """Commands of the four parts, and the path that answers 200 once pages can be served."""

    migrate: Command
    prepare: Command
    web: Command
    worker: Command
    ready_path: str = "/ready"


def fulcrum(env: Env) -> Programme:
    """The real programme for these settings."""
    return Programme(
        migrate=(*OWN, "manage", "migrate", "--noinput"),
        prepare=(*OWN, "prepare"),
        web=(
            *(sys.executable, "-P", "-m", "granian", "fulcrum.config.wsgi:application"),
            *("--interface", "wsgi", "--host", env.host.strip("[]"), "--port", str(env.port)),
            *("--workers", str(env.web_workers), "--blocking-threads", "1", "--no-ws"),
            *("--respawn-failed-workers", "--workers-kill-timeout", "10s"),
            *("--log-level", env.log_level.lower(), "--log-config", str(WEB_LOG)),
        ),
        worker=(*OWN, "worker"),
    )


def environment(run: str, role: str, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What a part finds in its environment: our settings, its role, and the mark of this start."""
    path = os.pathsep.join(part for part in (str(PROJECT), base.get("PYTHONPATH", "")) if part)
    return {
        **base,
        "DJANGO_SETTINGS_MODULE": "fulcrum.config.settings",
        "FULCRUM_ROLE": role,
        "FULCRUM_RUN_ID": run,
        "PYTHONPATH": path,
        "PYTHONUNBUFFERED": "1",
    }
