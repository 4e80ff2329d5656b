"""The only door to the HiGHS solver: one thread, a fixed seed, no output, plain arrays in and out.

Everything is maximised here; HiGHS itself is given the negated values to minimise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from highspy import HighsModelStatus, HighsVarType, kHighsInf

# The public class prints a banner to standard output when it is made, before output can be switched off.
from highspy._core import _Highs

from fulcrum.allocation.domain.problem import IntArray

FloatArray = npt.NDArray[np.float64]

_SEED = 20_260_101
_LARGEST_COST = float(2**20)


class Ending(StrEnum):
    """How a run of the solver ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Columns:
    """Columns of a linear program: bounds, values and their entries, column by column."""

    value: IntArray
    lo: IntArray
    hi: IntArray
    start: npt.NDArray[np.int32]
    row: npt.NDArray[np.int32]
    entry: FloatArray


@dataclass(frozen=True)
class LpRun:
    """count and price are empty unless the run ended optimal; price is per row, in units of value."""

    ending: Ending
    count: FloatArray
    price: FloatArray


@dataclass(frozen=True)
class MipRun:
    """count is None without a plan; bound is None where nothing was proven."""

    ending: Ending
    count: IntArray | None
    bound: float | None


def version() -> str:
    """Version of the solver."""
    return str(_quiet().version())


def cost_scale(largest: int) -> float:
    """Power of two by which values are divided so that the solver's tolerances stay far below one step."""
    scale = 1.0
    while largest / scale > _LARGEST_COST:
        scale *= 2.0
    return scale


class Lp:
    """A linear program kept warm: columns may be added and bounds changed between runs."""

    def __init__(self, row_lo: IntArray, row_hi: IntArray, largest: int) -> None:
        self._highs = _quiet()
        self._highs.setOptionValue("presolve", "off")
        self._scale = cost_scale(largest)
        rows = len(row_lo)
        no_entries = np.zeros(0)
        self._highs.addRows(
            rows,
            _floats(row_lo),
            _floats(row_hi),
            0,
            np.zeros(rows, dtype=np.int32),
            no_entries.astype(np.int32),
            no_entries,
        )

    def add(self, columns: Columns) -> None:
        """Append columns after those already there."""
        self._highs.addCols(
            len(columns.value),
            -columns.value / self._scale,
            _floats(columns.lo),
            _floats(columns.hi),
            len(columns.row),
            columns.start,
            columns.row,
            columns.entry,
        )

    def bound_columns(self, which: IntArray, lo: IntArray, hi: IntArray) -> None:
        """Replace the bounds of some columns."""
        self._highs.changeColsBounds(len(which), which.astype(np.int32), _floats(lo), _floats(hi))

    def bound_row(self, row: int, lo: float, hi: float) -> None:
        """Replace the bounds of one row."""
        self._highs.changeRowBounds(row, lo, hi)

    def run(self, seconds: float) -> LpRun:
        """Solve from the last basis by the dual simplex method."""
        highs = self._highs
        # HiGHS counts its time limit over all runs of one instance.
        highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
        highs.run()
        ending = _ending(highs)
        if ending is not Ending.OPTIMAL:
            return LpRun(ending, np.zeros(0), np.zeros(0))
        solution = highs.getSolution()
        price = -np.asarray(solution.row_dual, dtype=np.float64) * self._scale
        return LpRun(ending, np.asarray(solution.col_value, dtype=np.float64), price)


def solve_mip(columns: Columns, row_lo: IntArray, row_hi: IntArray, seconds: float, gap: float) -> MipRun:
    """Choose whole counts of most total value within bounds and rows, to the relative `gap`."""
    highs = _quiet()
    total = len(columns.value)
    scale = cost_scale(int(np.abs(columns.value).max()) if total else 0)
    for option, setting in (
        ("mip_rel_gap", gap),
        ("mip_abs_gap", 0.0),
        ("mip_feasibility_tolerance", 1e-9),
        ("primal_feasibility_tolerance", 1e-9),
        ("time_limit", seconds),
    ):
        highs.setOptionValue(option, setting)
    empty = np.zeros(0, dtype=np.int32)
    starts = np.zeros(len(row_lo), dtype=np.int32)
    highs.addRows(len(row_lo), _floats(row_lo), _floats(row_hi), 0, starts, empty, np.zeros(0))
    highs.addCols(
        total,
        -columns.value / scale,
        _floats(columns.lo),
        _floats(columns.hi),
        len(columns.row),
        columns.start,
        columns.row,
        columns.entry,
    )
    kinds = np.full(total, int(HighsVarType.kInteger), dtype=np.uint8)
    highs.changeColsIntegrality(total, np.arange(total, dtype=np.int32), kinds)
    highs.run()
    return _mip_run(highs, scale)


def _mip_run(highs: _Highs, scale: float) -> MipRun:
    ending = _ending(highs)
    if ending is Ending.INFEASIBLE:
        return MipRun(ending, None, None)
    info = highs.getInfo()
    bound = -info.mip_dual_bound * scale
    if abs(info.mip_dual_bound) >= kHighsInf:
        return MipRun(ending, None, None)
    if info.primal_solution_status != 2:
        return MipRun(ending, None, bound)
    count = np.rint(np.asarray(highs.getSolution().col_value, dtype=np.float64)).astype(np.int64)
    return MipRun(ending, count, bound)


def _quiet() -> _Highs:
    highs = _Highs()
    for option, setting in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", _SEED),
        ("solver", "choose"),
    ):
        highs.setOptionValue(option, setting)
    return highs


def _floats(whole: IntArray) -> FloatArray:
    return whole.astype(np.float64)


def _ending(highs: _Highs) -> Ending:
    status = highs.getModelStatus()
    if status == HighsModelStatus.kOptimal or status == HighsModelStatus.kModelEmpty:
        return Ending.OPTIMAL
    # No model here is unbounded: every column has two finite bounds.
    if status in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible):
        return Ending.INFEASIBLE
    return Ending.STOPPED
