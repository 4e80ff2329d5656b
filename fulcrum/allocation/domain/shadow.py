"""How each stated quota stands in a plan, and what one place more would be worth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fulcrum.allocation.domain.deadline import Deadline
from fulcrum.allocation.domain.lp import Relaxed
from fulcrum.allocation.domain.model import Model, Prepared
from fulcrum.allocation.domain.probe import Probe
from fulcrum.allocation.domain.problem import NamedQuota, Problem
from fulcrum.allocation.domain.result import QuotaUse, Result, Status


def quota_uses(
    problem: Problem, prepared: Prepared, result: Result, deadline: Deadline
) -> tuple[QuotaUse, ...]:
    """Every stated quota with its count, its slack and its shadow price."""
    uses = []
    for family in problem.families:
        placed = np.bincount(family.labels[result.chosen] + 1, minlength=len(family.values) + 1)[1:]
        for g, quota in family.quotas():
            number = int(placed[g])
            slack = quota.limit - number if quota.bound == "max" else number - quota.limit
            uses.append(QuotaUse(quota, number, slack, None))
    if result.status is not Status.OPTIMAL or result.objective is None:
        return tuple(uses)
    # Limits that are reached come first: they are asked about most, and time may end.
    order = sorted((use.slack, position) for position, use in enumerate(uses))
    asked = [uses[position].quota for _, position in order]
    prices = _shadow_prices(prepared, asked, result.objective - prepared.mandatory_value, deadline)
    return tuple(replace(use, shadow_price=prices.get(use.quota)) for use in uses)


def _shadow_prices(
    prepared: Prepared, asked: list[NamedQuota], best: int, deadline: Deadline
) -> dict[NamedQuota, int]:
    """What the best total gains from one looser limit, quota by quota, as far as time allows."""
    prices: dict[NamedQuota, int] = {}
    try:
        probe = Probe(prepared.model, deadline)
        relaxed = probe.relaxation()
        for quota in asked:
            variant = _loosened(prepared, quota)
            if variant is None or not _may_gain(variant, relaxed, best):
                prices[quota] = 0
                continue
            looser = probe.best(variant)
            prices[quota] = 0 if looser is None else looser.value - best
    except TimeoutError:
        return prices
    return prices


def _loosened(prepared: Prepared, quota: NamedQuota) -> Model | None:
    """The model with this quota one looser; None if others, or the members at hand, keep the row as it is."""
    model = prepared.model
    row = next(r for named, r, _ in prepared.row_of_quota if named == quota)
    if row < 0:
        return None
    lo, hi = 0, min(model.places, int(model.counts_in_rows(model.size)[row]))
    for named, other, limit in prepared.row_of_quota:
        if other != row:
            continue
        looser = 1 if named == quota else 0
        if named.bound == "min":
            lo = max(lo, limit - looser)
        else:
            hi = min(hi, limit + looser)
    if lo == model.lo[row] and hi == model.hi[row]:
        return None
    all_lo, all_hi = model.lo.copy(), model.hi.copy()
    all_lo[row], all_hi[row] = lo, hi
    return replace(model, lo=all_lo, hi=all_hi)


def _may_gain(variant: Model, relaxed: Relaxed | None, best: int) -> bool:
    """Whether the prices at hand leave room for a better plan in the looser model."""
    return relaxed is None or relaxed.prices.bound(variant) // relaxed.prices.denominator > best
