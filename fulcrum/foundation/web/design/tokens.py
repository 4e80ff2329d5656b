"""The tokens of base.css as data: read from the sheet itself, so that the page of the design system cannot be wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHEET = Path(__file__).resolve().parents[1] / "static" / "css" / "base.css"
TEXT, EDGE = 4.5, 3.0
"""WCAG 2.2: the least contrast of text (1.4.3), and of edges, marks and the focus (1.4.11)."""

PAIRS = (
    ("ink", "ground", TEXT),
    ("ink", "surface", TEXT),
    ("ink-2", "ground", TEXT),
    ("ink-2", "surface", TEXT),
    ("accent", "ground", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "accent-soft", TEXT),
    ("accent-2", "ground", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-2", TEXT),
    ("ink", "accent-soft", TEXT),
    ("ink-2", "accent-soft", TEXT),
    ("warm", "warm-soft", TEXT),
    ("ink", "warm-soft", TEXT),
    ("danger", "danger-soft", TEXT),
    ("danger", "ground", TEXT),
    ("danger", "surface", TEXT),
    ("surface", "danger", TEXT),
    ("ink", "danger-soft", TEXT),
    ("good", "good-soft", TEXT),
    ("ink", "good-soft", TEXT),
    ("ink-2", "surface", EDGE),
    ("focus", "ground", EDGE),
    ("focus", "surface", EDGE),
    ("map-5", "ground", EDGE),
    ("dot", "ground", EDGE),
)
"""What stands on what, and the contrast it needs."""

_BLOCK = re.compile(r":root\{(?P<body>[^}]*)\}")
_TOKEN = re.compile(r"--(?P<name>[\w-]+):(?P<value>[^;}]+)")


@dataclass(frozen=True)
class Pair:
    """One colour on another with its contrast in both themes."""

    front: str
    back: str
    least: float
    light: float
    dark: float

    @property
    def holds(self) -> bool:
        return min(self.light, self.dark) >= self.least


@cache
def themes() -> Mapping[str, Mapping[str, str]]:
    """Every token's value in the light and in the dark theme."""
    blocks = [_TOKEN.findall(found["body"]) for found in _BLOCK.finditer(SHEET.read_text(encoding="utf-8"))]
    light = {name: value.strip() for name, value in blocks[0]}
    return {"light": light, "dark": {**light, **{name: value.strip() for name, value in blocks[1]}}}


def colours() -> list[tuple[str, str, str]]:
    """Name, light value and dark value of every colour."""
    light, dark = themes()["light"], themes()["dark"]
    return [(name, value, dark[name]) for name, value in light.items() if value.startswith("#")]


def spaces() -> list[tuple[str, str]]:
    """Name and size of every space."""
    return [(name, value) for name, value in themes()["light"].items() if re.fullmatch(r"s\d", name)]


def pairs() -> list[Pair]:
    """Every pair with its contrast."""
    light, dark = themes()["light"], themes()["dark"]
    return [
        Pair(front, back, least, contrast(light[front], light[back]), contrast(dark[front], dark[back]))
        for front, back, least in PAIRS
    ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it, cut to one hundredth."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return int(100 * (high + 0.05) / (low + 0.05)) / 100


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def sheet() -> str:
    """Both themes as classes, so that a page can show one beside the other."""
    return "".join(
        f".theme-{name}{{color-scheme:{name};{';'.join(f'--{token}:{value}' for token, value in values.items())}}}\n"
        for name, values in themes().items()
    )
