"""Figures over time as lines: where each point lies in a drawing, and the same figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 64, 616, 12, 222
MOST_MARKS = 8


@dataclass(frozen=True)
class Tick:
    """A line across the drawing with its figure."""

    y: float
    text: str


@dataclass(frozen=True)
class Mark:
    """A word below the drawing: a year, a month."""

    x: float
    text: str


@dataclass(frozen=True)
class Line:
    """One row of figures as a path; its number sets its dashes."""

    number: int
    name: str
    path: str


@dataclass(frozen=True)
class LineChart:
    """What components/line.html needs."""

    caption: str
    columns: list[tuple[str, bool]]
    rows: list[list[str]]
    lines: list[Line]
    ticks: list[Tick]
    marks: list[Mark]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    label_x: int = LEFT - 8


def line_chart(
    caption: str, head: str, marks: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]
) -> LineChart:
    """A chart of at least two points for each series; None is a gap. Zero is always on the scale.

    head   of the first column of the table; marks: one word for each point
    Raises ValueError if a series has another number of points than there are marks, or if nothing is known.
    """
    wrong = [name for name, values in series if len(values) != len(marks)]
    known = [value for _name, values in series for value in values if value is not None]
    if wrong or not known or len(marks) < 2:
        raise ValueError(f"no chart of {len(marks)} marks; series of another length: {wrong}")
    scale = _scale(min(known), max(known))
    steps = [LEFT + (RIGHT - LEFT) * number / (len(marks) - 1) for number in range(len(marks))]
    every = ceil(len(marks) / MOST_MARKS)
    return LineChart(
        caption=caption,
        columns=[(head, False), *((name, True) for name, _values in series)],
        rows=[[mark, *(_shown(values[i]) for _name, values in series)] for i, mark in enumerate(marks)],
        lines=[_line(i, name, values, steps, scale) for i, (name, values) in enumerate(series, 1)],
        ticks=[Tick(_y(value, scale), _shown(value)) for value in scale],
        marks=[Mark(steps[i], mark) for i, mark in enumerate(marks) if i % every == 0],
    )


def _scale(least: float, most: float) -> list[float]:
    """Four to seven round figures that hold zero and everything known."""
    low, high = min(least, 0), max(most, 0)
    rough = ((high - low) or 1) / 4
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return [step * number for number in range(floor(low / step), ceil(high / step) + 1)]


def _y(value: float, scale: Sequence[float]) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * (value - scale[0]) / (scale[-1] - scale[0]), 1)


def _line(
    number: int, name: str, values: Sequence[float | None], steps: Sequence[float], scale: Sequence[float]
) -> Line:
    path, pen = "", "M"
    for x, value in zip(steps, values, strict=True):
        if value is None:
            pen = "M"
            continue
        path += (
            f"{pen}{x:.1f} {_y(value, scale)}{'h0' if pen == 'M' else ''}"  # h0: a point alone is seen too
        )
        pen = "L"
    return Line(number, name, path)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:,.6g}" if value % 1 else f"{value:,.0f}"
