"""A hash of what a problem says, the same for any order of its organisations, families and values."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np

from fulcrum.allocation.domain.problem import Family, IntArray, Problem


def input_hash(problem: Problem) -> str:
    """'sha256:' and 64 hexadecimal digits over the organisations by key and the stated quotas by name."""
    families = sorted(problem.families, key=lambda family: family.name)
    order = np.argsort(problem.key, kind="stable")
    content = {
        "units": problem.units,
        "tie_seed": str(problem.tie_seed),
        "quotas": sorted(
            (quota.group, quota.value, quota.bound, quota.limit)
            for family in families
            for _, quota in family.quotas()
        ),
        "key": problem.key[order].tolist(),
        "id": [problem.ids[i] for i in order.tolist()],
        "score": problem.score[order].tolist(),
        "mandatory": problem.mandatory[order].tolist(),
        "excluded": problem.excluded[order].tolist(),
        "groups": {family.name: _values(family, order) for family in families},
    }
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _values(family: Family, order: IntArray) -> list[str | None]:
    """Each organisation's value in the family, None where it has none."""
    named = (*family.values, None)
    return [named[label] for label in family.labels[order].tolist()]
