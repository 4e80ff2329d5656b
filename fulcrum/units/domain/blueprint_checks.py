"""What must hold between the parts of a blueprint. Values may be None where the reader has told a fault already."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fulcrum.units.domain.blueprint import Blueprint, Cause, Counted, Milestone, Step
from fulcrum.units.domain.codes import Size, Standing

_CODED = ("posts", "stages", "steps", "duties", "services", "indicators", "hand_over", "documents")
_ITEMS = ("duties", "services", "indicators", "hand_over")
_SIZES = list(Size)


@dataclass(frozen=True)
class Fault:
    """One thing wrong. part: the list in the file, "" for the file itself; position: which of the list."""

    part: str
    position: int
    name: str
    code: str
    value: str = ""
    facts: dict[str, str | int] = field(default_factory=dict)


def faults(blueprint: Blueprint) -> Iterator[Fault]:
    """Everything that does not fit together, in the order of the file."""
    yield from _codes_twice(blueprint)
    yield from _posts(blueprint)
    yield from _teams(blueprint)
    yield from _stages(blueprint)
    yield from _steps(blueprint)
    yield from _rules(blueprint)
    yield from _items(blueprint)


def _twice(codes: Iterable[str | None]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for position, code in enumerate(codes):
        if code is not None and code in seen:
            yield position, code
        elif code is not None:
            seen.add(code)


def _codes_twice(blueprint: Blueprint) -> Iterator[Fault]:
    for part in _CODED:
        for position, code in _twice(each.code for each in getattr(blueprint, part)):
            yield Fault(part, position, "code", "stands_twice", code)
    owners = [
        (position, criterion.code)
        for position, stage in enumerate(blueprint.stages)
        for criterion in stage.criteria
    ]
    for at, code in _twice(code for _, code in owners):
        yield Fault("stages", owners[at][0], "criteria", "stands_twice", code)


def _posts(blueprint: Blueprint) -> Iterator[Fault]:
    leading = [post.code for post in blueprint.posts if post.leads]
    if len(leading) != 1:
        yield Fault("", 0, "posts", "not_one_lead", ", ".join(map(str, leading)), {"count": len(leading)})
    known = {post.code for post in blueprint.posts}
    for together in blueprint.combinable:
        if len(together) < 2:
            yield Fault("", 0, "combinable", "combines_nothing", ", ".join(sorted(together)))
        for code in sorted(together - known):
            yield Fault("", 0, "combinable", "post_not_known", code, {"allowed": _listed(known)})


def _teams(blueprint: Blueprint) -> Iterator[Fault]:
    known = {post.code for post in blueprint.posts}
    lead = next((post.code for post in blueprint.posts if post.leads), None)
    for position, size in _twice(team.size for team in blueprint.teams):
        yield Fault("teams", position, "size", "stands_twice", size)
    if not any(team.size is Size.SMALL and team.staff_from == 0 for team in blueprint.teams):
        yield Fault("", 0, "teams", "no_team_for_the_smallest")
    for position, team in enumerate(blueprint.teams):
        for name, codes in (("minimum", team.minimum), ("full", team.full)):
            for code in sorted(set(codes) - known):
                yield Fault("teams", position, name, "post_not_known", code, {"allowed": _listed(known)})
            for code in sorted(code for code, count in Counter(codes).items() if count > 1):
                yield Fault("teams", position, name, "stands_twice", code)
        for code in (each for each in team.minimum if each not in team.full):
            yield Fault("teams", position, "minimum", "minimum_beyond_full", code)
        if lead and team.minimum and lead not in team.minimum:
            yield Fault("teams", position, "minimum", "team_without_lead", "", {"lead": lead})
    yield from _sizes_in_order(blueprint)


def _sizes_in_order(blueprint: Blueprint) -> Iterator[Fault]:
    sized = [
        (_SIZES.index(team.size), position) for position, team in enumerate(blueprint.teams) if team.size
    ]
    for (_, smaller), (_, larger) in zip(sorted(sized), sorted(sized)[1:], strict=False):
        below, above = blueprint.teams[smaller], blueprint.teams[larger]
        if 0 <= above.staff_from <= below.staff_from and above.size is not below.size:
            facts: dict[str, str | int] = {"smaller": below.size, "least": below.staff_from}
            yield Fault("teams", larger, "staff_from", "sizes_not_in_order", str(above.staff_from), facts)


def _stages(blueprint: Blueprint) -> Iterator[Fault]:
    at = {stage.milestone: position for position, stage in enumerate(blueprint.stages) if stage.milestone}
    for milestone in Milestone:
        count = sum(stage.milestone is milestone for stage in blueprint.stages)
        if count != 1:
            yield Fault("", 0, "stages", "milestone_not_once", milestone, {"count": count})
    formed, operational = at.get(Milestone.FORMED), at.get(Milestone.OPERATIONAL)
    if formed is None:
        return
    if operational is not None and operational < formed:
        yield Fault("stages", operational, "milestone", "operates_before_formed", Milestone.OPERATIONAL)
    if not any(each.counted is Counted.MINIMUM_TEAM for each in blueprint.stages[formed].criteria):
        yield Fault("stages", formed, "criteria", "formed_without_team", "", {"wanted": Counted.MINIMUM_TEAM})


def _steps(blueprint: Blueprint) -> Iterator[Fault]:
    order = {stage.code: position for position, stage in enumerate(blueprint.stages)}
    stages = {step.code: step.stage for step in blueprint.steps}
    for position, step in enumerate(blueprint.steps):
        if step.stage is not None and step.stage not in order:
            yield Fault(
                "steps", position, "stage", "stage_not_known", step.stage, {"allowed": _listed(order)}
            )
        for code in step.after:
            if code not in stages:
                yield Fault("steps", position, "after", "step_not_known", code)
            elif order.get(stages[code], -1) > order.get(step.stage, len(order)):
                facts: dict[str, str | int] = {"stage": step.stage, "later": stages[code]}
                yield Fault("steps", position, "after", "waits_for_later_stage", code, facts)
    in_circle = circle(blueprint.steps)
    if in_circle:
        position = next(at for at, step in enumerate(blueprint.steps) if step.code == in_circle[0])
        yield Fault("steps", position, "after", "steps_in_circle", " → ".join((*in_circle, in_circle[0])))


def circle(steps: Iterable[Step]) -> tuple[str, ...]:
    """The codes of steps that wait for each other in a circle, in the order of waiting; empty if there is none."""
    after = {step.code: step.after for step in steps}
    done: set[str] = set()
    for start in after:
        trail: list[str] = []
        waiting = [(start, iter(after[start]))] if start not in done else []
        trail += [start] if waiting else []
        while waiting:
            code, following = waiting[-1]
            nearest = next((each for each in following if each in after and each not in done), None)
            if nearest is None:
                done.add(code)
                waiting.pop()
                trail.pop()
            elif nearest in trail:
                return tuple(trail[trail.index(nearest) :])
            else:
                waiting.append((nearest, iter(after[nearest])))
                trail.append(nearest)
    return ()


def _rules(blueprint: Blueprint) -> Iterator[Fault]:
    pairs = [f"{rule.standing} {rule.cause}" for rule in blueprint.rules]
    for position, pair in _twice(pairs):
        yield Fault("rules", position, "cause", "stands_twice", pair)
    limits = {rule.cause: rule.limit for rule in blueprint.rules if rule.standing == Standing.AT_RISK}
    for position, rule in enumerate(blueprint.rules):
        if rule.standing is not None and rule.standing not in (Standing.AT_RISK, Standing.DORMANT):
            facts: dict[str, str | int] = {"allowed": f"{Standing.AT_RISK}, {Standing.DORMANT}"}
            yield Fault("rules", position, "standing", "unknown_code", rule.standing, facts)
        if rule.cause is Cause.TEAM_BELOW and rule.limit is not None and not 1 <= rule.limit <= 100:
            yield Fault(
                "rules", position, "limit", "out_of_range", str(rule.limit), {"least": 1, "most": 100}
            )
        if rule.cause is Cause.AT_RISK_SINCE and (rule.standing == Standing.AT_RISK or not limits):
            yield Fault("rules", position, "cause", "at_risk_by_itself", rule.cause)
        first = limits.get(rule.cause)
        if rule.standing == Standing.DORMANT and first is not None and rule.limit is not None:
            is_stricter = rule.limit < first if rule.cause is Cause.TEAM_BELOW else rule.limit > first
            if not is_stricter:
                yield Fault(
                    "rules", position, "limit", "dormant_before_at_risk", str(rule.limit), {"limit": first}
                )


def _items(blueprint: Blueprint) -> Iterator[Fault]:
    known = {post.code for post in blueprint.posts}
    for part in _ITEMS:
        for position, item in enumerate(getattr(blueprint, part)):
            for code in sorted(set(item.posts) - known):
                yield Fault(part, position, "posts", "post_not_known", code, {"allowed": _listed(known)})


def _listed(codes: Iterable[str | None]) -> str:
    return ", ".join(sorted(code for code in codes if code))
