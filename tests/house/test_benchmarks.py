"""The runner sums up rightly, and the page shows what was recorded. Nothing here measures time."""

import pytest

from benchmarks import run
from benchmarks.figures import Budget, Figure, row, shown
from benchmarks.problems import colliding, synthetic
from fulcrum.allocation.domain.fingerprint import input_hash
from fulcrum.allocation.domain.result import Status
from fulcrum.allocation.domain.solve import solve

TWENTY = tuple(float(value) for value in range(20, 0, -1))


def record(*names, machine="one"):
    figures = [Figure("wait", "s", (1.0, 2.0)).record()]
    groups = {
        name: {"at": "2026-11-23T06:00:00", "load": 0.5, "commit": "abc", "figures": figures}
        for name in names
    }
    return {"machine": {"processor": machine}, "groups": groups}


def test_the_page_shows_the_last_record():
    page = run.PAGE.read_text(encoding="utf-8")

    assert page == run.with_figures(page, run.read(run.LATEST))


def test_the_95th_percentile_of_twenty_runs_is_the_nineteenth():
    assert Figure("wait", "ms", TWENTY).p95 == 19.0


def test_nineteen_runs_are_too_few_for_a_95th_percentile():
    assert Figure("wait", "ms", TWENTY[:19]).p95 is None


@pytest.mark.parametrize(
    ("budget", "told"),
    [
        (Budget(10.5), "10.5"),
        (Budget(10.4), "10.4, missed"),
        (Budget(19, "p95"), "p95 19.0"),
        (Budget(18.9, "p95"), "p95 18.9, missed"),
    ],
)
def test_a_missed_budget_is_said(budget, told):
    assert row(Figure("wait", "ms", TWENTY, budget))[7] == told


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0341, "0.034"), (1.274, "1.27"), (14.26, "14.3"), (812.4, "812"), (12345.6, "12,346")],
)
def test_a_number_has_three_telling_digits(value, text):
    assert shown(value) == text


def test_only_what_stands_between_the_marks_is_replaced():
    page = f"before\n{run.BEGIN}\nthe last figures\n{run.END}\nafter\n"
    written = run.with_figures(page, run.read(run.LATEST))

    assert "the last figures" not in written
    assert written.startswith(f"before\n{run.BEGIN}\n")
    assert written.endswith(f"\n{run.END}\nafter\n")


def test_a_page_without_its_marks_is_left_alone():
    with pytest.raises(ValueError, match="once each"):
        run.with_figures("no marks", run.read(run.LATEST))


def test_a_group_that_was_not_measured_keeps_its_figures():
    last, now = record("start", "pages"), record("engine")

    assert list(run.merged(last, last["machine"], now["groups"])["groups"]) == ["start", "engine", "pages"]


def test_figures_of_another_machine_are_dropped():
    now = record("engine", machine="other")

    assert list(run.merged(record("start"), now["machine"], now["groups"])["groups"]) == ["engine"]


def test_a_record_is_read_as_it_was_written():
    figure = Figure("wait", "ms", TWENTY, Budget(19, "p95"), "remark")

    assert Figure.of_record(figure.record()) == figure


def test_an_invented_problem_is_the_same_every_time():
    assert input_hash(synthetic(200, 50)) == input_hash(synthetic(200, 50))


def test_the_colliding_problem_has_two_collisions_across_families():
    result = solve(colliding(synthetic(2_000, 500)))

    named = [{quota.group for quota in conflict.quotas} for conflict in result.conflicts]
    assert result.status is Status.INFEASIBLE
    assert sorted(named, key=sorted) == [{"mandatory", "sector"}, {"province", "tier"}]
