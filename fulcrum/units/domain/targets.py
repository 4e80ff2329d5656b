"""Reads the targets of the programme from their content file (fulcrum.targets/1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fulcrum.kit.content_checks import Problems, document, items, mapping, only, text, whole
from fulcrum.units.domain.s_curve import Target

FORMAT = "fulcrum.targets/1"
_NAMES = {"pack", "units", "begins_on", "by", "published_on", "source"}


@dataclass(frozen=True, slots=True)
class PublishedTarget:
    """The target of one country with its source. published_on: since when it stands in the content."""

    pack: str
    target: Target
    published_on: date
    source: str


def read(content: str) -> tuple[PublishedTarget, ...]:
    """Every target of the file. Raises ContentError with each place, value and remedy."""
    problems = Problems()
    data = document(content, FORMAT, {"format", "targets"}, problems)
    found = tuple(
        _target(raw, f"targets[{number}]", problems)
        for number, raw in enumerate(items(data.get("targets"), "targets", problems), 1)
    )
    problems.raise_if_any()
    return found


def in_force(targets: tuple[PublishedTarget, ...], pack: str, on: date) -> PublishedTarget | None:
    """The newest target of a country that was published by a day."""
    known = [each for each in targets if each.pack == pack and each.published_on <= on]
    return max(known, key=lambda each: each.published_on, default=None)


def _target(raw: Any, at: str, problems: Problems) -> PublishedTarget:
    data = mapping(raw, at, problems)
    only(data, _NAMES, at, problems)
    begins_on, by = _day(data, "begins_on", at, problems), _day(data, "by", at, problems)
    if by < begins_on:
        problems.add(f"{at}.by", by, "write a day that is not before begins_on")
    return PublishedTarget(
        text(data.get("pack"), f"{at}.pack", problems),
        Target(whole(data.get("units"), f"{at}.units", problems, least=1), begins_on, by),
        _day(data, "published_on", at, problems),
        text(data.get("source"), f"{at}.source", problems),
    )


def _day(data: Mapping[str, Any], name: str, at: str, problems: Problems) -> date:
    raw = data.get(name)
    if type(raw) is date:
        return raw
    problems.add(f"{at}.{name}", raw, "write a day such as 2024-12-31")
    return date.min
