"""The shipped scenario as content: how many units, under which quotas, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fulcrum.kit.content_checks import Problems, document, items, mapping, only, text, whole

FORMAT = "fulcrum.scenario/1"
_TOP = {
    "format",
    "version",
    "published_on",
    "name",
    "units",
    "need_model",
    "tie_seed",
    "tie_reason",
    "reasons",
    "quotas",
}
_QUOTA = {"group", "value", "min", "max", "reason"}


@dataclass(frozen=True)
class ContentQuota:
    """One line: least and most of one value of a group, and the code of the reason."""

    group: str
    value: str
    least: int | None
    most: int | None
    reason: str

    def as_json(self) -> dict[str, Any]:
        """The quota in the format fulcrum.problem/1."""
        return {"group": self.group, "value": self.value, "min": self.least, "max": self.most}


@dataclass(frozen=True)
class ScenarioContent:
    """A checked scenario file."""

    name: str
    units: int
    need_model: int
    tie_seed: int
    tie_reason: str
    reasons: Mapping[str, str]
    quotas: tuple[ContentQuota, ...]


def load_scenario(content: str) -> ScenarioContent:
    """Raises ContentError with every problem found, each with its place, the value and the remedy."""
    problems = Problems()
    data = document(content, FORMAT, _TOP, problems)
    reasons = {
        str(code): text(told, f"reasons.{code}", problems)
        for code, told in mapping(data.get("reasons"), "reasons", problems).items()
    }
    quotas = tuple(
        _quota(each, f"quotas[{place}]", reasons, problems)
        for place, each in enumerate(items(data.get("quotas"), "quotas", problems))
    )
    scenario = ScenarioContent(
        name=text(data.get("name"), "name", problems),
        units=whole(data.get("units"), "units", problems, least=1),
        need_model=whole(data.get("need_model"), "need_model", problems, least=1),
        tie_seed=whole(data.get("tie_seed"), "tie_seed", problems, least=0),
        tie_reason=text(data.get("tie_reason"), "tie_reason", problems),
        reasons=reasons,
        quotas=quotas,
    )
    problems.raise_if_any()
    return scenario


def _quota(raw: Any, at: str, reasons: Mapping[str, str], problems: Problems) -> ContentQuota:
    data = mapping(raw, at, problems)
    only(data, _QUOTA, at, problems)
    least, most = (_limit(data, side, at, problems) for side in ("min", "max"))
    if least is not None and most is not None and least > most:
        problems.add(at, f"min {least}, max {most}", "the least must not be above the most")
    reason = text(data.get("reason"), f"{at}.reason", problems)
    if reason and reason not in reasons:
        problems.add(f"{at}.reason", reason, f"name one of {', '.join(sorted(reasons))}")
    return ContentQuota(
        group=text(data.get("group"), f"{at}.group", problems),
        value=text(data.get("value"), f"{at}.value", problems),
        least=least,
        most=most,
        reason=reason,
    )


def _limit(data: Mapping[str, Any], side: str, at: str, problems: Problems) -> int | None:
    if data.get(side) is None:
        return None
    return whole(data[side], f"{at}.{side}", problems, least=0)
