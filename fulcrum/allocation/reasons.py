"""Why an organisation has a place in a plan or not, in the reader's words and with links."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from fulcrum.allocation import scenario_values, score_lines
from fulcrum.allocation.domain import explain, problem_file
from fulcrum.allocation.domain.explain import Rank, Why
from fulcrum.allocation.domain.problem import NamedQuota, Problem
from fulcrum.allocation.domain.result import Result, Status
from fulcrum.allocation.domain.solve import solve
from fulcrum.allocation.domain.states import Sureness
from fulcrum.allocation.labels import group_and_value, region_name
from fulcrum.allocation.models import Place, Plan, Score
from fulcrum.allocation.queries import district_names
from fulcrum.registry.models import Organisation

SECONDS = 10.0
MOST_OTHERS = 8


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
        context["verdict"] = verdict(place)
        told = _explained(plan, organisation)
        if told is None:
            context["reasons"] = [_why_no_reasons(plan)]
            return context
        context["reasons"] = _reasons(plan, place, told)
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


def verdict(place: Place) -> str:
    """One sentence."""
    if place.is_mandatory:
        return _("It is in every plan: the rules of the need model say so.")
    if place.is_chosen and place.sureness == Sureness.LOT:
        return _("It has a place because it won a lot among exactly equal organisations.")
    if place.is_chosen:
        return _("It has a place because of its need.")
    if place.is_tied:
        return _("It has no place because it lost a lot among exactly equal organisations.")
    return _("It has no place: others have more need, or its group is full.")


def _reasons(plan: Plan, place: Place, told: Why) -> list[str]:
    reasons = [verdict(place)] if place.is_mandatory else []
    regions = district_names()
    for quota in told.binding:
        reasons.append(_binding(place, quota, group_and_value(quota.group, quota.value or "", regions)))
    if place.is_mandatory:
        return reasons
    reasons.append(_margin(place))
    if place.is_chosen:
        reasons.append(_sureness(place))
    elif place.margin is not None and place.high > place.points:
        reasons.append(_hope(place))
    return reasons


def _binding(place: Place, quota: NamedQuota, label: str) -> str:
    facts = {"value": label, "limit": quota.limit}
    if quota.bound == "min" and place.is_chosen:
        return (
            _("Its group (%(value)s) is guaranteed a least number of %(limit)d, and that helps it.") % facts
        )
    if quota.bound == "max" and not place.is_chosen:
        return _("Its group (%(value)s) has a limit of %(limit)d, and the limit is reached.") % facts
    if quota.bound == "min":
        return (
            _(
                "Another group (%(value)s) is guaranteed a least number of %(limit)d, which leaves fewer places for the rest."
            )
            % facts
        )
    return _("Another group (%(value)s) has a limit of %(limit)d, and the limit is reached.") % facts


def _margin(place: Place) -> str:
    if place.margin is None:
        if place.is_chosen:
            return _("However low its score were, the quotas would still give it a place.")
        return _("However high its score were, the quotas would leave it no place.")
    facts = {"points": f"{place.margin / 10_000:.2f}"}
    if place.margin == 0:
        return _("Its score is exactly at the line; the lot decides.")
    if place.is_chosen:
        return _("Its score could fall by up to %(points)s points before another takes its place.") % facts
    return _("Its score would have to rise by more than %(points)s points to gain a place.") % facts


def _sureness(place: Place) -> str:
    if place.sureness == Sureness.CERTAIN:
        return _("It keeps its place even if everything not yet known speaks against it and for all others.")
    if place.low == place.high:
        return _(
            "Everything that counts for it is measured, but others whose facts are not all known could overtake it."
        )
    return _("Once more is known about it or about others, another could take its place.")


def _hope(place: Place) -> str:
    missing = place.high - place.points
    if place.margin is not None and missing > place.margin:
        return _(
            "What is not yet measured could bring that rise, so an assessment matters for this organisation."
        )
    return _("What is not yet measured about it could not bring that rise.")


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
                Other(places[slug].organisation, places[slug].points, _address(plan, slug))
                for slug in ids[:MOST_OTHERS]
            ],
        )
        for title, ids in lists
        if ids
    ]


def _address(plan: Plan, slug: str) -> str:
    if plan.is_worked_example:
        return reverse("allocation:why", args=[slug])
    return reverse("allocation:scenario_why", args=[plan.pk, slug])


def _ranks(plan: Plan, told: Why) -> list[RankLine]:
    regions = district_names()
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
