"""The worked examples of docs/method/establishment-plan.md and docs/method/standing.md come out as written."""

from datetime import date
from pathlib import Path

from fulcrum.units.domain.blueprint import Cause, Rule
from fulcrum.units.domain.codes import Standing
from fulcrum.units.domain.schedule import Task, schedule
from fulcrum.units.domain.standing import Facts, judge

METHOD = Path(__file__).parents[4] / "docs" / "method"


def example(page):
    """The lines of the only block of a page."""
    return (METHOD / page).read_text(encoding="utf-8").split("```")[1].splitlines()[1:]


def test_the_plan_of_the_method_page():
    _heading, *rows, path = example("establishment-plan.md")
    told = {}
    tasks = []
    for row in rows:
        code, days, *after, first, last, slack = row.replace(",", " ").split()
        tasks.append(Task(code, int(days), tuple(each for each in after if each != "-")))
        told[code] = (int(first), int(last), int(slack))

    found = schedule(tasks)

    assert {code: (bar.first, bar.last, found.slack[code]) for code, bar in found.bars.items()} == told
    assert path == f"critical path: {', '.join(found.critical)}; {found.length} working days"


def test_the_standing_of_the_method_page():
    _rule, left, *days = example("standing.md")
    since = date.fromisoformat(left.split()[-1])
    facts = Facts(Standing.ACTIVE, date(2026, 1, 1), date(2026, 1, 1), None, since, 5, 5, None, None)
    rules = [Rule("at_risk", Cause.LEAD_VACANT, 30)]

    assert len(days) == 2
    for line in days:
        day, number, _unit, *standing = line.split()
        on = date.fromisoformat(day)
        assert (on - since).days == int(number)
        assert judge(facts, rules, on).standing == "_".join(standing)
