"""The longest chain of steps that wait for one another: how long it is, and which steps it runs through."""

from collections.abc import Mapping, Sequence


def longest(days: Mapping[str, int], after: Mapping[str, Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """Days of the longest chain and its steps in order; of chains equally long the first by their codes.

    days   of each step; what a step waits for counts only if it stands here too
    Raises ValueError if steps wait for one another in a circle.
    """
    ends: dict[str, int] = {}
    before: dict[str, str] = {}
    for code in _in_order(days, after):
        waited = [each for each in after.get(code, ()) if each in days]
        last = min(waited, key=lambda each: (-ends[each], each), default="")
        ends[code] = days[code] + (ends[last] if last else 0)
        before[code] = last
    code = min(ends, key=lambda each: (-ends[each], each), default="")
    length = ends.get(code, 0)
    chain: list[str] = []
    while code:
        chain.append(code)
        code = before[code]
    return length, tuple(reversed(chain))


def _in_order(days: Mapping[str, int], after: Mapping[str, Sequence[str]]) -> list[str]:
    """The codes so that each stands behind all that it waits for."""
    open_ = {code: {each for each in after.get(code, ()) if each in days} for code in sorted(days)}
    order: list[str] = []
    while open_:
        ready = [code for code, waited in open_.items() if not waited & open_.keys()]
        if not ready:
            raise ValueError(f"steps wait for one another in a circle: {', '.join(open_)}")
        order += ready
        for code in ready:
            del open_[code]
    return order
