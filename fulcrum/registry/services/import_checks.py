"""The dry run of an import: read the file, tell what is wrong, and stage what it would change."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from fulcrum.registry.domain import (
    import_files,
    import_organisations,
    import_people,
    import_rows,
)
from fulcrum.registry.domain.import_archives import UnreadableError
from fulcrum.registry.domain.import_fields import ImportKind
from fulcrum.registry.domain.import_mapping import FileMapping
from fulcrum.registry.domain.import_people import FoundPeople
from fulcrum.registry.domain.import_states import ImportState, Part, RowState
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.domain.tables import Row
from fulcrum.registry.models import (
    Appointment,
    ImportFault,
    ImportRow,
    ImportRun,
    Organisation,
    Person,
)
from fulcrum.registry.services import import_conflicts, import_known, import_staging, organisations, people
from fulcrum.registry.services.import_staging import Staged

MOST_FAULTS = 10_000
"""Faults kept of one file; all of them are counted."""
AT_ONCE = 5_000
LONGEST_VALUE = 120
LOOKED_UP = {"id": "slug", "district_code": "district_id", "region_code": "region_id", "source": "source_id"}
"""Fields that the model calls otherwise."""
POINTERS = ("parent_id", "district_id", "region_id", "source_id")

Tell = Callable[[str, int, int], None]
"""Told which step is at work, and how much of how much is done."""


def check(run: ImportRun, *, at: datetime, tell: Tell) -> None:
    """Stage what the file of `run` would change, with everything that is wrong with it; the register stays as it is."""
    errors = ErrorList(MOST_FAULTS)
    rows = _rows(run, errors, tell)
    with transaction.atomic():
        import_staging.join_by_hashes()
        import_staging.clear(run)
        mark = import_known.mark()
        if run.kind == ImportKind.ORGANISATIONS:
            counts = _organisations(run, rows, errors, tell)
        else:
            counts = _people(run, rows, errors, tell)
        _keep_faults(run, errors)
        is_wanted = ImportRun.objects.filter(pk=run.pk, state=ImportState.CHECKING).update(
            state=ImportState.CHECKED,
            checked_at=at,
            rows=len(rows) or run.rows,
            counts=counts,
            fault_count=errors.total,
            register_mark=mark,
        )
        if not is_wanted:  # given up or started anew meanwhile
            transaction.set_rollback(True)


def _rows(run: ImportRun, errors: ErrorList, tell: Tell) -> list[Row]:
    assert run.file is not None
    tell("reading", 0, run.rows)
    try:
        sheet = import_files.read(bytes(run.file.content))
        return import_rows.read_rows(
            ImportKind(run.kind),
            sheet,
            run.decided,
            import_known.readers(run.pack),
            errors,
            lambda done: tell("reading", done, run.rows),
        )
    except UnreadableError as error:
        row = error.facts.get("row", 0)
        facts = {name: fact for name, fact in error.facts.items() if name not in ("row", "reason")}
        errors.add("", int(row), "", str(error.facts.get("value", "")), error.code, **facts)
        return []


def _organisations(run: ImportRun, rows: list[Row], errors: ErrorList, tell: Tell) -> dict[str, Any]:
    decided = run.decided
    bodies = import_known.organisations(run.pack)
    joined = import_organisations.join(rows, bodies, decided.fields, empties=decided.empties, errors=errors)
    tell("comparing", 0, 1)
    if not errors:
        stored = bodies.known.stored.keys
        keys = {**stored, **_keys(joined, frozenset(stored.values()))}
        import_staging.stage(run, (_staged_body(row, keys, stored, decided) for row in joined))
        import_staging.compare(run, import_staging.ORGANISATIONS)
    counts = import_staging.counts(run, import_staging.ORGANISATIONS)
    known = counts[RowState.CHANGED] + counts[RowState.UNCHANGED]
    missing = Organisation.objects.filter(pack=run.pack).count() - known
    return {Part.ORGANISATION.value: {**counts, "missing": missing}}


def _keys(rows: list[Row], taken: frozenset[int]) -> dict[str, int]:
    """The key of every body of the file; a new one without gets one of those that are given here."""
    told = {row.text("id"): int(row.text("key")) for row in rows if "key" in row.values}
    without = [row.text("id") for row in rows if "key" not in row.values]
    used = taken | frozenset(told.values())
    free = organisations.new_keys(len(without), used)
    return {**told, **dict(zip(without, free, strict=True))}


def _staged_body(
    row: Row, keys: Mapping[str, int], stored: Mapping[str, int], decided: FileMapping
) -> Staged:
    values: dict[str, object] = {}
    for name, value in row.values.items():
        attribute = LOOKED_UP.get(name, name)
        if name == "key" or (value in ("", None) and not decided.empties):
            continue
        values[attribute] = None if attribute in POINTERS and not value else value
    if values.get("parent_id"):
        values["parent_id"] = keys[str(values["parent_id"])]
    slug = row.text("id")
    label = row.text("name_en") or slug
    is_new = slug not in stored
    return Staged(Part.ORGANISATION, row.number, label, values, keys[slug], is_new)


def _people(run: ImportRun, rows: list[Row], errors: ErrorList, tell: Tell) -> dict[str, Any]:
    found = import_people.join(rows, import_known.people(run.pack), run.decided.fields, errors)
    import_staging.stage(run, _staged_people(found, run.decided, tell))
    tell("comparing", 1, 3)
    import_staging.compare(run, import_staging.PEOPLE)
    import_conflicts.match(run)
    import_staging.compare(run, import_staging.APPOINTMENTS)
    tell("comparing", 2, 3)
    person = Person.objects.filter(user=run.by).values_list("pk", flat=True).first()
    import_conflicts.tell(run, person, errors)
    if not errors:
        derive(run, lambda done, total: tell("deriving", done, total))
    return {
        Part.PERSON.value: {
            **import_staging.counts(run, import_staging.PEOPLE),
            "missing": _missing(run, Part.PERSON, Person.objects.filter(pack=run.pack)),
            "by_name": sum(person.by_name for person in found.people),
        },
        Part.APPOINTMENT.value: {
            **import_staging.counts(run, import_staging.APPOINTMENTS),
            "missing": _missing(run, Part.APPOINTMENT, Appointment.objects.filter(person__pack=run.pack)),
        },
    }


def _missing(run: ImportRun, part: Part, stored: Any) -> int:
    """Rows of the register that the file says nothing of; they stay as they are."""
    told = ImportRow.objects.filter(run=run, part=part).filter(~Q(state=RowState.NEW)).count()
    return int(stored.count() - told)


def _staged_people(found: FoundPeople, decided: FileMapping, tell: Tell) -> Iterator[Staged]:
    labels: dict[int, str] = {}
    for done, person in enumerate(found.people):
        if done % AT_ONCE == 0:
            tell("deriving", done, len(found.people))
        values = {
            name: value
            for name, value in person.values.items()
            if value or (decided.empties and name != "name_en")
        }
        label = str(values.get("name_en") or f"{person.known}")
        derived = derived_of(values, None) if person.known is None else None
        yield Staged(
            Part.PERSON, person.row, label, values, person.known, derived is not None, derived=derived
        )
        labels[person.row] = label
    for one in found.appointments:
        kept = {
            name: value
            for name, value in one.values.items()
            if value or name.endswith("_id") or (decided.empties and name in ("until", "basis"))
        }
        yield Staged(Part.APPOINTMENT, one.row, labels[one.person], kept, owner=one.person)


def derive(run: ImportRun, tell: Callable[[int, int], None]) -> None:
    """Stage what follows from the names of changed people too, as of new ones before; some thousand at a time."""
    rows = ImportRow.objects.filter(run=run, part=Part.PERSON, state=RowState.CHANGED)
    total = rows.count()
    for done in range(0, total, AT_ONCE):
        chunk = list(rows.order_by("pk")[done : done + AT_ONCE])
        stored = Person.objects.in_bulk([row.target for row in chunk if row.target])
        derived = [derived_of(row.values, stored.get(row.target or 0)) for row in chunk]
        _keep_derived([row.pk for row in chunk], derived)
        tell(done + len(chunk), total)


def derived_of(values: Mapping[str, Any], stored: Person | None) -> dict[str, str]:
    """Sort keys and search text of a person as they are stored, with these values instead."""
    person = stored or Person()
    for name in people.NAMES:
        setattr(person, name, values.get(name, getattr(person, name)))
    people.derive(person)
    return {name: getattr(person, name) for name in people.DERIVED}


def _keep_derived(rows: list[int], derived: list[dict[str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registry_importrow s SET derived = d.derived"
            " FROM unnest(%s::bigint[], %s::jsonb[]) AS d (id, derived) WHERE s.id = d.id",
            [rows, [json.dumps(each) for each in derived]],
        )


def _keep_faults(run: ImportRun, errors: ErrorList) -> None:
    ImportFault.objects.bulk_create(
        (
            ImportFault(
                run=run,
                number=error.row,
                field=error.column,
                value=error.value[:LONGEST_VALUE],
                code=error.code,
                facts=error.facts,
            )
            for error in sorted(errors, key=lambda error: error.row)
        ),
        batch_size=1000,
    )
