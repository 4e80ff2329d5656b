"""Reads a need model from its content file (fulcrum.need-model/1, YAML) and refuses one that is not sound."""

import hashlib
import itertools
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from fulcrum.allocation.domain.agreed import AgreedOnly
from fulcrum.allocation.domain.areas import AreaRule, Scope
from fulcrum.allocation.domain.criteria import AreaFigure, Basis, BodiesBelow, NotYetMeasured, Table, TableRow
from fulcrum.allocation.domain.eligibility import Rule
from fulcrum.allocation.domain.matching import ATTRIBUTES, Condition
from fulcrum.allocation.domain.need import Criterion, Measure, NeedModel
from fulcrum.allocation.domain.reach import Bound, PopulationServed, Reach, ReachRule
from fulcrum.allocation.domain.value import MICRO, Scale, ValueFunction
from fulcrum.kit.content_checks import (
    Problems,
    choice,
    decimal,
    document,
    items,
    mapping,
    only,
    text,
    whole,
)

FORMAT = "fulcrum.need-model/1"
_TOP = {
    "format", "version", "published_on", "title", "criteria", "areas", "eligibility", "mandatory",
    "authority_divisions", "agreed_until",
}  # fmt: skip
_COMMON = {"id", "measure", "weight", "unit", "reason", "reference"}
_OWN = {
    "population": {"indicator", "year", "value", "rules"},
    "area": {"indicator", "year", "value"},
    "table": {"rows", "basis"},
    "bodies_below": {"value"},
    "agreed": {"value"},
    "not_yet": set[str](),
}


def load_model(content: str) -> NeedModel:
    """Raises ContentError with every problem found, each with its place, the value and the remedy."""
    problems = Problems()
    data = document(content, FORMAT, _TOP, problems)
    criteria = tuple(
        _criterion(each, f"criteria[{place}]", problems)
        for place, each in enumerate(items(data.get("criteria"), "criteria", problems))
    )
    _check_weights(criteria, problems)
    _check_unique("criteria", (criterion.id for criterion in criteria), problems)
    model = NeedModel(
        version=whole(data.get("version"), "version", problems, least=1),
        published_on=_date(data.get("published_on"), "published_on", problems),
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        criteria=criteria,
        areas=_areas(data.get("areas"), problems),
        divisions=_divisions(data.get("authority_divisions"), problems),
        eligibility=_rules(data.get("eligibility"), "eligibility", problems),
        mandatory=_rules(data.get("mandatory"), "mandatory", problems),
        agreed_until=_agreed_until(data, problems),
    )
    problems.raise_if_any()
    return model


def _criterion(raw: Any, at: str, problems: Problems) -> Criterion:
    data = mapping(raw, at, problems)
    name = text(data.get("id"), f"{at}.id", problems)
    kind = data.get("measure")
    if kind not in _OWN:
        problems.add(f"{at}.measure", kind, f"choose one of {', '.join(_OWN)}")
        kind = "not_yet"
    else:
        only(data, _COMMON | _OWN[kind], at, problems)
    weight = whole(data.get("weight"), f"{at}.weight", problems, least=0)
    if kind == "not_yet" and weight:
        problems.add(f"{at}.weight", weight, "a criterion that is not yet measured has weight 0")
    return Criterion(
        id=name,
        weight=weight,
        unit=text(data.get("unit", ""), f"{at}.unit", problems, may_be_empty=True),
        measure=_measure(kind, data, at, problems),
        reason=text(data.get("reason"), f"{at}.reason", problems),
        reference=text(data.get("reference"), f"{at}.reference", problems),
    )


def _measure(kind: str, data: Mapping[str, Any], at: str, problems: Problems) -> Measure:
    if kind == "not_yet":
        return NotYetMeasured()
    if kind == "table":
        basis = choice(data.get("basis"), Basis, f"{at}.basis", problems) or Basis.INFERRED
        if basis is Basis.AGREED:
            problems.add(f"{at}.basis", data["basis"], "only a line that people agreed on has this basis")
        return Table(_table(data.get("rows"), f"{at}.rows", problems), basis)
    function = _function(data.get("value"), f"{at}.value", problems)
    if kind == "bodies_below":
        return BodiesBelow(function)
    if kind == "agreed":
        return AgreedOnly(function)
    indicator = text(data.get("indicator"), f"{at}.indicator", problems)
    year = whole(data.get("year"), f"{at}.year", problems, least=1900)
    if kind == "area":
        return AreaFigure(indicator, year, function)
    return PopulationServed(
        indicator, year, function, _reach_rules(data.get("rules"), f"{at}.rules", problems)
    )


