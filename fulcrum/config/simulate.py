"""`fulcrum simulate`: a marked, fictitious world for demonstration and load tests, the same for the same seed and day.

It lies in the pack `demo`. Every app adds its part through a `simulation.py` with `run`, in the order of the floors.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from fulcrum.registry.simulation import Size

SEED = 2021


def main(arguments: Sequence[str]) -> int:
    """Make the world; one line per app on stdout. 0, or 1 with one clear line on stderr."""
    wanted = _read(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fulcrum.config.settings")
    django.setup()
    from django.utils import timezone

    from fulcrum.registry.simulation import Size

    try:
        for line in world(wanted.seed, Size(wanted.organisations, wanted.people), timezone.now()):
            sys.stdout.write(line + "\n")
    except ValueError as error:
        sys.stderr.write(f"Nothing was simulated: {error}\n")
        return 1
    return 0


def world(seed: int, size: "Size", at: datetime) -> Iterator[str]:
    """Run every app's part; what is there already is left alone."""
    from fulcrum.allocation import simulated_programme as programme
    from fulcrum.allocation import simulation as allocation
    from fulcrum.registry import simulation as register

    yield register.run(seed=seed, size=size, at=at)
    yield allocation.run(seed=seed, size=size, at=at)
    yield from programme.run(seed=seed, at=at)


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fulcrum simulate", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="another number gives another world")
    parser.add_argument("--organisations", type=int, default=120, help="about so many")
    parser.add_argument("--people", type=int, default=1_000, help="at least so many")
    return parser.parse_args(arguments)
