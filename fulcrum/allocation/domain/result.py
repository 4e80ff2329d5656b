"""What the engine answers: who receives a unit, and how far that is proven."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fulcrum.allocation.domain.problem import BoolArray, NamedQuota


class Status(StrEnum):
    """How an answer ended."""

    OPTIMAL = "optimal"
    """No plan has a higher total, and ties are settled by the lottery."""
    GAP = "gap"
    """A plan within the gap that was asked for."""
    INFEASIBLE = "infeasible"
    """Proven: no plan meets every quota; the conflicts say which ones."""
    TIME_LIMIT = "time_limit"
    """Time ended with a plan in hand that is not proven best."""
    UNKNOWN = "unknown"
    """Time ended without a plan."""


class Method(StrEnum):
    """The layer that gave the answer, cheapest first."""

    GREEDY = "greedy"
    LP = "lp"
    MIP = "mip"


@dataclass(frozen=True)
class Conflict:
    """Quotas that cannot all be met, none of which can be left out of the quarrel.

    relax_by  one whole number for each quota, in organisations: how far it gives way in the smallest
              repair of the whole problem. A quota named in two conflicts has the same number in both.
    """

    quotas: tuple[NamedQuota, ...]
    relax_by: tuple[int, ...]


@dataclass(frozen=True)
class QuotaUse:
    """How one stated quota stands in the plan.

    placed        organisations of that group in the plan
    slack         organisations between the plan and the limit; 0 when the quota binds
    shadow_price  micro-points by which the best total would rise were the limit one looser; None where
                  that was not worked out (no proven plan, or no time left)
    """

    quota: NamedQuota
    placed: int
    slack: int
    shadow_price: int | None


@dataclass(frozen=True, eq=False)
class Result:
    """One answer, complete enough to be kept and checked years later.

    chosen      (N,) True where a unit is placed; all False without a plan
    objective   sum of the chosen scores, micro-points; None without a plan
    bound       no plan can exceed this, micro-points; None if nothing is proven
    gap         (bound - objective) / objective; 0.0 when proven best, None without both
    seconds     time taken
    input_hash  of the problem's content, the same for any order of rows
    """

    status: Status
    chosen: BoolArray
    objective: int | None
    bound: int | None
    gap: float | None
    seconds: float
    method: Method | None
    versions: dict[str, str]
    input_hash: str
    conflicts: tuple[Conflict, ...] = ()
    quotas: tuple[QuotaUse, ...] = ()

    @property
    def has_plan(self) -> bool:
        """Whether `chosen` is a plan that meets every rule."""
        return self.objective is not None


def relative_gap(objective: int, bound: int) -> float:
    """How far a plan may be from the best, as a share of its own total; infinite for a plan worth nothing."""
    if bound == objective:
        return 0.0
    return (bound - objective) / objective if objective > 0 else float("inf")
