"""Turn a scenario and the scores of a run into the engine's own file format, which is what a plan keeps."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Q

from fulcrum.allocation.domain import problem_file
from fulcrum.allocation.domain.problem import IntArray, Problem
from fulcrum.allocation.models import Scenario, ScoreRun

FORMAT = "fulcrum.problem/1"
QUOTA = ("group", "value", "min", "max")
NO_SEAT = "seat-not-stated"
GROUPS = ("province", "district", "tier", "kind", "sector")


@dataclass(frozen=True, eq=False)
class Asked:
    """A problem with the ranges of its scores.

    text       the problem in the format fulcrum.problem/1
    low, high  (N,) micro-points, in the order of `problem`
    """

    text: str
    problem: Problem
    low: IntArray
    high: IntArray


def build(scenario: Scenario, run: ScoreRun) -> Asked:
    """The problem of `scenario` over every eligible organisation of `run`, in the order of their keys.

    One that the scenario keeps takes part even where the need model would not let it receive a unit any more.
    """
    kept = {line["organisation"] for line in scenario.kept}
    left_out = {line["organisation"] for line in scenario.left_out}
    weighed = run.scores.filter(Q(ineligible_rule="") | Q(organisation__in=kept))
    scores = list(weighed.select_related("organisation").order_by("organisation_id"))
    content = {
        "format": FORMAT,
        "units": scenario.units,
        "organisations": [_organisation(score, kept, left_out) for score in scores],
        "quotas": [{side: quota[side] for side in QUOTA} for quota in scenario.quotas],
        "tie_seed": scenario.tie_seed,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Asked(
        text=text,
        problem=problem_file.read(text),
        low=np.array([score.low for score in scores], dtype=np.int64),
        high=np.array([score.high for score in scores], dtype=np.int64),
    )


def _organisation(score: Any, kept: Collection[int], left_out: Collection[int]) -> dict[str, Any]:
    organisation = score.organisation
    is_excluded = organisation.key in left_out
    return {
        "key": organisation.key,
        "id": organisation.slug,
        "score": score.points,
        "mandatory": organisation.key in kept or (bool(score.mandatory_rule) and not is_excluded),
        "excluded": is_excluded,
        "groups": {
            "province": organisation.province_id or NO_SEAT,
            "district": organisation.district_id or NO_SEAT,
            "tier": organisation.tier,
            "kind": organisation.kind,
            "sector": organisation.sector,
        },
    }
