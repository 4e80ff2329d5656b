"""Reads for the pages: counts, lists and look-alikes, each in a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from fulcrum.allocation.labels import value_label
from fulcrum.allocation.models import Place, Plan, Score, ScoreRun
from fulcrum.registry.models import Region

FIELDS = {
    "kind": "organisation__kind",
    "sector": "organisation__sector",
    "tier": "organisation__tier",
    "district": "organisation__district_id",
    "province": "organisation__province_id",
}


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart. width: 0 to 100."""

    label: str
    href: str
    value: int
    width: int
    note: str = ""


@dataclass(frozen=True)
class Counts:
    """Eligible and chosen organisations of one value of a group."""

    value: str
    weighed: int
    chosen: int


def worked_example() -> Plan | None:
    """The plan that the public sees."""
    return Plan.objects.worked_example().select_related("scenario", "score_run__need_model").first()


def counts_by(plan: Plan, group: str) -> list[Counts]:
    """How many of each value were weighed and chosen, most chosen first; '' where the value is not stated."""
    field = FIELDS[group]
    rows = (
        plan.places.order_by()
        .values(field)
        .annotate(weighed=Count("pk"), chosen=Count("pk", filter=Q(is_chosen=True)))
        .order_by("-chosen", "-weighed", field)
    )
    return [Counts(row[field] or "", row["weighed"], row["chosen"]) for row in rows]


def district_names() -> Mapping[str, Region]:
    """Provinces and districts by code."""
    return Region.objects.filter(level__in=["province", "district"]).in_bulk()


@dataclass(frozen=True)
class AlikeGroup:
    """Bodies of a plan that published facts cannot tell apart, some chosen and some not."""

    number: int
    size: int
    chosen: int
    label: str


def alike_groups(plan: Plan, *, least: int = 2, most: int = 3) -> list[AlikeGroup]:
    """The largest groups of look-alikes in which not all share one fate, largest first."""
    if plan.score_run_id is None:
        return []
    fate = (
        Score.objects.filter(run=plan.score_run_id, alike__isnull=False, organisation__places__plan=plan)
        .order_by()
        .values("alike")
        .annotate(
            size=Count("pk"),
            chosen=Count("pk", filter=Q(organisation__places__is_chosen=True)),
            kind=Max("organisation__kind"),
            sector=Max("organisation__sector"),
        )
        .filter(size__gte=least)
        .order_by("-size", "alike")
    )
    divided = [row for row in fate if 0 < row["chosen"] < row["size"]]
    return [_alike(row) for row in divided[:most]]


def _alike(row: Mapping[str, Any]) -> AlikeGroup:
    label = f"{value_label('kind', row['kind'])}, {value_label('sector', row['sector'])}"
    return AlikeGroup(row["alike"], row["size"], row["chosen"], label)


def places(plan: Plan) -> QuerySet[Place]:
    """Every place of a plan with its organisation, by need."""
    return plan.places.select_related("organisation__district", "organisation__province").order_by(
        "-points", "organisation_id"
    )


def latest_run() -> ScoreRun | None:
    """The newest scores."""
    return ScoreRun.objects.select_related("need_model").first()


def need_by_kind(run: ScoreRun) -> list[dict[str, Any]]:
    """Number, lowest, middle and highest score of each kind among the eligible."""
    from django.contrib.postgres.aggregates import ArrayAgg

    rows = (
        run.scores.eligible().order_by().values("organisation__kind").annotate(points=ArrayAgg("points", ordering="points"))
    )
    told = [
        {"kind": row["organisation__kind"], "number": len(row["points"]), "least": row["points"][0],
         "middle": row["points"][len(row["points"]) // 2], "most": row["points"][-1]}
        for row in rows
    ]
    return sorted(told, key=lambda row: -row["middle"])
