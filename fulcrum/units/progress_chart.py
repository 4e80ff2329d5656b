"""The S-curve as a drawing, as a table, and in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fulcrum.kit.day_in_words import day_in_words
from fulcrum.units.domain.s_curve import Curve, Point

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 628, 14, 262


@dataclass(frozen=True)
class Tick:
    """A figure or a word beside the drawing, at its place."""

    at: float
    text: str


@dataclass(frozen=True)
class Line:
    """One line: its number sets its dashes, as in components/line.html."""

    number: int
    name: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """What units/parts/s_curve.html draws. band: the interval of the forecast; today: where the present day lies."""

    lines: list[Line]
    band: str
    today: float
    ticks: list[Tick]
    years: list[Tick]
    columns: list[tuple[str, bool]]
    rows: list[list[str]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def drawing(curve: Curve, on: date) -> Drawing | None:
    """The drawing of a curve; None without points."""
    points = curve.points
    if not points:
        return None
    first, last = points[0].on, points[-1].on
    most = max(max(point.planned, point.actual or 0, point.high or 0) for point in points)
    scale = _scale(most)

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / max(1, (last - first).days), 1)

    def y(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / scale[-1], 1)

    def line(number: int, name: str, value: Callable[[Point], int | None]) -> Line:
        places = [f"{x(point.on)} {y(told)}" for point in points if (told := value(point)) is not None]
        return Line(number, name, "M" + "L".join(places) if places else "")

    lines = [
        line(1, _("actual"), lambda point: point.actual),
        line(2, _("planned"), lambda point: point.planned),
        line(3, _("forecast"), lambda point: point.forecast),
    ]
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    return Drawing(
        lines=[each for each in lines if each.path],
        band=_band(points, x, y),
        today=x(on),
        ticks=[Tick(y(value), f"{value:,}") for value in scale],
        years=[Tick(x(day), str(day.year)) for day in years],
        columns=[
            (_("End of"), False),
            (_("Planned"), True),
            (_("Actual"), True),
            (_("Forecast"), True),
            (_("Likely between"), True),
        ],
        rows=[_row(point) for point in points],
    )


def _band(points: Sequence[Point], x: Callable[[date], float], y: Callable[[float], float]) -> str:
    told = [point for point in points if point.low is not None and point.high is not None]
    if not told:
        return ""
    upper = [f"{x(point.on)} {y(point.high or 0)}" for point in told]
    lower = [f"{x(point.on)} {y(point.low or 0)}" for point in reversed(told)]
    return "M" + "L".join([*upper, *lower]) + "Z"


def _row(point: Point) -> list[str]:
    def told(value: int | None) -> str:
        return "–" if value is None else f"{value:,}"

    between = "–" if point.low is None else f"{point.low:,} – {point.high:,}"
    return [
        day_in_words(point.on, get_language()),
        told(point.planned),
        told(point.actual),
        told(point.forecast),
        between,
    ]


def _scale(most: int) -> list[int]:
    """Round whole figures from zero to at least the highest one."""
    rough = max(most, 4) / 4
    power = 10 ** floor(log10(rough))
    step = max(1, next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough))
    return [step * number for number in range(ceil(max(most, 1) / step) + 1)]


@dataclass(frozen=True)
class Reached:
    """When the forecast reaches a number of units; None: not within what is drawn. earliest, latest: the interval."""

    on: date | None
    earliest: date | None
    latest: date | None


def reaches(curve: Curve, units: int) -> Reached:
    """The first drawn day on which each edge of the forecast reaches so many units."""

    def first(value: Callable[[Point], int | None]) -> date | None:
        return next((point.on for point in curve.points if (value(point) or 0) >= units), None)

    return Reached(
        first(lambda point: point.forecast), first(lambda point: point.high), first(lambda point: point.low)
    )
