"""Put figures into few classes that a map can colour."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CLASSES = 5


@dataclass(frozen=True)
class Band:
    """One class of a map: its step (1 is the lightest) and the smallest and largest figure in it."""

    step: int
    least: float
    most: float


def classes(figures: Mapping[str, float], count: int = CLASSES) -> tuple[dict[str, int], list[Band]]:
    """Return the step (1 to `count`) of each figure, and the bands in use, lightest first.

    Each class gets about as many places as the others; equal figures always share a class, so that there may be
    fewer classes than `count`.
    """
    if not figures:
        return {}, []
    ordered = sorted(figures.values())
    limits = _limits(ordered, count)
    steps = {place: bisect_right(limits, figure) + 1 for place, figure in figures.items()}
    bands = []
    for step in sorted(set(steps.values())):
        members = [figures[place] for place, own in steps.items() if own == step]
        bands.append(Band(step, min(members), max(members)))
    return steps, bands


def _limits(ordered: Sequence[float], count: int) -> list[float]:
    """Figures at which the next class begins."""
    return [ordered[min(len(ordered) - 1, len(ordered) * part // count)] for part in range(1, count)]
