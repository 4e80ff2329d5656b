"""Read a problem in the format fulcrum.problem/1, naming every fault with its place and remedy.

Source: docs/method/placing.md, the two files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fulcrum.allocation.domain import strict_json
from fulcrum.allocation.domain.bad_input import BadInput, Fault, shown
from fulcrum.allocation.domain.problem import MAX_SCORE, NO_LABEL, NO_LIMIT, Family, Problem
from fulcrum.allocation.domain.strict_json import Object, Unusable

FORMAT = "fulcrum.problem/1"
MOST_BYTES = 512 * 1024 * 1024
MOST_ORGANISATIONS = 1_000_000
_MOST_FAULTS = 1000
_MOST_TEXT = 500
_KEY = (-(2**63), 2**63 - 1)
_FIELDS = ("format", "units", "organisations", "quotas", "tie_seed")
_ORGANISATION_FIELDS = ("key", "id", "score", "mandatory", "excluded", "groups")
_QUOTA_FIELDS = ("group", "value", "min", "max")


def read(text: str | bytes) -> Problem:
    """The problem written in `text`.

    Quotas on one value are intersected. A quota on a value that no organisation has is kept: with a minimum
    it cannot be met. Raises BadInput with every fault found.
    """
    if len(text) > MOST_BYTES:
        raise BadInput(
            [Fault("$", f"{len(text)} bytes", f"is too large; at most {MOST_BYTES} bytes are read")]
        )
    content = strict_json.parse(strict_json.decode(text) if isinstance(text, bytes) else text)
    reader = _Reader()
    problem = reader.problem(content)
    if problem is None or reader.faults:
        raise BadInput(reader.faults)
    return problem


@dataclass
class _Group:
    """Values of one group in the order met, each organisation's label, and the quotas on each value."""

    position: dict[str, int] = field(default_factory=dict)
    members: list[tuple[int, int]] = field(default_factory=list)
    limits: dict[int, tuple[int, int]] = field(default_factory=dict)

    def label(self, value: str) -> int:
        return self.position.setdefault(value, len(self.position))


