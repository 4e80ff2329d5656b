"""Groups, quotas and collisions of a scenario in the reader's words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fulcrum.allocation.forms import GroupValue
from fulcrum.allocation.labels import GROUPS, value_label
from fulcrum.allocation.models import Plan, ScoreRun
from fulcrum.allocation.queries import FIELDS, district_names
from fulcrum.allocation.services.problems import NO_SEAT
from fulcrum.allocation.services.scenarios import Quota
from fulcrum.registry.models import Region


@dataclass(frozen=True)
class Colliding:
    """One quota of a collision and by how much it would have to give way."""

    text: str
    give: str


def group_values(run: ScoreRun, quotas: Sequence[Quota]) -> list[GroupValue]:
    """Every value that an eligible organisation has in a group, or that a quota names, by name inside its group."""
    regions = district_names(run.pack)
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


def conflicts(plan: Plan) -> list[list[Colliding]]:
    """The collisions of an infeasible plan, each as lines that name the quota and what would help."""
    regions = district_names(plan.scenario.pack)
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
        return _("Exactly %(limit)d units are placed.") % facts
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
    limit = quota["limit"]
    if quota["bound"] == "min":
        return _("Lower it from %(limit)d to %(new)d.") % {"limit": limit, "new": limit - give}
    return _("Raise it from %(limit)d to %(new)d.") % {"limit": limit, "new": limit + give}


def placed_by_group(plan: Plan) -> dict[tuple[str | None, str | None], int]:
    """Places of every value of every group, in one statement."""
    counts: Counter[tuple[str | None, str | None]] = Counter()
    rows = plan.places.filter(is_chosen=True).values_list(*FIELDS.values())
    for row in rows:
        for group, value in zip(FIELDS, row, strict=True):
            counts[(group, value or NO_SEAT)] += 1
    return dict(counts)