def _function(raw: Any, at: str, problems: Problems) -> ValueFunction:
    data = mapping(raw, at, problems)
    only(data, {"scale", "anchors"}, at, problems)
    scale = choice(data.get("scale"), Scale, f"{at}.scale", problems) or Scale.LINEAR
    anchors: list[tuple[Decimal, Decimal]] = []
    for place, pair in enumerate(items(data.get("anchors"), f"{at}.anchors", problems)):
        here = f"{at}.anchors[{place}]"
        if not isinstance(pair, list) or len(pair) != 2:
            problems.add(here, pair, "write a pair [figure, value]")
            continue
        anchors.append((decimal(pair[0], here, problems), decimal(pair[1], here, problems)))
    _check_anchors(anchors, scale, f"{at}.anchors", problems)
    return ValueFunction(scale, tuple(anchors))


def _check_anchors(anchors: list[tuple[Decimal, Decimal]], scale: Scale, at: str, problems: Problems) -> None:
    figures, values = [figure for figure, _ in anchors], [value for _, value in anchors]
    shown = [f"{figure}" for figure in figures]
    if len(anchors) < 2:
        problems.add(at, shown, "give at least two anchors")
    if any(later <= earlier for earlier, later in itertools.pairwise(figures)):
        problems.add(at, shown, "order the figures from smallest to largest, each once")
    steps = {later > earlier for earlier, later in itertools.pairwise(values)}
    if len(steps) > 1 or len(set(values)) != len(values):
        problems.add(at, [f"{value}" for value in values], "let the values all rise or all fall")
    if any(not 0 <= value <= 1 for value in values):
        problems.add(at, [f"{value}" for value in values], "keep every value between 0 and 1")
    if any(figure < 0 or (figure == 0 and scale is Scale.LOG) for figure in figures):
        problems.add(at, shown, "a logarithmic scale needs positive figures, no scale takes negative ones")


def _table(raw: Any, at: str, problems: Problems) -> tuple[TableRow, ...]:
    rows: list[TableRow] = []
    for place, each in enumerate(items(raw, at, problems)):
        here = f"{at}[{place}]"
        data = mapping(each, here, problems)
        only(data, {"id", "match", "value", "low", "high", "reason"}, here, problems)
        micro = _share(data.get("value"), f"{here}.value", problems)
        low = _share(data["low"], f"{here}.low", problems) if "low" in data else micro
        high = _share(data["high"], f"{here}.high", problems) if "high" in data else micro
        if not low <= micro <= high:
            problems.add(here, data.get("value"), "keep the value between its low and high")
        rows.append(
            TableRow(
                id=text(data.get("id"), f"{here}.id", problems),
                match=_condition(data.get("match", {}), f"{here}.match", problems),
                micro=micro, low=low, high=high,
                reason=text(data.get("reason"), f"{here}.reason", problems),
            )
        )  # fmt: skip
    _check_unique(at, (row.id for row in rows), problems)
    if not rows or rows[-1].match != Condition({}):
        problems.add(at, rows[-1].id if rows else None, "end with a row without match, for all that remain")
    return tuple(rows)


def _share(raw: Any, at: str, problems: Problems) -> int:
    value = decimal(raw, at, problems)
    if not 0 <= value <= 1:
        problems.add(at, raw, "keep it between 0 and 1")
    return int(value * MICRO)


def _reach_rules(raw: Any, at: str, problems: Problems) -> tuple[ReachRule, ...]:
    rules: list[ReachRule] = []
    for place, each in enumerate(items(raw, at, problems)):
        here = f"{at}[{place}]"
        data = mapping(each, here, problems)
        only(data, {"id", "match", "reach", "low", "high", "reason"}, here, problems)
        reach = choice(data.get("reach"), Reach, f"{here}.reach", problems) or Reach.BETWEEN
        bounded = reach in (Reach.SHARE, Reach.BETWEEN)
        rules.append(
            ReachRule(
                id=text(data.get("id"), f"{here}.id", problems),
                match=_condition(data.get("match", {}), f"{here}.match", problems),
                reach=reach,
                low=_bound(data.get("low"), f"{here}.low", problems) if bounded else 0,
                high=_bound(data.get("high"), f"{here}.high", problems) if bounded else 0,
                reason=text(data.get("reason"), f"{here}.reason", problems),
            )
        )
    _check_unique(at, (rule.id for rule in rules), problems)
    return tuple(rules)


