"""The engine on invented problems, in one thread, without a database."""

from collections.abc import Iterator

from benchmarks.clock import timed
from benchmarks.figures import Budget, Figure, Tell
from benchmarks.problems import colliding, synthetic
from fulcrum.allocation.domain.certify import check
from fulcrum.allocation.domain.explain import explain, explain_all
from fulcrum.allocation.domain.problem import Problem
from fulcrum.allocation.domain.result import Result
from fulcrum.allocation.domain.solve import solve

UNITS = 500
SIZES = ((2_000, 9, 3), (20_000, 5, 2), (100_000, 3, 1))
"""Organisations, runs of the solution, runs of all explanations."""
SOLVE_WITHIN = {2_000: 2.0, 100_000: 1.0}
EXPLAIN_WITHIN = {2_000: 3.0}
NAME_COLLISIONS_WITHIN = 2.0


def measure(tell: Tell) -> Iterator[Figure]:
    """Solve, explain all, explain one, check again; and name two collisions."""
    for organisations, solutions, explanations in SIZES:
        tell(f"engine: {organisations:,} organisations")
        yield from _one_size(organisations, solutions, explanations)
    tell("engine: colliding quotas")
    problem = colliding(synthetic(SIZES[0][0], UNITS))
    seconds, result = timed(SIZES[0][1], lambda: solve(problem))
    yield Figure(
        f"engine, {problem.size:,} organisations: name what collides",
        "s",
        seconds,
        Budget(NAME_COLLISIONS_WITHIN),
        f"{result.status}, {len(result.conflicts)} collisions named",
    )


def _one_size(organisations: int, solutions: int, explanations: int) -> Iterator[Figure]:
    problem = synthetic(organisations, UNITS)
    what = f"engine, {organisations:,} organisations"
    seconds, result = timed(solutions, lambda: solve(problem))
    yield Figure(f"{what}: solve", "s", seconds, _budget(SOLVE_WITHIN, organisations), certificate(result))
    seconds, margins = timed(explanations, lambda: explain_all(problem, result, seconds=600))
    remark = f"{int((~problem.excluded).sum()):,} organisations explained"
    yield Figure(f"{what}: explain all", "s", seconds, _budget(EXPLAIN_WITHIN, organisations), remark)
    index = first_without_place(problem, result)
    seconds, why = timed(solutions, lambda: explain(problem, result, index))
    yield Figure(f"{what}: explain one", "s", seconds, remark=f"{why.change:,} micro-points short")
    assert why.change == margins[index], "two ways to one margin disagree"
    assert result.objective is not None
    objective = result.objective
    seconds, broken = timed(solutions, lambda: check(problem, result.chosen, objective))
    yield Figure(f"{what}: check again", "s", seconds, remark=f"{len(broken)} rules broken")


def certificate(result: Result) -> str:
    """What the engine claims, in a few words."""
    return f"{result.status} by {result.method}, {sum(result.chosen):,} places, gap {result.gap or 0:.0%}"


def first_without_place(problem: Problem, result: Result) -> int:
    """The neediest organisation that could have a place and has none."""
    score = problem.score.copy()
    score[result.chosen | problem.excluded] = -1
    return int(score.argmax())


def _budget(within: dict[int, float], organisations: int) -> Budget | None:
    return Budget(within[organisations]) if organisations in within else None
