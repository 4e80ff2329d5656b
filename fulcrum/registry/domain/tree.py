"""Place of each organisation in the tree, worked out once and stored, so that no page counts by walking."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where one organisation stands: keys from the top of its tree down to itself, and how many bodies are below."""

    keys: tuple[int, ...]
    bodies_below: int

    @property
    def depth(self) -> int:
        return len(self.keys) - 1


def places(parents: Mapping[int, int | None]) -> dict[int, Place]:
    """Return the place of every organisation from `parents`, which gives each key its parent's key or None.

    Raises ValueError for a parent that is not a key itself, or for a circle.
    """
    trails: dict[int, tuple[int, ...]] = {}
    for key in parents:
        _follow(key, parents, trails)
    below = dict.fromkeys(parents, 0)
    for trail in trails.values():
        for ancestor in trail[:-1]:
            below[ancestor] += 1
    return {key: Place(trail, below[key]) for key, trail in trails.items()}


def in_circles(parents: Mapping[int, int | None]) -> set[int]:
    """The keys from which the way up comes back to the key itself."""
    settled: set[int] = set()
    circling: set[int] = set()
    for key in parents:
        climbed: list[int] = []
        at: int | None = key
        while at is not None and at not in settled and at not in climbed:
            climbed.append(at)
            at = parents.get(at)
        if at is not None and at in climbed:
            circling.update(climbed[climbed.index(at) :])
        settled.update(climbed)
    return circling


def _follow(key: int, parents: Mapping[int, int | None], trails: dict[int, tuple[int, ...]]) -> None:
    climbed: list[int] = []
    at: int | None = key
    while at is not None and at not in trails:
        if at in climbed:
            raise ValueError(f"circle in the tree at key {at}")
        if at not in parents:
            raise ValueError(f"parent {at} is not an organisation")
        climbed.append(at)
        at = parents[at]
    trail = trails[at] if at is not None else ()
    for step in reversed(climbed):
        trail = (*trail, step)
        trails[step] = trail
