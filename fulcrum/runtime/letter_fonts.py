"""The fonts that official letters are set in; the set-up puts them where no web server hands them out."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "fonts"
FAMILIES = ("NotoSans", "NotoSansSinhala", "NotoSansTamil")
WEIGHTS = ("400Regular", "700Bold")
REMEDY = "run `make run`, or `python3 fulcrum/setup/bootstrap.py runtime`: the set-up brings them"


def names() -> list[str]:
    """The files needed."""
    return [f"{family}_{weight}.ttf" for family in FAMILIES for weight in WEIGHTS]


def missing() -> list[str]:
    """Those that are not there, or empty."""
    files = ((name, FOLDER / name) for name in names())
    return [name for name, path in files if not path.is_file() or path.stat().st_size == 0]