class _Reader:
    """Collects faults instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._groups: dict[str, _Group] = {}
        self._keys: dict[int, int] = {}
        self._ids: dict[str, int] = {}

    def problem(self, content: Any) -> Problem | None:
        """The whole file; None if its outer shape is wrong."""
        if not self._is_object(content, "$"):
            return None
        if content.get("format") != FORMAT:
            self._fault("$.format", content.get("format"), f'write "{FORMAT}"')
            return None
        self._fields(content, "$", _FIELDS, required=("format", "units", "organisations"))
        rows = self._list(content.get("organisations", []), "$.organisations")
        if len(rows) > MOST_ORGANISATIONS:
            self._fault("$.organisations", len(rows), f"has too many rows; at most {MOST_ORGANISATIONS}")
            return None
        organisations = [self._organisation(row, i) for i, row in enumerate(rows)]
        units = self._integer(content.get("units", 0), "$.units", 0, 2**31 - 1)
        if units is not None and units > len(rows) and "organisations" in content:
            self._fault("$.units", units, f"is more than the {len(rows)} organisations; lower it")
        for i, row in enumerate(self._list(content.get("quotas", []), "$.quotas")):
            self._quota(row, f"$.quotas[{i}]")
        seed = self._seed(content.get("tie_seed", 0))
        if self.faults or units is None:
            return None
        return self._build(organisations, units, seed)

    def _build(self, rows: list[tuple[int, str, int, bool, bool]], units: int, seed: int | str) -> Problem:
        return Problem(
            key=np.array([row[0] for row in rows], dtype=np.int64),
            score=np.array([row[2] for row in rows], dtype=np.int64),
            mandatory=np.array([row[3] for row in rows], dtype=np.bool_),
            excluded=np.array([row[4] for row in rows], dtype=np.bool_),
            units=units,
            families=tuple(_family(name, group, len(rows)) for name, group in self._groups.items()),
            tie_seed=seed,
            ids=tuple(row[1] for row in rows),
        )

    def _organisation(self, row: Any, i: int) -> tuple[int, str, int, bool, bool]:
        path = f"$.organisations[{i}]"
        if not self._is_object(row, path):
            return (0, "", 0, False, False)
        self._fields(row, path, _ORGANISATION_FIELDS, required=("key", "id", "score"))
        key = self._integer(row.get("key", 0), f"{path}.key", *_KEY)
        name = self._text(row.get("id", "-"), f"{path}.id")
        score = self._integer(row.get("score", 0), f"{path}.score", 0, MAX_SCORE)
        mandatory = self._boolean(row.get("mandatory", False), f"{path}.mandatory")
        excluded = self._boolean(row.get("excluded", False), f"{path}.excluded")
        if mandatory and excluded:
            self._fault(path, row.get("id"), "is mandatory and excluded; set one of the two to false")
        if key is not None and "key" in row and self._keys.setdefault(key, i) != i:
            self._fault(
                f"{path}.key", key, f"is the key of $.organisations[{self._keys[key]}] too; keys are unique"
            )
        if name and "id" in row and self._ids.setdefault(name, i) != i:
            self._fault(
                f"{path}.id", name, f"is the id of $.organisations[{self._ids[name]}] too; ids are unique"
            )
        self._labels(row.get("groups", Object()), f"{path}.groups", i)
        return (key or 0, name, score or 0, mandatory, excluded)

    def _labels(self, groups: Any, path: str, i: int) -> None:
        if not self._is_object(groups, path):
            return
        self._fields(groups, path, tuple(groups))
        for name, value in groups.items():
            if name not in self._groups:
                self._text(name, f"{path}[{shown(name)}]")
            group = self._groups.setdefault(name, _Group())
            if value is None:
                continue
            known = group.position.get(value) if isinstance(value, str) else None
            label = group.label(self._text(value, f"{path}[{shown(name)}]")) if known is None else known
            group.members.append((i, label))

    def _quota(self, row: Any, path: str) -> None:
        if not self._is_object(row, path):
            return
        self._fields(row, path, _QUOTA_FIELDS, required=("group", "value"))
        name = self._text(row.get("group", "-"), f"{path}.group")
        value = self._text(row.get("value", "-"), f"{path}.value")
        lo = self._limit(row.get("min"), f"{path}.min", 0)
        hi = self._limit(row.get("max"), f"{path}.max", NO_LIMIT)
        if lo > hi:
            self._fault(
                path, {"min": lo, "max": hi}, "the minimum is above the maximum; swap or correct them"
            )
        if name and "group" in row and name not in self._groups:
            self._fault(f"{path}.group", name, "is no group of any organisation; correct the name")
            return
        group = self._groups.setdefault(name, _Group())
        label = group.label(value)
        old_lo, old_hi = group.limits.get(label, (0, NO_LIMIT))
        group.limits[label] = (max(old_lo, lo), min(old_hi, hi))

    def _limit(self, value: Any, path: str, absent: int) -> int:
        if value is None:
            return absent
        limit = self._integer(value, path, 0, NO_LIMIT - 1)
        return absent if limit is None else limit

    def _seed(self, value: Any) -> int | str:
        if isinstance(value, str):
            return self._text(value, "$.tie_seed")
        if isinstance(value, bool) or not isinstance(value, int):
            self._fault("$.tie_seed", value, "must be a whole number or a text")
            return 0
        return value

    def _is_object(self, value: Any, path: str) -> bool:
        if isinstance(value, Object):
            return True
        self._fault(path, value, "must be an object { }")
        return False

    def _fields(
        self, found: Object, path: str, known: tuple[str, ...], required: tuple[str, ...] = ()
    ) -> None:
        for name in found.repeated:
            self._fault(f"{path}[{shown(name)}]", name, "is written twice in one object; keep one")
        for name in found:
            if name not in known:
                self._fault(f"{path}[{shown(name)}]", name, f"is no field here; known are {', '.join(known)}")
        for name in required:
            if name not in found:
                self._fault(f"{path}.{name}", Unusable("nothing"), "is missing; add it")

    def _list(self, value: Any, path: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self._fault(path, value, "must be a list [ ]")
        return []

    def _integer(self, value: Any, path: str, least: int, most: int) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int):
            self._fault(path, value, "must be a whole number without point, exponent or quotes")
            return None
        if not least <= value <= most:
            self._fault(path, value, f"must be {least} to {most}")
            return None
        return value

    def _boolean(self, value: Any, path: str) -> bool:
        if isinstance(value, bool):
            return value
        self._fault(path, value, "must be true or false")
        return False

    def _text(self, value: Any, path: str) -> str:
        """The text, or '' after noting a fault."""
        if not isinstance(value, str):
            self._fault(path, value, "must be a text in quotes")
        elif not value.strip():
            self._fault(path, value, "must not be empty; leave a group out where it is not known")
        elif len(value) > _MOST_TEXT:
            self._fault(path, value, f"must be at most {_MOST_TEXT} characters long")
        elif any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            self._fault(path, value, "has half of a character (a lone surrogate); write the character whole")
        else:
            return value
        return ""

    def _fault(self, path: str, value: Any, remedy: str) -> None:
        if len(self.faults) < _MOST_FAULTS:
            text = str(value) if isinstance(value, Unusable) else shown(value)
            self.faults.append(Fault(path, text, remedy))


def _family(name: str, group: _Group, organisations: int) -> Family:
    labels = np.full(organisations, NO_LABEL, dtype=np.int32)
    for i, label in group.members:
        labels[i] = label
    limits = [group.limits.get(g, (0, NO_LIMIT)) for g in range(len(group.position))]
    return Family(
        name=name,
        labels=labels,
        values=tuple(group.position),
        lo=np.array([lo for lo, _ in limits], dtype=np.int32),
        hi=np.array([hi for _, hi in limits], dtype=np.int32),
    )
