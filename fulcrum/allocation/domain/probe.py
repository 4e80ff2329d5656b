"""What would the best total be if ...: the same model with one limit moved, solved warm and exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.highs import Ending
from fulcrum.allocation.domain.lp import Relaxed, SiftedLp
from fulcrum.allocation.domain.maximise import from_relaxed
from fulcrum.allocation.domain.model import Model
from fulcrum.allocation.domain.problem import IntArray


@dataclass(frozen=True, eq=False)
class Probed:
    """Best total of a variant and its plan; `is_exact` if the relaxation's bound is that very total."""

    value: int
    count: IntArray
    is_exact: bool


class Probe:
    """Asks one model after another; every answer is the proven best of its variant.

    Raises TimeoutError when time ends before an answer is proven.
    """

    def __init__(self, model: Model, deadline: Deadline) -> None:
        self.model = model
        self._deadline = deadline
        self._lp = SiftedLp(model, deadline)
        cells = model.rows_of_cell.shape[0]
        self._cell_start = np.searchsorted(model.cell, np.arange(cells + 1))
        before = np.cumsum(model.size) - model.size
        self._before_in_cell = before - before[self._cell_start[:-1]][model.cell] if cells else before

    def relaxation(self, variant: Model | None = None) -> Relaxed | None:
        """The relaxation of the model or a variant of it; None if nothing keeps the limits."""
        answer = self._lp.solve(variant or self.model)
        if answer is Ending.STOPPED:
            raise TimeoutError("time ended before the relaxation was solved")
        return answer if isinstance(answer, Relaxed) else None

    def best(self, variant: Model, relaxed: Relaxed | None = None) -> Probed | None:
        """The best whole plan of a variant, whose relaxation may be at hand; None if nothing keeps its limits."""
        relaxed = relaxed or self.relaxation(variant)
        if relaxed is None:
            return None
        answer = from_relaxed(self._lp, variant, relaxed, self._deadline, 0.0)
        if answer.ending is Ending.INFEASIBLE:
            return None
        if answer.ending is not Ending.OPTIMAL or answer.count is None or answer.value is None:
            raise TimeoutError("time ended before the answer was proven")
        is_exact = relaxed.bound == answer.value * relaxed.prices.denominator
        return Probed(answer.value, answer.count, is_exact)

    def classes_of(self, cell: int) -> slice:
        """Where the classes of a cell are."""
        return slice(int(self._cell_start[cell]), int(self._cell_start[cell + 1]))

    def at_least(self, cell: int, number: int) -> Model:
        """The variant that takes the best `number` of a cell, and perhaps more."""
        floor = self.model.floor.copy()
        floor[self.classes_of(cell)] = self._best_of_cell(cell, number)
        return replace(self.model, floor=floor)

    def at_most(self, cell: int, number: int) -> Model:
        """The variant that takes none but the best `number` of a cell."""
        ceiling = self.model.ceiling.copy()
        ceiling[self.classes_of(cell)] = self._best_of_cell(cell, number)
        return replace(self.model, ceiling=ceiling)

    def _best_of_cell(self, cell: int, number: int) -> IntArray:
        where = self.classes_of(cell)
        return np.asarray(
            np.clip(number - self._before_in_cell[where], 0, self.model.size[where]), dtype=np.int64
        )
