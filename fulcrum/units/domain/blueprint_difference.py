"""What differs between two versions of a blueprint, part by part; `difference_words.py` tells it in sentences."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fulcrum.units.domain.blueprint import Blueprint, Item, Rule, Stage, Step


class Group(StrEnum):
    """The parts of a blueprint, in the order in which a reader asks for them."""

    MODEL = "model"
    TEAM = "team"
    STAGES = "stages"
    CRITERIA = "criteria"
    STEPS = "steps"
    DUTIES = "duties"
    SERVICES = "services"
    INDICATORS = "indicators"
    RULES = "rules"
    HAND_OVER = "hand_over"
    DOCUMENTS = "documents"


@dataclass(frozen=True)
class Change:
    """One difference. kind: which sentence tells it; facts: Names, codes, numbers or tuples of them for its gaps."""

    group: Group
    kind: str
    facts: dict[str, Any] = field(default_factory=dict)


Changes = Iterator[Change]
_ITEMS = (Group.DUTIES, Group.SERVICES, Group.INDICATORS, Group.HAND_OVER)
_WHOLE = {
    Group.TEAM: ("posts", "combinable", "teams"),
    Group.STAGES: ("stages",),
    Group.STEPS: ("steps",),
    Group.DUTIES: ("duties",),
    Group.SERVICES: ("services",),
    Group.INDICATORS: ("indicators",),
    Group.RULES: ("rules",),
    Group.HAND_OVER: ("hand_over",),
    Group.DOCUMENTS: ("documents",),
}
_ALSO = {Group.STAGES: Group.CRITERIA}


def difference(before: Blueprint, after: Blueprint) -> tuple[Change, ...]:
    """Every difference, group by group; empty exactly if the two say the same in the same order."""
    found = [
        *_model(before, after),
        *_team(before, after),
        *_stages(before, after),
        *_criteria(before, after),
    ]
    found += _steps(before, after)
    for group in _ITEMS:
        found += _items(group, getattr(before, group), getattr(after, group))
    found += [*_rules(before.rules, after.rules), *_documents(before, after)]
    told = {change.group for change in found}
    for group, names in _WHOLE.items():
        is_told = group in told or _ALSO.get(group) in told
        if not is_told and any(getattr(before, name) != getattr(after, name) for name in names):
            found.append(Change(group, "order"))
    order = list(Group)
    return tuple(sorted(found, key=lambda change: order.index(change.group)))


def _model(before: Blueprint, after: Blueprint) -> Changes:
    for name in ("names", "review_months", "source", "notes", "translations"):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Change(Group.MODEL, f"model_{name}", {"was": was, "now": now})


def _coded(
    group: Group, word: str, was: Sequence[Any], now: Sequence[Any], same: Callable[[Any, Any], Changes]
) -> Changes:
    """Things with codes: those that came, those that went, and what `same` says of those that stayed."""
    old, new = {each.code: each for each in was}, {each.code: each for each in now}
    for code, each in new.items():
        if code not in old:
            yield Change(group, f"{word}_added", {"thing": each.names})
    for code, each in old.items():
        if code not in new:
            yield Change(group, f"{word}_removed", {"thing": each.names})
    for code, each in new.items():
        if code in old:
            yield from same(old[code], each)


def _reworded(group: Group, was: Any, now: Any) -> Changes:
    if was.names != now.names:
        kind = "renamed" if was.names.name_en != now.names.name_en else "translated"
        yield Change(group, kind, {"was": was.names, "thing": now.names})


def _team(before: Blueprint, after: Blueprint) -> Changes:
    def same(was: Any, now: Any) -> Changes:
        yield from _reworded(Group.TEAM, was, now)
        if was.purpose != now.purpose:
            yield Change(Group.TEAM, "post_purpose", {"thing": now.names, "now": now.purpose})

    yield from _coded(Group.TEAM, "post", before.posts, after.posts, same)
    if before.lead.code != after.lead.code:
        yield Change(Group.TEAM, "lead", {"was": before.lead.names, "now": after.lead.names})
    names = {post.code: post.names for post in (*before.posts, *after.posts)}
    for kind, some, others in (
        ("combinable_added", after, before),
        ("combinable_removed", before, after),
    ):
        for together in some.combinable:
            if together not in others.combinable:
                yield Change(Group.TEAM, kind, {"posts": tuple(names[code] for code in sorted(together))})
    yield from _sizes(before, after, names)


def _sizes(before: Blueprint, after: Blueprint, names: dict[str, Any]) -> Changes:
    old, new = {team.size: team for team in before.teams}, {team.size: team for team in after.teams}
    for size, team in new.items():
        if size not in old:
            yield Change(
                Group.TEAM,
                "size_added",
                {"size": size, "staff": team.staff_from, "posts": tuple(names[code] for code in team.full)},
            )
            continue
        was = old[size]
        if was.staff_from != team.staff_from:
            facts = {"size": size, "was": was.staff_from, "now": team.staff_from}
            yield Change(Group.TEAM, "size_from", facts)
        for name in ("full", "minimum"):
            for kind, some, others in (("gains", team, was), ("loses", was, team)):
                for code in getattr(some, name):
                    if code not in getattr(others, name):
                        yield Change(Group.TEAM, f"{name}_{kind}", {"size": size, "thing": names[code]})
    for size in old:
        if size not in new:
            yield Change(Group.TEAM, "size_removed", {"size": size})


def _stages(before: Blueprint, after: Blueprint) -> Changes:
    def same(was: Stage, now: Stage) -> Changes:
        yield from _reworded(Group.STAGES, was, now)
        if was.milestone != now.milestone:
            facts: dict[str, Any] = {"thing": now.names, "was": was.milestone, "now": now.milestone}
            yield Change(Group.STAGES, "milestone", facts)
        if was.amber_days != now.amber_days:
            facts = {"thing": now.names, "was": was.amber_days, "now": now.amber_days}
            yield Change(Group.STAGES, "amber_days", facts)

    yield from _coded(Group.STAGES, "stage", before.stages, after.stages, same)
    codes = [stage.code for stage in after.stages]
    for code in moved([stage.code for stage in before.stages], codes):
        place = codes.index(code)
        facts = {"thing": after.stages[place].names}
        if place:
            facts["after"] = after.stages[place - 1].names
        yield Change(Group.STAGES, "stage_moved" if place else "stage_first", facts)


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest codes that must change their place to turn one order into the other; those in both only."""
    common = [code for code in after if code in before]
    place = {code: before.index(code) for code in common}
    best: list[list[str]] = []
    for at, code in enumerate(common):
        shorter = [chain for chain, last in zip(best, common[:at], strict=True) if place[last] < place[code]]
        best.append([*_longest(shorter), code])
    keep = set(_longest(best))
    return [code for code in common if code not in keep]


