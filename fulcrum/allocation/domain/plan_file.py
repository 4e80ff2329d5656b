"""Write a result in the format fulcrum.plan/1, and read one back for the checker.

Source: docs/method/placing.md, the two files.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

import numpy as np

from fulcrum.allocation.domain import strict_json
from fulcrum.allocation.domain.bad_input import BadInput, Fault, shown
from fulcrum.allocation.domain.problem import Problem
from fulcrum.allocation.domain.result import Result, Status

FORMAT = "fulcrum.plan/1"


@dataclass(frozen=True)
class KeptPlan:
    """What the checker needs of a kept plan."""

    status: Status
    objective: int | None
    bound: int | None
    hosts: tuple[str, ...]
    input_hash: str


def write(problem: Problem, result: Result) -> str:
    """The result as text; hosts stand in the order of their keys, so that the order of rows never shows."""
    hosts = np.flatnonzero(result.chosen)
    hosts = hosts[np.argsort(problem.key[hosts], kind="stable")]
    has_gap = result.gap is not None and isfinite(result.gap)
    content = {
        "format": FORMAT,
        "status": str(result.status),
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap if has_gap else None,
        "seconds": round(result.seconds, 6),
        "hosts": [problem.ids[i] for i in hosts.tolist()],
        "conflicts": [
            {"quotas": [asdict(quota) for quota in conflict.quotas], "relax_by": list(conflict.relax_by)}
            for conflict in result.conflicts
        ],
        "input_hash": result.input_hash,
        "versions": dict(sorted(result.versions.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read(text: str | bytes) -> KeptPlan:
    """The plan written in `text`. Raises BadInput with every fault found."""
    content = strict_json.parse(strict_json.decode(text) if isinstance(text, bytes) else text)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        found = content.get("format") if isinstance(content, dict) else content
        raise BadInput([Fault("$.format", shown(found), f'write "{FORMAT}"')])
    faults: list[Fault] = []
    status = content.get("status")
    if status not in list(Status):
        faults.append(Fault("$.status", shown(status), f"must be one of {', '.join(Status)}"))
    for name in ("objective", "bound"):
        if not _is_number_or_nothing(content.get(name)):
            faults.append(Fault(f"$.{name}", shown(content.get(name)), "must be a whole number or null"))
    hosts = content.get("hosts")
    if not isinstance(hosts, list) or not all(isinstance(host, str) for host in hosts):
        faults.append(Fault("$.hosts", shown(hosts), "must be a list of ids"))
    if not isinstance(content.get("input_hash"), str):
        faults.append(Fault("$.input_hash", shown(content.get("input_hash")), "must be a text"))
    if faults:
        raise BadInput(faults)
    assert isinstance(hosts, list) and isinstance(status, str)
    return KeptPlan(
        Status(status), content.get("objective"), content.get("bound"), tuple(hosts), content["input_hash"]
    )


def _is_number_or_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))
