"""Groups, quotas and collisions of a scenario in the reader's words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fulcrum.allocation.forms import GroupValue
from fulcrum.allocation.labels import GROUPS, group_and_value, value_label
from fulcrum.allocation.models import Plan, ScoreRun
from fulcrum.allocation.queries import FIELDS, district_names
from fulcrum.allocation.services.problems import NO_SEAT
from fulcrum.allocation.services.scenarios import Quota
from fulcrum.allocation.wording import quota_reason
from fulcrum.registry.models import Region


@dataclass(frozen=True)
class Rule:
    """One quota as a person reads it, with how it stands in the plan and why it is there, if content says so."""

    label: str
    rule: str
    placed: int
    binds: bool
    price: int | None
    reason: str


@dataclass(frozen=True)
class Colliding:
    """One quota of a collision and by how much it would have to give way."""

    text: str
    give: str


def group_values(run: ScoreRun, quotas: Sequence[Quota]) -> list[GroupValue]:
    """Every value that an eligible organisation has in a group, or that a quota names, by name inside its group."""
    regions = district_names()
    told: list[GroupValue] = []
    for group in GROUPS:
        field = FIELDS[group]
        counts = run.scores.eligible().order_by().values(field).annotate(weighed=Count("pk"))
        weighed = {row[field] or NO_SEAT: row["weighed"] for row in counts}
        named = [
            quota["value"] for quota in quotas if quota["group"] == group and quota["value"] not in weighed
        ]
        lines = [
            GroupValue(group, value, value_label(group, value, regions), weighed.get(value, 0))
            for value in (*weighed, *named)
        ]
        told += sorted(lines, key=lambda line: (line.value == NO_SEAT, line.label))
    return told


def rules(plan: Plan) -> list[Rule]:
    """The quotas of a plan, in the order of the scenario."""
    regions = district_names()
    reasons = {
        (quota["group"], quota["value"]): quota_reason(quota["reason"])
        for quota in plan.scenario.quotas
        if quota.get("reason")
    }
    return [
        Rule(
            label=group_and_value(row["group"], row["value"], regions),
            rule=_limit(row["bound"], row["limit"]),
            placed=row["placed"],
            binds=row["slack"] == 0,
            price=row["price"],
            reason=reasons.get((row["group"], row["value"]), ""),
        )
        for row in plan.rows
        if row["value"] is not None
    ]


def _limit(bound: str, limit: int) -> str:
    if bound == "min":
        return _("at least %(limit)d") % {"limit": limit}
    return _("at most %(limit)d") % {"limit": limit}


def conflicts(plan: Plan) -> list[list[Colliding]]:
    """The collisions of an infeasible plan, each as lines that name the quota and what would help."""
    regions = district_names()
    return [
        [
            _colliding(quota, give, regions)
            for quota, give in zip(found["quotas"], found["relax_by"], strict=True)
        ]
        for found in plan.conflicts
    ]


def _colliding(quota: Mapping[str, Any], give: int, regions: Mapping[str, Region]) -> Colliding:
    return Colliding(_sentence(quota, regions), _give(quota, give) if give else "")


def _sentence(quota: Mapping[str, Any], regions: Mapping[str, Region]) -> str:
    facts = {"limit": quota["limit"]}
    if quota["group"] == "units":
        return _("Exactly %(limit)d teams are placed.") % facts
    if quota["group"] == "mandatory":
        return (
            ngettext(
                "%(limit)d organisation must be in the plan.",
                "%(limit)d organisations must be in the plan.",
                quota["limit"],
            )
            % facts
        )
    named = {
        **facts,
        "group": GROUPS[quota["group"]],
        "value": value_label(quota["group"], quota["value"], regions),
    }
    if quota["bound"] == "min":
        return _("%(group)s “%(value)s”: at least %(limit)d.") % named
    return _("%(group)s “%(value)s”: at most %(limit)d.") % named


def _give(quota: Mapping[str, Any], give: int) -> str:
    if quota["bound"] == "min":
        return _("It would help to lower it by %(give)d.") % {"give": give}
    return _("It would help to raise it by %(give)d.") % {"give": give}


def placed_by_group(plan: Plan) -> dict[tuple[str | None, str | None], int]:
    """Places of every value of every group, in one statement."""
    counts: Counter[tuple[str | None, str | None]] = Counter()
    rows = plan.places.filter(is_chosen=True).values_list(*FIELDS.values())
    for row in rows:
        for group, value in zip(FIELDS, row, strict=True):
            counts[(group, value or NO_SEAT)] += 1
    return dict(counts)
