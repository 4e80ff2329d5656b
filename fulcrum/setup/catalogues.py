"""Compile the translations (*.po) into the form Django reads (*.mo); only those that changed."""

from pathlib import Path

from fulcrum.setup import console
from fulcrum.setup.console import PROJECT, SetupError
from fulcrum.setup.virtual import Python

COMPILE = """
import sys
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
for name in sys.argv[1:]:
    with open(name, "rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    with open(name[:-3] + ".mo", "wb") as target:
        write_mo(target, catalogue)
"""


def ensure(python: Python) -> None:
    """Compile every catalogue older than its source. Raises SetupError naming what is wrong in it."""
    old = [
        path for path in sorted((PROJECT / "fulcrum").glob("**/locale/*/LC_MESSAGES/*.po")) if _is_old(path)
    ]
    if not old:
        return
    console.step("compiling translations")
    code, said = console.run("translations", [str(python.path), "-c", COMPILE, *map(str, old)])
    if code != 0:
        raise SetupError(
            f"A translation cannot be compiled: {said.strip().splitlines()[-1]}",
            "Correct that line in fulcrum/locale and run the same command again.",
        )


def _is_old(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
