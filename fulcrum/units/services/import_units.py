"""Look at the units of a workbook and their history: which are new, which stand already, and what is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fulcrum.kit.refusal import Refusal
from fulcrum.registry.domain.row_errors import CellError, ErrorList
from fulcrum.registry.domain.tables import Row
from fulcrum.registry.models import Organisation
from fulcrum.units.domain.blueprint import Blueprint
from fulcrum.units.domain.codes import Size, Standing
from fulcrum.units.domain.conflicts import InPost
from fulcrum.units.domain.import_book import Book
from fulcrum.units.domain.importing import Part
from fulcrum.units.models import BlueprintVersion, Unit
from fulcrum.units.services import blueprints, own_model, recording
from fulcrum.units.services.import_known import Known
from fulcrum.units.services.recording import EARLIEST, Passed, Told

COLUMN_OF = {
    "blueprint_is_a_draft": "model",
    "blueprint_of_demonstration": "model",
    "before_the_programme": "began_on",
    "organisation_not_open_yet": "began_on",
    "is_closed": "organisation",
    "since_missing": "since",
    "since_not_possible": "since",
    "day_lies_ahead": "since",
    "stages_not_in_order": "organisation",
    "stage_days_not_in_order": "organisation",
}
"""The cell that a refusal of `recording.check` speaks of."""


@dataclass
class Place:
    """The unit of one organisation that members go to: the one that the file makes, or one that stands already.

    posts    by code whether the post leads
    told     of a new unit; None for one that stands
    held     who is in its posts: key of the person and the days, those of earlier rows among them
    """

    body: Organisation
    row: int
    model: Blueprint
    began_on: date
    closed_on: date | None
    posts: Mapping[str, bool]
    told: Told | None = None
    unit: Unit | None = None
    held: list[tuple[str, InPost]] = field(default_factory=list)


@dataclass
class Places:
    """By organisation, what was found. failed: organisations whose row has faults, so that nothing more is said of them."""

    by_body: dict[int, Place] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)

    @property
    def new(self) -> list[Place]:
        return [place for place in self.by_body.values() if place.told is not None]

    def of(self, body: Organisation, known: Known) -> Place | None:
        """Where members of this organisation go; a unit that the file does not name counts too."""
        if body.pk not in self.by_body and body.pk not in self.failed:
            standing = next((unit for unit in known.units.get(body.pk, []) if not unit.is_closed), None)
            if standing is not None:
                self.by_body[body.pk] = as_it_stands(standing, 0)
        return self.by_body.get(body.pk)


def plain(facts: Mapping[str, object]) -> dict[str, str | int]:
    """Facts of a sentence as JSON holds them."""
    return {name: fact if type(fact) is int else _text(fact) for name, fact in facts.items()}


def _text(fact: object) -> str:
    return fact.value if isinstance(fact, StrEnum) else str(fact)


def look(book: Book, known: Known, *, today: date, errors: ErrorList) -> Places:
    """Every unit of the file with its history, checked by the rules of `recording.check`."""
    places = Places()
    history = _history(book.history, known, today, errors)
    rows: dict[int, int] = {}
    for row in book.units:
        body = find(Part.UNITS, row, known, errors)
        if body is None:
            continue
        if body.pk in rows:
            errors.add(
                Part.UNITS,
                row.number,
                "organisation",
                row.text("organisation"),
                "unit_twice",
                first=rows[body.pk],
            )
            continue
        rows[body.pk] = row.number
        place = _place(row, body, history.get(body.pk, []), known, today, errors)
        if place is None:
            places.failed.add(body.pk)
        else:
            places.by_body[body.pk] = place
    for key, stages in history.items():
        if key not in rows:
            first = stages[0]
            errors.add(
                Part.HISTORY, first.number, "organisation", first.text("organisation"), "unit_row_missing"
            )
    return places


def find(part: Part, row: Row, known: Known, errors: ErrorList) -> Organisation | None:
    """The organisation of a row."""
    word = row.text("organisation")
    if not word:
        return None
    try:
        return known.organisation(word)
    except CellError as problem:
        errors.add(part, row.number, "organisation", word, problem.code, **problem.facts)
        return None


def day(row: Row, name: str) -> date | None:
    """A day of a row; None if there is none, or none that can be read."""
    value = row.values.get(name)
    return value if isinstance(value, date) else None


def _history(rows: Iterable[Row], known: Known, today: date, errors: ErrorList) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        body = find(Part.HISTORY, row, known, errors)
        on = day(row, "on")
        if on is not None:
            check_day(Part.HISTORY, row, "on", on, today, errors)
        if body is not None and on is not None and row.text("stage"):
            found[body.pk].append(row)
    return found


def check_day(part: Part, row: Row, column: str, on: date, today: date, errors: ErrorList) -> bool:
    """Whether a day lies neither before the programme nor ahead; told if not."""
    if on < EARLIEST:
        facts = {"day": str(on), "earliest": str(EARLIEST)}
        errors.add(part, row.number, column, str(on), "before_the_programme", **facts)
    elif on > today:
        errors.add(part, row.number, column, str(on), "day_lies_ahead", day=str(on), today=str(today))
    return EARLIEST <= on <= today


def _place(
    row: Row, body: Organisation, stages: Sequence[Row], known: Known, today: date, errors: ErrorList
) -> Place | None:
    """The unit of a row, or None where something is wrong with it."""
    before = errors.total
    told = _told(row, stages, known, errors)
    if told is None:
        return None
    model = blueprints.read(told.blueprint)
    in_order = sorted(told.stages, key=lambda passed: _place_in(model, passed.stage))
    told = Told(**{**vars(told), "stages": tuple(in_order)})
    if told.size not in {team.size for team in model.teams}:
        allowed = ", ".join(team.size for team in model.teams)
        errors.add(Part.UNITS, row.number, "size", told.size, "unknown_code", allowed=allowed)
        return None
    standing = _standing(known.units.get(body.pk, []), told)
    if standing is not None:
        _compare(row, standing, told, errors)
    else:
        _check(row, body, told, model, today, errors)
    if errors.total > before:
        return None
    if standing is not None:
        return as_it_stands(standing, row.number)
    posts = {code: model.post(code).leads for code in model.team(told.size).full}
    closed_on = told.since if told.standing is Standing.CLOSED else None
    return Place(body, row.number, model, told.began_on, closed_on, posts, told=told)


def _place_in(model: Blueprint, stage: str) -> int:
    codes = [each.code for each in model.stages]
    return codes.index(stage) if stage in codes else len(codes)


def _told(row: Row, stages: Sequence[Row], known: Known, errors: ErrorList) -> Told | None:
    """What the row and its history say; None where a cell that is needed could not be read."""
    code, number = row.text("model"), row.values.get("version")
    version: BlueprintVersion | None = None
    if code and isinstance(number, int):
        version = known.versions.get((code, number))
        if version is None:
            wanted = f"{code} {number}"
            errors.add(Part.UNITS, row.number, "model", wanted, "model_unknown", allowed=known.models)
    began_on = day(row, "began_on")
    if version is None or began_on is None or not row.text("size") or not row.text("basis"):
        return None
    if row.text("standing") == "" and "standing" not in row.values and _has_fault(row, "standing", errors):
        return None
    return Told(
        blueprint=version,
        size=Size(row.text("size")),
        began_on=began_on,
        basis=row.text("basis"),
        stages=tuple(Passed(each.text("stage"), day(each, "on") or began_on) for each in stages),
        standing=Standing(row.text("standing") or Standing.ACTIVE),
        since=day(row, "since"),
        why=row.text("why"),
    )


def _has_fault(row: Row, column: str, errors: ErrorList) -> bool:
    return any(
        error.file == Part.UNITS and error.row == row.number and error.column == column for error in errors
    )


def _check(
    row: Row, body: Organisation, told: Told, model: Blueprint, today: date, errors: ErrorList
) -> None:
    try:
        recording.check(body, told, model, today=today)
    except Refusal as refusal:
        column = COLUMN_OF.get(refusal.code, "organisation")
        if refusal.code == "day_lies_ahead" and told.began_on > today:
            column = "began_on"
        value = str(row.values.get(column) or "")
        if not _is_told(row, refusal, errors):
            errors.add(Part.UNITS, row.number, column, value, refusal.code, **plain(refusal.facts))


def _is_told(row: Row, refusal: Refusal, errors: ErrorList) -> bool:
    """Whether a row of the history was told to lie ahead already, by the very day."""
    facts = plain(refusal.facts)
    return refusal.code == "day_lies_ahead" and any(
        error.file == Part.HISTORY and error.code == refusal.code and error.facts == facts for error in errors
    )


def _standing(units: Sequence[Unit], told: Told) -> Unit | None:
    """The unit that the row speaks of, if it is in the register: the one that stands, or that began on this day."""
    same_day = next((unit for unit in units if unit.began_on == told.began_on), None)
    if told.standing is Standing.CLOSED:
        return same_day
    return next((unit for unit in units if not unit.is_closed), same_day)


def _compare(row: Row, unit: Unit, told: Told, errors: ErrorList) -> None:
    """Tell what the register says otherwise. A unit that went further since the file was written is no contradiction."""
    days = {passage.stage: passage.passed_on for passage in unit.passages.all() if passage.passed_on}
    differs = {
        "model": unit.blueprint_id != told.blueprint.pk,
        "size": unit.size != told.size,
        "began_on": unit.began_on != told.began_on,
        "standing": unit.standing != told.standing,
        "since": told.standing is not Standing.ACTIVE and unit.standing_since != told.since,
        "history": any(days.get(passed.stage) != passed.on for passed in told.stages),
    }
    columns = [name for name, is_other in differs.items() if is_other]
    if columns:
        facts: dict[str, str | int] = {"number": unit.number, "columns": " ".join(columns)}
        errors.add(Part.UNITS, row.number, "organisation", row.text("organisation"), "unit_differs", **facts)


def as_it_stands(unit: Unit, row: int) -> Place:
    """A unit of the register as a place for members."""
    return Place(
        unit.organisation,
        row,
        own_model.of(unit),
        unit.began_on,
        unit.closed_on,
        {post.code: post.leads for post in unit.posts.all() if post.closed_on is None or unit.is_closed},
        unit=unit,
    )
