"""Loading the shipped country pack, scoring need, and every step of the worked example, on a durable database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from benchmarks import audit, imports, rights, roll_out
from benchmarks.clock import timed
from benchmarks.engine import certificate, first_without_place
from benchmarks.figures import Budget, Figure, Tell
from benchmarks.program import database
from tests.emptying import guarded_tables_may_be_emptied

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
LOAD_WITHIN = 10.0
EXPLAIN_WITHIN = 3.0


def measure(tell: Tell) -> Iterator[Figure]:
    """Figures in the order in which a first start does these things."""
    with database():
        tell("data: loading the country pack")
        yield from _loading()
        tell("data: scoring need")
        yield from _scoring()
        tell("data: computing the worked example")
        yield from _worked_example()
        yield from audit.measure(tell)
        yield from rights.measure(tell)
        yield from roll_out.measure(tell)
        yield from imports.measure(tell)


def _loading() -> Iterator[Figure]:
    from django.core.management import call_command

    from fulcrum.registry.services import packs

    def load() -> Any:
        return packs.load(packs.SHIPPED, by=None, at=AT, dry_run=False)

    def empty() -> None:
        with guarded_tables_may_be_emptied():
            call_command("flush", interactive=False, verbosity=0)

    seconds, report = timed(3, load, before=empty)
    rows = sum(counts.total for counts in report.tables.values())
    yield Figure("country pack: first load", "s", seconds, Budget(LOAD_WITHIN), f"{rows:,} rows")
    seconds, report = timed(5, load)
    yield Figure("country pack: load again, unchanged", "s", seconds, remark="recognised by its hash")


def _scoring() -> Iterator[Figure]:
    from fulcrum.allocation import need_facts
    from fulcrum.allocation.domain import need
    from fulcrum.allocation.domain.need_content import load_model
    from fulcrum.allocation.models import ScoreRun
    from fulcrum.allocation.services import scores, worked_example

    text = worked_example.NEED_MODEL.read_text(encoding="utf-8")
    model = load_model(text)
    seconds, facts = timed(5, lambda: need_facts.read(AT.date()))
    yield Figure("need: read the facts", "s", seconds, remark=f"{len(facts.organisations):,} organisations")
    seconds, scored = timed(5, lambda: need.score(model, facts))
    yield Figure("need: score all", "s", seconds, remark=f"{len(scored):,} eligible")
    published = scores.publish(text, by=None, at=AT)
    forget = ScoreRun.objects.all().delete
    seconds, run = timed(3, lambda: scores.run(published, by=None, at=AT), before=forget)
    yield Figure(
        "need: read, score and keep all", "s", seconds, remark=f"{run.scores.count():,} rows written"
    )


def _worked_example() -> Iterator[Figure]:
    from fulcrum.allocation.domain.certainty import certainty
    from fulcrum.allocation.domain.explain import explain, explain_all
    from fulcrum.allocation.domain.lottery import decided_by_lot
    from fulcrum.allocation.domain.solve import solve
    from fulcrum.allocation.models import Plan
    from fulcrum.allocation.services import problems, worked_example

    def renew() -> Plan:
        return worked_example.renew(at=AT, say=lambda line: None)

    seconds, plan = timed(3, renew, before=Plan.objects.all().delete)
    sure = f"{plan.certain} certain, {plan.interchangeable} interchangeable, {plan.by_lot} by lot"
    yield Figure("worked example: all of it, kept", "s", seconds, remark=sure)
    assert plan.score_run is not None
    score_run = plan.score_run
    seconds, asked = timed(3, lambda: problems.build(plan.scenario, score_run))
    problem = asked.problem
    yield Figure("worked example: put the question", "s", seconds, remark=f"{problem.size:,} organisations")
    seconds, result = timed(9, lambda: solve(problem))
    yield Figure("worked example: solve", "s", seconds, remark=certificate(result))
    seconds, _ = timed(3, lambda: explain_all(problem, result))
    yield Figure("worked example: explain all", "s", seconds, Budget(EXPLAIN_WITHIN))
    seconds, _ = timed(9, lambda: explain(problem, result, first_without_place(problem, result)))
    yield Figure("worked example: explain one", "s", seconds)
    by_lot = decided_by_lot(problem, result)
    seconds, _ = timed(3, lambda: certainty(problem, result, low=asked.low, high=asked.high, by_lot=by_lot))
    yield Figure("worked example: how sure each place is", "s", seconds)
