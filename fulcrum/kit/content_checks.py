"""Reading values of a content file one by one, collecting every problem instead of stopping at the first."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

import yaml

Choice = TypeVar("Choice", bound=StrEnum)


class ContentError(ValueError):
    """A content file that cannot be used; `problems` names each place, value and remedy."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


class Problems:
    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, at: str, value: object, remedy: str) -> None:
        self._found.append(f"{at}: {value!r} cannot be used; {remedy}")

    def raise_if_any(self) -> None:
        if self._found:
            raise ContentError(self._found)


def document(content: str, format: str, known: set[str], problems: Problems) -> Mapping[str, Any]:
    """The names and values of a YAML file of the given format.

    Raises ContentError if it is no YAML; what else is wrong is added to `problems`.
    """
    try:
        raw = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise ContentError([f"the file is not YAML: {' '.join(str(error).split())}"]) from error
    data = mapping(raw, "file", problems)
    only(data, known, "file", problems)
    if data.get("format") != format:
        problems.add("format", data.get("format"), f"write {format}")
    return data


def mapping(raw: Any, at: str, problems: Problems) -> Mapping[str, Any]:
    if isinstance(raw, dict):
        return raw
    problems.add(at, raw, "write names with values")
    return {}


def items(raw: Any, at: str, problems: Problems) -> list[Any]:
    if isinstance(raw, list):
        return raw
    problems.add(at, raw, "write a list")
    return []


def only(data: Mapping[str, Any], known: set[str], at: str, problems: Problems) -> None:
    for name in sorted(set(map(str, data)) - known):
        problems.add(at, name, f"known names here are {', '.join(sorted(known))}")


def text(raw: Any, at: str, problems: Problems, *, may_be_empty: bool = False) -> str:
    if isinstance(raw, str) and (may_be_empty or raw.strip()):
        return raw.strip()
    problems.add(at, raw, "write a text (in quotes when it looks like a number)")
    return ""


def whole(raw: Any, at: str, problems: Problems, *, least: int) -> int:
    if type(raw) is int and raw >= least:
        return raw
    problems.add(at, raw, f"write a whole number of at least {least}")
    return least


def decimal(raw: Any, at: str, problems: Problems) -> Decimal:
    """A finite number, read by its printed digits."""
    try:
        value = Decimal(str(raw)) if type(raw) in (int, float) else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite():
        problems.add(at, raw, "write a number")
        return Decimal(0)
    return value


def choice(raw: Any, choices: type[Choice], at: str, problems: Problems) -> Choice | None:
    if raw in list(choices):
        return choices(raw)
    problems.add(at, raw, f"choose one of {', '.join(choices)}")
    return None
