"""Place points of the earth on a drawn map whose projection nobody states.

The drawing gives the outline of each district; the register gives each district's centre in degrees. The drawing is
taken as a Mercator map that was moved, scaled and turned, and the six numbers of that are found by least squares over
all districts. How well it fits is part of the result, so that a page can say how exact its points are.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Point = tuple[float, float]
KM_PER_DEGREE = 111.2
FEWEST_PAIRS = 4
FEWEST_SHARED = 2

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_COMMAND = re.compile(r"([mz])([^mz]*)")


@dataclass(frozen=True)
class Projection:
    """Turns degrees into coordinates of the drawing.

    across, down   (lon, mercator(lat), 1) -> x and y
    mean_error     mean distance between a centre placed and the centre of its outline, in units of the drawing
    worst_error    the largest of these distances
    unit_km        kilometres that one unit of the drawing spans
    """

    across: tuple[float, float, float]
    down: tuple[float, float, float]
    mean_error: float
    worst_error: float
    unit_km: float

    def place(self, lat: float, lon: float) -> Point:
        """Coordinates of the drawing for one point of the earth, in degrees."""
        terms = (lon, mercator(lat), 1.0)
        return (
            sum(factor * term for factor, term in zip(self.across, terms, strict=True)),
            sum(factor * term for factor, term in zip(self.down, terms, strict=True)),
        )


def mercator(lat: float) -> float:
    """Mercator ordinate in degrees; equals the latitude near the equator."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def fit(pairs: Sequence[tuple[Point, Point]]) -> Projection:
    """Find the projection that brings each ((lat, lon), (x, y)) together, by least squares.

    Raises ValueError for fewer than four pairs.
    """
    if len(pairs) < FEWEST_PAIRS:
        raise ValueError(f"a projection needs {FEWEST_PAIRS} pairs of points, got {len(pairs)}")
    terms = np.array([(lon, mercator(lat), 1.0) for (lat, lon), _ in pairs])
    drawn = np.array([point for _, point in pairs])
    solution, *_ = np.linalg.lstsq(terms, drawn, rcond=None)
    errors = np.hypot(*(terms @ solution - drawn).T)
    units_per_degree = float(np.hypot(*solution[1]))
    return Projection(
        across=(float(solution[0, 0]), float(solution[1, 0]), float(solution[2, 0])),
        down=(float(solution[0, 1]), float(solution[1, 1]), float(solution[2, 1])),
        mean_error=float(errors.mean()),
        worst_error=float(errors.max()),
        unit_km=KM_PER_DEGREE / units_per_degree,
    )


def rings(path: str) -> list[list[Point]]:
    """The closed rings of an outline, from a path of relative moves (`m dx,dy dx,dy … z`), in units of the drawing.

    Raises ValueError for a path with other commands.
    """
    if set(re.findall(r"[a-df-zA-DF-Z]", path)) - {"m", "z"}:
        raise ValueError("the outline uses commands other than m and z")
    found: list[list[Point]] = []
    at = (0.0, 0.0)
    for command, numbers in _COMMAND.findall(path):
        if command == "z":
            at = found[-1][0]
            continue
        steps = [float(number) for number in _NUMBER.findall(numbers)]
        ring: list[Point] = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            at = (at[0] + dx, at[1] + dy)
            ring.append(at)
        found.append(ring)
    return found


def centre(path: str) -> Point:
    """Centre of gravity of an outline, islands weighed by their area."""
    weighed = [_weighed(ring) for ring in rings(path)]
    total = sum(area for area, _, _ in weighed)
    return (sum(area * x for area, x, _ in weighed) / total, sum(area * y for area, _, y in weighed) / total)


def _weighed(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Area of a ring and its centre of gravity (the shoelace formula)."""
    twice = x_sum = y_sum = 0.0
    for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x * next_y - next_x * y
        twice += cross
        x_sum += (x + next_x) * cross
        y_sum += (y + next_y) * cross
    if twice == 0:
        return 0.0, 0.0, 0.0
    return abs(twice) / 2, x_sum / (3 * twice), y_sum / (3 * twice)


def box(path: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an outline."""
    points = [point for ring in rings(path) for point in ring]
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def spread(count: int, index: int, step: float) -> Point:
    """Offset of the `index`-th of `count` points that share a centre: a sunflower's spiral, the same every time.

    No two of them stand closer than `step`; a single point stands on the centre itself.
    """
    if count == 1:
        return 0.0, 0.0
    radius = step * math.sqrt(index)
    angle = index * math.pi * (3 - math.sqrt(5))
    return radius * math.cos(angle), radius * math.sin(angle)


def touch(path: str, other: str) -> bool:
    """Whether two outlines share a border: at least two corners of one lie within a unit of corners of the other."""
    ours, theirs = (np.array([point for ring in rings(each) for point in ring]) for each in (path, other))
    gaps = np.hypot(*(ours[:, None, :] - theirs[None, :, :]).transpose(2, 0, 1))
    return int((gaps.min(axis=1) < 1.0).sum()) >= FEWEST_SHARED
