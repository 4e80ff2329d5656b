"""The limits of a plan as a person reads them: least and most, what the plan has, what loosening would gain, and why."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from fulcrum.allocation.labels import GROUPS, value_label
from fulcrum.allocation.models import Plan
from fulcrum.allocation.queries import district_names
from fulcrum.allocation.wording import quota_reason


@dataclass
class Rule:
    """One value of a group. price: micro-points gained if the limit that binds were one looser."""

    label: str
    least: int | None = None
    most: int | None = None
    placed: int = 0
    binds: bool = False
    price: int = 0
    reason: str = ""

    @property
    def words(self) -> str:
        """The limit in words."""
        facts = {"least": self.least, "most": self.most}
        if self.least is None:
            return _("at most %(most)d") % facts
        if self.most is None:
            return _("at least %(least)d") % facts
        return _("%(least)d to %(most)d") % facts


@dataclass
class RuleGroup:
    """The rules of one group, under its name."""

    label: str
    rules: list[Rule] = field(default_factory=list)

    @property
    def bound(self) -> int:
        """How many of them are at a limit."""
        return sum(1 for rule in self.rules if rule.binds)


def rule_groups(plan: Plan) -> list[RuleGroup]:
    """The limits of a plan by group, in the order of the scenario."""
    regions = district_names(plan.scenario.pack)
    reasons = {
        (quota["group"], quota["value"]): quota_reason(quota["reason"])
        for quota in plan.scenario.quotas
        if quota.get("reason")
    }
    groups: dict[str, RuleGroup] = {}
    rules: dict[tuple[str, str], Rule] = {}
    for row in plan.rows:
        if row["value"] is None:
            continue
        key = (row["group"], row["value"])
        if key not in rules:
            rules[key] = Rule(value_label(*key, regions), reason=reasons.get(key, ""))
            groups.setdefault(
                row["group"], RuleGroup(str(GROUPS.get(row["group"], row["group"])))
            ).rules.append(rules[key])
        _add(rules[key], row)
    return list(groups.values())


def _add(rule: Rule, row: dict[str, Any]) -> None:
    if row["bound"] == "min":
        rule.least = row["limit"]
    else:
        rule.most = row["limit"]
    rule.placed = row["placed"]
    rule.binds = rule.binds or row["slack"] == 0
    rule.price = max(rule.price, row["price"] or 0)
