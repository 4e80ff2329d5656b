"""Why an organisation has a place in a plan or not, in the reader's words and with links."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from fulcrum.allocation import addresses, scenario_values, score_lines, verdicts, wording
from fulcrum.allocation.domain import explain, problem_file
from fulcrum.allocation.domain.explain import Rank, Why
from fulcrum.allocation.domain.problem import NamedQuota, Problem
from fulcrum.allocation.domain.result import Result, Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.labels import group_and_value, region_name
from fulcrum.allocation.models import Place, Plan, Score
from fulcrum.allocation.queries import district_names
from fulcrum.registry.models import Organisation

SECONDS = 10.0
MOST_OTHERS = 8


@dataclass(frozen=True)
class Reason:
    """One sentence, and why the limit that it speaks of is there."""

    sentence: str
    because: str = ""


@dataclass(frozen=True)
class Other:
    """Another organisation that would change its side, with its score."""

    organisation: Organisation
    points: int
    href: str


@dataclass(frozen=True)
class Instead:
    """Who would come or go, under a heading."""

    title: str
    organisations: list[Other]


@dataclass(frozen=True)
class RankLine:
    """The rank in one group and how many places the group has."""

    label: str
    rank: int
    total: int
    placed: int


def why(plan: Plan, organisation: Organisation) -> dict[str, Any]:
    """Everything that the page on one organisation in one plan shows."""
    place = plan.places.filter(organisation=organisation).first() if plan.has_places else None
    score = (
        Score.objects.select_related("run__need_model")
        .filter(run=plan.score_run_id, organisation=organisation)
        .first()
    )
    context: dict[str, Any] = {"plan": plan, "organisation": organisation, "place": place, "score": score}
    context["own_name"] = region_name(organisation)
    if score is not None:
        context["lines"] = score_lines.lines(score)
        context["ineligible"] = score_lines.ineligible(score)
        context["look_alikes"] = score_lines.look_alikes(score)
    if place is not None:
        context["verdict"] = verdicts.verdict(plan, place, organisation, district_names(plan.scenario.pack))
        told = _explained(plan, organisation)
        if told is None:
            context["reasons"] = [Reason(_why_no_reasons(plan))]
            return context
        context["reasons"] = _reasons(plan, place, organisation, told)
        context["instead"] = _instead(plan, told)
        context["ranks"] = _ranks(plan, told)
    return context


@lru_cache(maxsize=4)
def _computed(plan_pk: int, input_hash: str) -> tuple[Problem, Result]:
    """A kept plan as the engine holds it; a plan never changes, so each process may keep a few."""
    problem = problem_file.read(Plan.objects.values_list("problem", flat=True).get(pk=plan_pk))
    result = solve(problem, seconds=SECONDS)
    if result.status is not Status.OPTIMAL:
        raise TimeoutError(f"plan {plan_pk} was not proven again in {SECONDS} s")
    return problem, result


def _explained(plan: Plan, organisation: Organisation) -> Why | None:
    """None for a draft, and where time runs out."""
    if plan.outcome != Status.OPTIMAL:
        return None
    try:
        problem, result = _computed(plan.pk, plan.input_hash)
        index = int(np.flatnonzero(problem.key == organisation.key)[0])
        return explain.explain(problem, result, index, seconds=SECONDS)
    except TimeoutError:
        return None


def _why_no_reasons(plan: Plan) -> str:
    if plan.outcome == Status.OPTIMAL:
        return _("The reasons could not be worked out in time. Try again in a minute.")
    return _("This plan is a draft that is not proven best; reasons are given for proven plans only.")


def _reasons(plan: Plan, place: Place, organisation: Organisation, told: Why) -> list[Reason]:
    if place.is_mandatory:
        return []
    regions = district_names(plan.scenario.pack)
    own = verdicts.own_bindings(plan, place, organisation)
    reasons = [Reason(_own(place, binding, regions), _because(plan, binding)) for binding in own]
    if own and not place.is_chosen:
        reasons.append(Reason(verdicts.with_less_need(plan, place, own[0], regions)))
    if not own and not place.is_chosen:
        reasons += [Reason(_elsewhere(quota, regions)) for quota in told.binding[:MOST_OTHERS]]
    reasons.append(Reason(verdicts.margin(place)))
    reasons.append(Reason(verdicts.sureness(place) if place.is_chosen else verdicts.hope(place)))
    return [reason for reason in reasons if reason.sentence]


def _own(place: Place, binding: verdicts.Binding, regions: Any) -> str:
    facts = {"group": group_and_value(binding.group, binding.value, regions), "limit": binding.limit}
    if place.is_chosen:
        return (
            _("%(group)s: at least %(limit)d places are guaranteed, and the plan has just as many.") % facts
        )
    return _("%(group)s: at most %(limit)d places, and they are taken.") % facts


def _because(plan: Plan, binding: verdicts.Binding) -> str:
    """Why the limit is there, if content says so."""
    for quota in plan.scenario.quotas:
        if (quota["group"], quota["value"]) == (binding.group, binding.value) and quota.get("reason"):
            return wording.quota_reason(quota["reason"])
    return ""


def _elsewhere(quota: NamedQuota, regions: Any) -> str:
    facts = {"group": group_and_value(quota.group, quota.value or "", regions), "limit": quota.limit}
    if quota.bound == "min":
        return (
            _(
                "Elsewhere, %(group)s: at least %(limit)d places are guaranteed, which leaves fewer for the rest."
            )
            % facts
        )
    return _("Elsewhere, %(group)s: at most %(limit)d places, and they are taken.") % facts


def _instead(plan: Plan, told: Why) -> list[Instead]:
    """Who else would change sides if this organisation did; one change can move several."""
    if told.is_chosen:
        lists = (
            (_("Who would gain a place if it had none"), told.comes),
            (_("Who would lose one as well"), told.leaves),
        )
    else:
        lists = (
            (_("Who would lose a place if it had one"), told.leaves),
            (_("Who would gain one as well"), told.comes),
        )
    shown = {slug for _title, ids in lists for slug in ids[:MOST_OTHERS]}
    places = {
        place.organisation.slug: place
        for place in plan.places.filter(organisation__slug__in=shown).select_related("organisation")
    }
    return [
        Instead(
            title,
            [
                Other(places[slug].organisation, places[slug].points, addresses.of_why(plan, slug))
                for slug in ids[:MOST_OTHERS]
            ],
        )
        for title, ids in lists
        if ids
    ]


def _ranks(plan: Plan, told: Why) -> list[RankLine]:
    regions = district_names(plan.scenario.pack)
    placed = scenario_values.placed_by_group(plan)
    return [
        RankLine(
            _rank_label(rank, regions),
            rank.place,
            rank.of,
            placed.get((rank.group, rank.value), plan.scenario.units),
        )
        for rank in told.ranks
    ]


def _rank_label(rank: Rank, regions: Any) -> str:
    if rank.group is None:
        return _("All organisations")
    return group_and_value(rank.group, rank.value or "", regions)
