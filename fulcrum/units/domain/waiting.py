"""What a step still waits for."""

from collections.abc import Mapping

from fulcrum.units.domain.blueprint import Blueprint, Step
from fulcrum.units.domain.codes import StepState


def open_before(model: Blueprint, code: str, states: Mapping[str, str]) -> list[Step]:
    """The steps that must be done before this one begins, seen through those that were left out of the plan.

    states   of the steps by code; one that is not told counts as open
    """
    by_code = {step.code: step for step in model.steps}
    found: dict[str, Step] = {}
    waiting = list(by_code[code].after) if code in by_code else []
    while waiting:
        before = by_code.get(waiting.pop(0))
        if before is None or states.get(before.code) == StepState.DONE:
            continue
        if states.get(before.code) == StepState.DROPPED:
            waiting += before.after
        else:
            found[before.code] = before
    return list(found.values())
