"""One measured figure, how it is summed up, and the table of all of them."""

import math
import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FEWEST_FOR_P95 = 20
HEADS = ("what", "unit", "median", "least", "most", "p95", "runs", "budget", "remark")
FIGURE_COLUMNS = range(2, 7)

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Budget:
    """What a figure may be at most. For pages it holds for the 95th percentile, else for the median."""

    most: float
    of: str = "median"

    def is_kept(self, figure: "Figure") -> bool:
        """Whether the figure stays within the budget."""
        value = figure.p95 if self.of == "p95" else figure.median
        return value is not None and value <= self.most


@dataclass(frozen=True)
class Figure:
    """What was measured, every value of it, and what was observed beside."""

    what: str
    unit: str
    values: tuple[float, ...]
    budget: Budget | None = None
    remark: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def p95(self) -> float | None:
        """The value that 95 of 100 runs do not exceed; None if there were too few runs to say."""
        if len(self.values) < FEWEST_FOR_P95:
            return None
        return sorted(self.values)[math.ceil(0.95 * len(self.values)) - 1]

    def record(self) -> dict[str, Any]:
        """The figure as JSON keeps it."""
        budget = {"most": self.budget.most, "of": self.budget.of} if self.budget else None
        return {
            "what": self.what,
            "unit": self.unit,
            "values": list(self.values),
            "budget": budget,
            "remark": self.remark,
        }

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "Figure":
        """The figure that `record` wrote."""
        budget = Budget(**record["budget"]) if record["budget"] else None
        return cls(record["what"], record["unit"], tuple(record["values"]), budget, record["remark"])


def row(figure: Figure) -> tuple[str, ...]:
    """The cells of one figure, in the order of HEADS."""
    spread = (
        (figure.median, min(figure.values), max(figure.values))
        if len(figure.values) > 1
        else (figure.median,)
    )
    cells = [shown(value) for value in spread] + [""] * (3 - len(spread))
    p95 = "" if figure.p95 is None else shown(figure.p95)
    return (figure.what, figure.unit, *cells, p95, str(len(figure.values)), _budget(figure), figure.remark)


def _budget(figure: Figure) -> str:
    if figure.budget is None:
        return ""
    of = "p95 " if figure.budget.of == "p95" else ""
    return f"{of}{shown(figure.budget.most)}" + ("" if figure.budget.is_kept(figure) else ", missed")


def shown(value: float) -> str:
    """A number with three telling digits and no more: 0.034, 1.27, 14.3, 812, 12,345."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(digits, 3)}f}"


def plain_table(figures: Iterable[Figure]) -> str:
    """The table for a terminal."""
    rows = [HEADS, *(row(figure) for figure in figures)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(HEADS))]
    return "\n".join(_aligned(cells, widths).rstrip() for cells in rows)


def _aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(
        cell.rjust(width) if column in FIGURE_COLUMNS else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )


def markdown_table(figures: Iterable[Figure]) -> str:
    """The table for a page."""
    line = "|".join("--:" if column in FIGURE_COLUMNS else "---" for column in range(len(HEADS)))
    rows = [f"| {' | '.join(HEADS)} |", f"|{line}|"]
    return "\n".join([*rows, *(f"| {' | '.join(row(figure))} |" for figure in figures)])
