"""How a unit does, by the rules of its blueprint.

The rules speak of units that are formed: one that is being set up has no lead, no team and no report yet, so only an
amber gate that is overdue counts against it. A dormant unit stays so until an officer reconstitutes it.
Method: docs/method/standing.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fulcrum.units.domain.blueprint import Cause, Rule
from fulcrum.units.domain.codes import Standing

REPORT_BY = 10
"""Day of the next month by which a monthly report should be signed; only then it counts as missing."""
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Facts:
    """What is known of one unit on a day.

    lead_vacant_since   first day without anybody in the lead's post; None while somebody is
    posts, filled       open posts of the team, and how many of them somebody holds
    last_report         first day of the last month with a signed report
    amber_deadline      the earliest last day of an amber gate of which something is still missing
    """

    standing: Standing
    since: date
    formed_on: date | None
    operational_on: date | None
    lead_vacant_since: date | None
    posts: int
    filled: int
    last_report: date | None
    amber_deadline: date | None


@dataclass(frozen=True)
class Finding:
    """How a unit does and since when; the rule that says so and its number: days, per cent or months."""

    standing: Standing
    since: date
    rule: Rule | None = None
    number: int = 0


def judge(facts: Facts, rules: Iterable[Rule], on: date) -> Finding:
    """The gravest that a rule says, the first rule of the blueprint among equals; active if none holds."""
    if facts.standing in (Standing.CLOSED, Standing.DORMANT):
        return Finding(facts.standing, facts.since)
    broken = [(rule, number) for rule in rules if (number := _breach(rule, facts, on)) is not None]
    at_risk = [each for each in broken if each[0].cause is not Cause.AT_RISK_SINCE]
    if not at_risk:
        return _found(Standing.ACTIVE, facts, on)
    dormant = [each for each in broken if each[0].standing == Standing.DORMANT]
    rule, number = (dormant or at_risk)[0]
    return _found(Standing(rule.standing), facts, on, rule, number)


def _found(standing: Standing, facts: Facts, on: date, rule: Rule | None = None, number: int = 0) -> Finding:
    return Finding(standing, facts.since if standing is facts.standing else on, rule, number)


def _breach(rule: Rule, facts: Facts, on: date) -> int | None:
    """The number by which the rule holds, None if it does not."""
    return _BREACHES[rule.cause](rule, facts, on)


def _lead_vacant(rule: Rule, facts: Facts, on: date) -> int | None:
    if facts.formed_on is None or facts.lead_vacant_since is None:
        return None
    days = (on - max(facts.lead_vacant_since, facts.formed_on)).days
    return days if days > rule.limit else None


def _team_below(rule: Rule, facts: Facts, on: date) -> int | None:
    if facts.formed_on is None or not facts.posts:
        return None
    is_below = facts.filled * 100 < rule.limit * facts.posts
    return facts.filled * 100 // facts.posts if is_below else None


def _no_report(rule: Rule, facts: Facts, on: date) -> int | None:
    if facts.operational_on is None:
        return None
    months = months_without_report(facts.operational_on, facts.last_report, on)
    return months if months >= max(1, rule.limit) else None


def _amber_overdue(rule: Rule, facts: Facts, on: date) -> int | None:
    if facts.amber_deadline is None:
        return None
    days = (on - facts.amber_deadline).days
    return days if days > rule.limit else None


def _at_risk_since(rule: Rule, facts: Facts, on: date) -> int | None:
    if facts.standing is not Standing.AT_RISK:
        return None
    days = (on - facts.since).days
    return days if days > rule.limit else None


_BREACHES: dict[Cause, Callable[[Rule, Facts, date], int | None]] = {
    Cause.LEAD_VACANT: _lead_vacant,
    Cause.TEAM_BELOW: _team_below,
    Cause.NO_REPORT: _no_report,
    Cause.AMBER_OVERDUE: _amber_overdue,
    Cause.AT_RISK_SINCE: _at_risk_since,
}


def months_without_report(operational_on: date, last_report: date | None, on: date) -> int:
    """Whole months without a signed report up to the last one whose report should be there by now.

    The month in which a unit became operational is reported on as well.
    """
    first = _month(operational_on)
    if last_report is not None:
        first = max(first, _month(last_report) + 1)
    due = _month(on - timedelta(days=REPORT_BY)) - 1
    return max(0, due - first + 1)


def _month(day: date) -> int:
    return day.year * MONTHS_A_YEAR + day.month
