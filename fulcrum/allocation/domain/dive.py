"""A good whole plan near a fractional one: settle one class after another, solving again after each."""

from __future__ import annotations

import numpy as np

from fulcrum.allocation.domain.lp import Relaxed, SiftedLp
from fulcrum.allocation.domain.model import Model
from fulcrum.allocation.domain.problem import IntArray

_MOST_STEPS = 60
_WHOLE = 1e-6


def dive(lp: SiftedLp, model: Model, relaxed: Relaxed) -> IntArray | None:
    """Counts of a whole plan that is often the best one; None if the dive leads nowhere."""
    floor, ceiling = model.floor.copy(), model.ceiling.copy()
    for _ in range(_MOST_STEPS):
        plan = relaxed.whole_plan(model)
        if plan is not None:
            return plan
        part = relaxed.count - np.floor(relaxed.count + _WHOLE)
        k = int(np.argmax(part))
        if part[k] <= _WHOLE:
            return None
        below = int(np.floor(relaxed.count[k] + _WHOLE))
        floor[k] = below + 1
        deeper = lp.solve(model.limited(floor.copy(), ceiling.copy()))
        if not isinstance(deeper, Relaxed):
            floor[k], ceiling[k] = model.floor[k], below
            deeper = lp.solve(model.limited(floor.copy(), ceiling.copy()))
        if not isinstance(deeper, Relaxed):
            return None
        relaxed = deeper
    return None
