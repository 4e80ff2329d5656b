"""Turn a scenario and the scores of a run into the engine's own file format, which is what a plan keeps."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

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
    """The problem of `scenario` over every eligible organisation of `run`, in the order of their keys."""
    scores = list(run.scores.eligible().select_related("organisation").order_by("organisation_id"))
    content = {
        "format": FORMAT,
        "units": scenario.units,
        "organisations": [_organisation(score) for score in scores],
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


def _organisation(score: Any) -> dict[str, Any]:
    organisation = score.organisation
    return {
        "key": organisation.key,
        "id": organisation.slug,
        "score": score.points,
        "mandatory": bool(score.mandatory_rule),
        "excluded": False,
        "groups": {
            "province": organisation.province_id or NO_SEAT,
            "district": organisation.district_id or NO_SEAT,
            "tier": organisation.tier,
            "kind": organisation.kind,
            "sector": organisation.sector,
        },
    }
