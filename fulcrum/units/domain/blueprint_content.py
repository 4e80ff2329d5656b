"""Reads a blueprint from its content file (fulcrum.blueprint/1, YAML) and writes it back.

Nothing is guessed: every fault is told with its line, its name, the value and a code that `blueprint_faults.py` words.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from fulcrum.registry.domain import cells
from fulcrum.registry.domain.cells import Read
from fulcrum.registry.domain.row_errors import CellError, ErrorList, RowError
from fulcrum.registry.domain.yaml_rows import Entry, document
from fulcrum.units.domain import blueprint_checks
from fulcrum.units.domain.blueprint import (
    Blueprint,
    Cause,
    Counted,
    Criterion,
    DocumentTemplate,
    EvidenceKind,
    Item,
    Milestone,
    OwnerRole,
    Post,
    Rule,
    Stage,
    Step,
    Team,
    Translations,
)
from fulcrum.units.domain.blueprint_texts import LONGEST_SENTENCE, bodies, names
from fulcrum.units.domain.codes import Size, Standing

FORMAT = "fulcrum.blueprint/1"
LONGEST_CODE, LONGEST_POST_CODE = 40, 10
LARGEST_LIMIT = 3650
_TOP = (
    "format", "code", "version", "names", "source", "translations", "notes", "review_months", "posts",
    "combinable", "teams", "stages", "steps", "rules", "duties", "services", "indicators", "hand_over", "documents",
)  # fmt: skip
Code = TypeVar("Code", bound=StrEnum)
Part = TypeVar("Part")


class BlueprintError(ValueError):
    """A file that is no sound blueprint. errors: the first faults by line; total: how many there are."""

    def __init__(self, errors: ErrorList) -> None:
        self.errors: tuple[RowError, ...] = tuple(sorted(errors, key=lambda error: error.row))
        self.total = errors.total
        super().__init__("; ".join(f"{e.file}:{e.row} {e.column} {e.value!r} {e.code}" for e in self.errors))


def read(text: str, *, file: str = "blueprint.yaml") -> Blueprint:
    """The blueprint that this text describes. Raises BlueprintError with every fault."""
    errors = ErrorList()
    entry = document(file, text, errors)
    if entry is None:
        raise BlueprintError(errors)
    if entry.values.get("format") != FORMAT:
        entry.fault("format", "format_not_known", entry.values.get("format", ""), wanted=FORMAT)
        raise BlueprintError(errors)
    entry.only(*_TOP)
    lines: dict[str, list[Entry]] = {}
    blueprint = _blueprint(entry, lines, hashlib.sha256(text.encode()).hexdigest())
    for fault in blueprint_checks.faults(blueprint):
        place = lines[fault.part][fault.position] if fault.part else _at(entry, fault.name, text)
        place.fault(fault.name, fault.code, fault.value, **fault.facts)
    if errors:
        raise BlueprintError(errors)
    return blueprint


def _at(entry: Entry, name: str, text: str) -> Entry:
    """The file at the line in which one of its parts begins."""
    found = (number for number, line in enumerate(text.splitlines(), 1) if line.startswith(f"{name}:"))
    return replace(entry, line=next(found, entry.line))


def _blueprint(entry: Entry, lines: dict[str, list[Entry]], sha256: str) -> Blueprint:
    def parts(name: str, reader: Callable[[Entry], Part], *, required: bool = True) -> tuple[Part, ...]:
        lines[name] = entry.entries(name, required=required)
        return tuple(reader(each) for each in lines[name])

    return Blueprint(
        code=entry.read("code", _code(LONGEST_CODE)),
        version=entry.read("version", cells.whole(1, 9999)),
        names=names(entry),
        source=entry.read("source", cells.text(1000)),
        sha256=sha256,
        posts=parts("posts", _post),
        combinable=_combinable(entry),
        teams=parts("teams", _team),
        stages=parts("stages", _stage),
        steps=parts("steps", _step),
        rules=parts("rules", _rule),
        review_months=entry.read("review_months", cells.whole(1, 60)),
        duties=parts("duties", _item, required=False),
        services=parts("services", _item, required=False),
        indicators=parts("indicators", _item, required=False),
        hand_over=parts("hand_over", _item, required=False),
        documents=parts("documents", _document, required=False),
        notes=names(entry, "notes", longest=LONGEST_SENTENCE, required=False),
        translations=_choice(entry, "translations", Translations) or Translations.DRAFT,
    )


def _code(longest: int) -> Read:
    return cells.code(longest)


def _choice(entry: Entry, name: str, codes: type[Code], *, required: bool = True) -> Code | None:
    """The code; None where it is missing or wrong, which is told if it must be there."""
    found = entry.read(name, cells.one_of(codes), required=required)
    return codes(found) if found else None


def _yes(value: str) -> bool:
    if value not in ("", "yes", "no", "true", "false"):
        raise CellError("unknown_code", allowed="yes, no")
    return value in ("yes", "true")


def _post(entry: Entry) -> Post:
    entry.only("code", "names", "purpose", "leads")
    return Post(
        code=entry.read("code", _code(LONGEST_POST_CODE)),
        names=names(entry),
        purpose=names(entry, "purpose", longest=LONGEST_SENTENCE),
        leads=bool(entry.read("leads", _yes, required=False)),
    )


def _combinable(entry: Entry) -> tuple[frozenset[str], ...]:
    value = entry.values.get("combinable", [])
    if not isinstance(value, list) or not all(
        isinstance(each, list) and all(isinstance(code, str) for code in each) for each in value
    ):
        entry.fault("combinable", "not_a_list_of_lists")
        return ()
    return tuple(frozenset(each) for each in value)


def _team(entry: Entry) -> Team:
    entry.only("size", "staff_from", "minimum", "full")
    for name in ("minimum", "full"):
        if not entry.values.get(name):
            entry.fault(name, "required")
    staff = entry.read("staff_from", cells.whole(0, 1_000_000))
    return Team(
        size=_choice(entry, "size", Size),  # type: ignore[arg-type]
        staff_from=staff if staff is not None else -1,
        minimum=entry.words("minimum"),
        full=entry.words("full"),
    )


def _stage(entry: Entry) -> Stage:
    entry.only("code", "names", "milestone", "amber_days", "criteria")
    return Stage(
        code=entry.read("code", _code(LONGEST_CODE)),
        names=names(entry),
        criteria=tuple(_criterion(each) for each in entry.entries("criteria")),
        milestone=_choice(entry, "milestone", Milestone, required=False),
        amber_days=entry.read("amber_days", cells.whole(0, 365), required=False) or 0,
    )


def _criterion(entry: Entry) -> Criterion:
    entry.only("code", "names", "evidence", "counted")
    criterion = Criterion(
        code=entry.read("code", _code(LONGEST_CODE)),
        names=names(entry),
        evidence=_choice(entry, "evidence", EvidenceKind),  # type: ignore[arg-type]
        counted=_choice(entry, "counted", Counted, required=False),
    )
    if criterion.evidence is EvidenceKind.COUNTED and not entry.values.get("counted"):
        entry.fault("counted", "counted_is_missing", "", allowed=", ".join(Counted))
    if criterion.counted and criterion.evidence in (EvidenceKind.DOCUMENT, EvidenceKind.STATEMENT):
        entry.fault("counted", "counted_without_need", criterion.counted)
    return criterion


def _step(entry: Entry) -> Step:
    entry.only("code", "names", "stage", "owner", "days", "after")
    return Step(
        code=entry.read("code", _code(LONGEST_CODE)),
        names=names(entry),
        stage=entry.read("stage", _code(LONGEST_CODE)),
        owner=_choice(entry, "owner", OwnerRole),  # type: ignore[arg-type]
        days=entry.read("days", cells.whole(1, 250)),
        after=entry.words("after"),
    )


def _rule(entry: Entry) -> Rule:
    entry.only("standing", "cause", "limit")
    return Rule(
        standing=_choice(entry, "standing", Standing),  # type: ignore[arg-type]
        cause=_choice(entry, "cause", Cause),  # type: ignore[arg-type]
        limit=entry.read("limit", cells.whole(0, LARGEST_LIMIT)),
    )


def _item(entry: Entry) -> Item:
    entry.only("code", "names", "posts", "unit", "target")
    return Item(
        code=entry.read("code", _code(LONGEST_CODE)),
        names=names(entry, longest=LONGEST_SENTENCE),
        posts=entry.words("posts"),
        unit=entry.read("unit", cells.text(40), required=False) or "",
        target=entry.read("target", cells.text(80), required=False) or "",
    )


def _document(entry: Entry) -> DocumentTemplate:
    entry.only("code", "names", "body")
    return DocumentTemplate(
        code=entry.read("code", _code(LONGEST_CODE)), names=names(entry), body=bodies(entry)
    )
