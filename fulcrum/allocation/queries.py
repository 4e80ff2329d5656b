"""Reads for the pages: counts, lists and look-alikes, each in a constant number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from fulcrum.allocation.models import NeedModel, Place, Plan, ScoreRun
from fulcrum.registry.models import Organisation, Region
from fulcrum.registry.models.region import COUNTRY_PACK, SIMULATED

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
    return shown(COUNTRY_PACK)


def shown(pack: str) -> Plan | None:
    """The plan of one register that everybody sees."""
    plans = Plan.objects.shown(pack).select_related("scenario", "score_run__need_model")
    return plans.defer("problem", "score_run__need_model__text").first()


def registers() -> list[str]:
    """The packs that can be scored: the real country, then the simulated one where it is there."""
    is_simulated = Organisation.objects.filter(pack=SIMULATED).exists()
    return [COUNTRY_PACK, SIMULATED] if is_simulated else [COUNTRY_PACK]


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


def district_names(pack: str = COUNTRY_PACK) -> Mapping[str, Region]:
    """Provinces and districts of one register by code."""
    return Region.objects.filter(pack=pack, level__in=["province", "district"]).in_bulk()


@dataclass(frozen=True)
class AlikeGroup:
    """Bodies that published facts cannot tell apart; the codes that they share, empty where they differ."""

    number: int
    size: int
    chosen: int
    kind: str
    sector: str
    region: str


@dataclass(frozen=True)
class Alike:
    """All look-alikes of a plan: how many bodies, and the groups, largest first."""

    bodies: int
    groups: list[AlikeGroup]


def alike(plan: Plan) -> Alike:
    """The groups of look-alikes among the organisations that were weighed, in one statement."""
    rows = (
        plan.places.filter(
            organisation__scores__run=plan.score_run_id, organisation__scores__alike__isnull=False
        )
        .order_by()
        .values("organisation__scores__alike")
        .annotate(
            size=Count("pk"),
            chosen=Count("pk", filter=Q(is_chosen=True)),
            **{f"least_{name}": Min(field) for name, field in _SHARED.items()},
            **{f"most_{name}": Max(field) for name, field in _SHARED.items()},
        )
        .order_by("-size", "organisation__scores__alike")
    )
    groups = [_group(row) for row in rows]
    return Alike(sum(group.size for group in groups), groups)


_SHARED = {
    "kind": "organisation__kind",
    "sector": "organisation__sector",
    "region": "organisation__district_id",
}


def _group(row: Mapping[str, Any]) -> AlikeGroup:
    shared = {
        name: row[f"least_{name}"] or "" for name in _SHARED if row[f"least_{name}"] == row[f"most_{name}"]
    }
    return AlikeGroup(
        number=row["organisation__scores__alike"],
        size=row["size"],
        chosen=row["chosen"],
        kind=shared.get("kind", ""),
        sector=shared.get("sector", ""),
        region=shared.get("region", ""),
    )


def without_seat(plan: Plan) -> list[Counts]:
    """Chosen bodies whose seat no source states, by kind, most first: those that a map cannot show."""
    rows = (
        plan.places.filter(is_chosen=True, organisation__district__isnull=True)
        .order_by()
        .values("organisation__kind")
        .annotate(chosen=Count("pk"))
        .order_by("-chosen", "organisation__kind")
    )
    return [Counts(row["organisation__kind"], 0, row["chosen"]) for row in rows]


@dataclass(frozen=True)
class Changes:
    """Who gains and who loses a place against the worked example."""

    gained: list[Organisation]
    lost: list[Organisation]


def changes(plan: Plan) -> Changes | None:
    """How `plan` differs from what everybody sees of its register; None for that plan itself."""
    public = Plan.objects.shown(plan.scenario.pack).only("pk").first()
    if public is None or public == plan:
        return None
    here = plan.places.filter(is_chosen=True).values("organisation_id")
    there = public.places.filter(is_chosen=True).values("organisation_id")
    organisations = Organisation.objects.defer("search_text", "sort_si", "sort_ta").order_by("sort_en")
    gained = organisations.filter(pk__in=here).exclude(pk__in=there)
    lost = organisations.filter(pk__in=there).exclude(pk__in=here)
    return Changes(list(gained), list(lost))


def places(plan: Plan) -> QuerySet[Place]:
    """Every place of a plan with its organisation, by need."""
    return plan.places.select_related("organisation__district", "organisation__province").order_by(
        "-points", "organisation_id"
    )


def run_for_new_scenarios(pack: str = COUNTRY_PACK) -> ScoreRun | None:
    """The newest scores of one register by the newest need model."""
    newest = NeedModel.objects.first()
    runs = ScoreRun.objects.filter(need_model=newest, pack=pack)
    return runs.select_related("need_model").first()


def need_by_kind(run: ScoreRun) -> list[dict[str, Any]]:
    """Number, lowest, middle and highest score of each kind among the eligible."""
    from django.contrib.postgres.aggregates import ArrayAgg

    rows = (
        run.scores.eligible()
        .order_by()
        .values("organisation__kind")
        .annotate(points=ArrayAgg("points", order_by="points"))
    )
    told = [
        {
            "kind": row["organisation__kind"],
            "number": len(row["points"]),
            "least": row["points"][0],
            "middle": row["points"][len(row["points"]) // 2],
            "most": row["points"][-1],
        }
        for row in rows
    ]
    return sorted(told, key=lambda row: -row["middle"])
