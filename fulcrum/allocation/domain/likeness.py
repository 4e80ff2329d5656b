"""Groups of organisations that published data cannot tell apart: same score, same values on every line."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fulcrum.allocation.domain.facts import Facts, OrganisationFacts
from fulcrum.allocation.domain.need import Line, Score


@dataclass(frozen=True, slots=True)
class Group:
    """Look-alikes, with what they all share; an empty string where they differ."""

    members: tuple[str, ...]
    points: int
    kind: str
    subkind: str
    tier: str
    sector: str
    region: str

    @property
    def size(self) -> int:
        return len(self.members)


def alike(scores: Mapping[str, Score], facts: Facts) -> tuple[Group, ...]:
    """Groups of two or more, the largest first."""
    by_signature: dict[tuple[object, ...], list[OrganisationFacts]] = defaultdict(list)
    for organisation in facts.organisations:
        if organisation.slug in scores:
            by_signature[_signature(scores[organisation.slug])].append(organisation)
    groups = [
        _group(members, scores[members[0].slug].points)
        for members in by_signature.values()
        if len(members) > 1
    ]
    return tuple(sorted(groups, key=lambda group: (-group.size, -group.points, group.members)))


def _signature(score: Score) -> tuple[object, ...]:
    return (score.points, score.low, score.high, *(_values(line) for line in score.lines))


def _values(line: Line) -> tuple[object, ...]:
    return (line.criterion, line.state, line.value, line.value_low, line.value_high, line.points)


def _group(members: list[OrganisationFacts], points: int) -> Group:
    return Group(
        members=tuple(sorted(member.slug for member in members)),
        points=points,
        kind=_shared(members, lambda member: member.kind),
        subkind=_shared(members, lambda member: member.subkind),
        tier=_shared(members, lambda member: member.tier),
        sector=_shared(members, lambda member: member.sector),
        region=_shared(members, lambda member: member.region or member.district),
    )


def _shared(members: list[OrganisationFacts], read: Callable[[OrganisationFacts], str]) -> str:
    values = {read(member) for member in members}
    return values.pop() if len(values) == 1 else ""