def _longest(chains: list[list[str]]) -> list[str]:
    return max(chains, key=lambda chain: len(chain), default=[])


def _criteria(before: Blueprint, after: Blueprint) -> Changes:
    old = {each.code: (stage, each) for stage in before.stages for each in stage.criteria}
    new = {each.code: (stage, each) for stage in after.stages for each in stage.criteria}
    for code, (stage, criterion) in new.items():
        facts: dict[str, Any] = {"thing": criterion.names, "stage": stage.names}
        if code not in old:
            yield Change(Group.CRITERIA, "criterion_added", {**facts, "evidence": criterion.evidence})
            continue
        was_stage, was = old[code]
        yield from _reworded(Group.CRITERIA, was, criterion)
        if was_stage.code != stage.code:
            yield Change(Group.CRITERIA, "criterion_moved", {**facts, "was": was_stage.names})
        if was.evidence != criterion.evidence:
            told = {**facts, "was": was.evidence, "now": criterion.evidence}
            yield Change(Group.CRITERIA, "criterion_evidence", told)
        elif was.counted != criterion.counted:
            told = {**facts, "was": was.counted, "now": criterion.counted}
            yield Change(Group.CRITERIA, "criterion_counted", told)
    for code, (stage, criterion) in old.items():
        if code not in new:
            facts = {"thing": criterion.names, "stage": stage.names}
            yield Change(Group.CRITERIA, "criterion_removed", facts)


def _steps(before: Blueprint, after: Blueprint) -> Changes:
    stages = {stage.code: stage.names for stage in (*before.stages, *after.stages)}
    names = {step.code: step.names for step in (*before.steps, *after.steps)}

    def same(was: Step, now: Step) -> Changes:
        yield from _reworded(Group.STEPS, was, now)
        if was.days != now.days:
            facts: dict[str, Any] = {"thing": now.names, "was": was.days, "now": now.days}
            yield Change(Group.STEPS, "step_days", facts)
        if was.owner != now.owner:
            yield Change(Group.STEPS, "step_owner", {"thing": now.names, "was": was.owner, "now": now.owner})
        if was.stage != now.stage:
            facts = {"thing": now.names, "was": stages[was.stage], "now": stages[now.stage]}
            yield Change(Group.STEPS, "step_stage", facts)
        for kind, some, others in (("step_waits", now, was), ("step_no_wait", was, now)):
            for code in some.after:
                if code not in others.after:
                    yield Change(Group.STEPS, kind, {"thing": now.names, "other": names[code]})

    old = {step.code for step in before.steps}
    for change in _coded(Group.STEPS, "step", before.steps, after.steps, same):
        if change.kind != "step_added":
            yield change
    for step in after.steps:
        if step.code not in old:
            facts = {"thing": step.names, "stage": stages[step.stage], "days": step.days, "owner": step.owner}
            yield Change(Group.STEPS, "step_added", facts)


def _items(group: Group, before: tuple[Item, ...], after: tuple[Item, ...]) -> Changes:
    def same(was: Item, now: Item) -> Changes:
        yield from _reworded(group, was, now)
        if was.posts != now.posts:
            facts: dict[str, Any] = {"thing": now.names, "was": was.posts, "now": now.posts}
            yield Change(group, "item_posts", facts)
        if (was.unit, was.target) != (now.unit, now.target):
            facts = {
                "thing": now.names,
                "was": f"{was.target} {was.unit}".strip(),
                "now": f"{now.target} {now.unit}".strip(),
            }
            yield Change(group, "item_target", facts)

    yield from _coded(group, "item", before, after, same)


def _rules(before: tuple[Rule, ...], after: tuple[Rule, ...]) -> Changes:
    old = {(rule.standing, rule.cause): rule for rule in before}
    new = {(rule.standing, rule.cause): rule for rule in after}
    for key, rule in new.items():
        if key not in old:
            yield Change(Group.RULES, "rule_added", {"rule": rule})
        elif old[key].limit != rule.limit:
            yield Change(Group.RULES, "rule_limit", {"was": old[key], "rule": rule})
    for key, rule in old.items():
        if key not in new:
            yield Change(Group.RULES, "rule_removed", {"rule": rule})


def _documents(before: Blueprint, after: Blueprint) -> Changes:
    def same(was: Any, now: Any) -> Changes:
        yield from _reworded(Group.DOCUMENTS, was, now)
        if was.body != now.body:
            yield Change(Group.DOCUMENTS, "document_text", {"thing": now.names})

    yield from _coded(Group.DOCUMENTS, "document", before.documents, after.documents, same)
