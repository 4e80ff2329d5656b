"""Several parents: in which sense one organisation stands below another, and that no way up leads back."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class ParentKind(StrEnum):
    """In which sense an organisation stands below another."""

    ADMINISTRATIVE = "administrative"
    SECTORAL = "sectoral"
    GEOGRAPHIC = "geographic"


def closes_a_circle(child: int, parent: int, parents: Mapping[int, Iterable[int]]) -> bool:
    """Whether `child` would come to stand above itself if `parent` were put above it.

    parents   for each key the keys directly above it, all in one sense
    """
    waiting, seen = [parent], {parent}
    while waiting:
        at = waiting.pop()
        if at == child:
            return True
        above = set(parents.get(at, ())) - seen
        seen |= above
        waiting.extend(above)
    return False
