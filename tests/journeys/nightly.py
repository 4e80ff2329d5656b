"""What the program does by itself at night, asked of the running program for today."""

import subprocess
import sys

from tests.journeys import program

LOOK_AT_UNITS = "from fulcrum.units import jobs; jobs.wind_posts(0); jobs.look_at_standing(0)"


def look_at_units(folder):
    """Wind the clocks of posts, then set how units do by the rules of their models, on the data in `folder`."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "fulcrum.config.cli",
        "manage",
        "shell",
        "-v0",
        "-c",
        LOOK_AT_UNITS,
    ]
    subprocess.run(command, cwd=program.ROOT, env=program.environment(folder), check=True)