def _bound(raw: Any, at: str, problems: Problems) -> Bound | int:
    if isinstance(raw, str):
        return choice(raw, Bound, at, problems) or 0
    return whole(raw, at, problems, least=0)


def _areas(raw: Any, problems: Problems) -> tuple[AreaRule, ...]:
    rules: list[AreaRule] = []
    for place, each in enumerate(items(raw, "areas", problems)):
        here = f"areas[{place}]"
        data = mapping(each, here, problems)
        only(data, {"match", "scope", "reason"}, here, problems)
        rules.append(
            AreaRule(
                match=_condition(data.get("match", {}), f"{here}.match", problems),
                scope=choice(data.get("scope"), Scope, f"{here}.scope", problems) or Scope.COUNTRY,
                reason=text(data.get("reason"), f"{here}.reason", problems),
            )
        )
    return tuple(rules)


def _rules(raw: Any, at: str, problems: Problems) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for place, each in enumerate(items(raw, at, problems)):
        here = f"{at}[{place}]"
        data = mapping(each, here, problems)
        only(data, {"id", "match", "reason"}, here, problems)
        match = _condition(data.get("match", {}), f"{here}.match", problems)
        if match == Condition({}):
            problems.add(
                f"{here}.match", data.get("match"), "name at least one attribute, else everyone matches"
            )
        name, reason = data.get("id"), data.get("reason")
        rules.append(
            Rule(text(name, f"{here}.id", problems), match, text(reason, f"{here}.reason", problems))
        )
    _check_unique(at, (rule.id for rule in rules), problems)
    return tuple(rules)


def _condition(raw: Any, at: str, problems: Problems) -> Condition:
    data = dict(mapping(raw, at, problems))
    closed = data.pop("is_closed", None)
    if closed is not None and not isinstance(closed, bool):
        problems.add(f"{at}.is_closed", closed, "write true or false")
    any_of: dict[str, frozenset[str]] = {}
    for name, values in data.items():
        if name not in ATTRIBUTES:
            problems.add(at, name, f"match one of {', '.join(ATTRIBUTES)} or is_closed")
            continue
        listed = items(values, f"{at}.{name}", problems)
        any_of[name] = frozenset(text(each, f"{at}.{name}", problems, may_be_empty=True) for each in listed)
    return Condition(any_of, closed)


def _divisions(raw: Any, problems: Problems) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for slug, codes in mapping(raw, "authority_divisions", problems).items():
        at = f"authority_divisions.{slug}"
        found[str(slug)] = tuple(text(code, at, problems) for code in items(codes, at, problems))
    _check_unique("authority_divisions", (code for codes in found.values() for code in codes), problems)
    return found


def _check_weights(criteria: tuple[Criterion, ...], problems: Problems) -> None:
    total = sum(criterion.weight for criterion in criteria)
    if total != 100:
        problems.add("criteria", total, "the weights of all criteria must add up to 100")


def _check_unique(at: str, names: Iterable[str], problems: Problems) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            problems.add(at, name, "name it once only")
        seen.add(name)


def _agreed_until(data: Mapping[str, Any], problems: Problems) -> date | None:
    """The day up to which agreed values count; not after the model itself, or it would change once published."""
    if "agreed_until" not in data:
        for place, each in enumerate(data.get("criteria") or ()):
            if isinstance(each, dict) and each.get("measure") == "agreed":
                problems.add(
                    f"criteria[{place}].measure", "agreed", "say agreed_until, the last day that counts"
                )
        return None
    until = _date(data["agreed_until"], "agreed_until", problems)
    if type(data.get("published_on")) is date and until > data["published_on"]:
        problems.add("agreed_until", f"{until}", "give a day on or before published_on")
    return until


def _date(raw: Any, at: str, problems: Problems) -> date:
    if type(raw) is date:
        return raw
    problems.add(at, raw, "write a date as 2026-11-23")
    return date.min
