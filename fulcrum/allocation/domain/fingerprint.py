"""A hash of what a problem says, the same for any order of its organisations, families and values."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np

from fulcrum.allocation.domain.problem import Problem


def input_hash(problem: Problem) -> str:
    """'sha256:' and 64 hexadecimal digits over the organisations by key and the stated quotas by name."""
    digest = sha256()
    families = sorted(problem.families, key=lambda family: family.name)
    quotas = sorted(
        (quota.group, quota.value, quota.bound, quota.limit)
        for family in families
        for _, quota in family.quotas()
    )
    head = {
        "units": problem.units,
        "tie_seed": str(problem.tie_seed),
        "quotas": quotas,
        "groups": [family.name for family in families],
    }
    digest.update(_line(head))
    for i in np.argsort(problem.key, kind="stable").tolist():
        groups = [
            family.values[label] if (label := int(family.labels[i])) >= 0 else None for family in families
        ]
        row = (
            int(problem.key[i]),
            problem.ids[i],
            int(problem.score[i]),
            bool(problem.mandatory[i]),
            bool(problem.excluded[i]),
            groups,
        )
        digest.update(_line(row))
    return f"sha256:{digest.hexdigest()}"


def _line(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode() + b"\n"
