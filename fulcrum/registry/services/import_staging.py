"""Stage the rows of an import in the database, compare them with the register there, and merge them there.

Everything here is set-based: a hundred thousand rows cost a handful of statements.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models

from fulcrum.registry.domain.import_people import OF_PERSON
from fulcrum.registry.domain.import_states import Part, RowState
from fulcrum.registry.domain.roles import Manner
from fulcrum.registry.models import Appointment, ImportRow, ImportRun, Organisation, Person
from fulcrum.registry.services import people

LONGEST_LABEL = 300


@dataclass(frozen=True)
class Staged:
    """One row on its way to one table, see `ImportRow`. `values` by attribute of the model."""

    part: Part
    number: int
    label: str
    values: Mapping[str, object]
    target: int | None = None
    is_new: bool = True
    owner: int | None = None
    derived: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Table:
    """A table of the register as an import sees it.

    attributes   those that a file can tell
    derived      those that follow from them and are staged beside
    of_owner     the one that points to the row's person
    usual        what a new row has if nothing is told, where the model has no default of its own
    """

    part: Part
    model: type[models.Model]
    attributes: tuple[str, ...]
    derived: tuple[str, ...] = ()
    of_owner: tuple[str, ...] = ()
    usual: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.column)

    @property
    def new_key(self) -> str:
        """The key of a new row: the staged one, for rows that others point to, or the next of the table."""
        if self.part is Part.APPOINTMENT:
            return f"nextval(pg_get_serial_sequence('{self.name}', '{self.key}'))"
        return "s.target"

    def column(self, attribute: str) -> str:
        return str(self._field(attribute).column)

    def cast(self, attribute: str) -> str:
        """The staged value as the column takes it."""
        return f"(s.values ->> '{attribute}')::{self._field(attribute).rel_db_type(connection)}"

    @property
    def stored(self) -> str:
        """What the register holds, as the staged values are written."""
        pairs = ", ".join(f"'{name}', t.\"{self.column(name)}\"" for name in self.attributes)
        return f"jsonb_build_object({pairs})"

    def _field(self, attribute: str) -> Any:
        return next(each for each in self.model._meta.concrete_fields if each.attname == attribute)


ORGANISATIONS = Table(
    Part.ORGANISATION,
    Organisation,
    (
        "slug", "name_en", "name_si", "name_ta", "si_basis", "ta_basis", "kind", "subkind", "tier", "sector",
        "official_code", "website", "source_year", "note", "parent_basis", "district_basis", "parent_id",
        "district_id", "region_id", "source_id", "opened_on", "closed_on",
    ),
)  # fmt: skip
PEOPLE = Table(Part.PERSON, Person, OF_PERSON, derived=people.DERIVED)
APPOINTMENTS = Table(
    Part.APPOINTMENT,
    Appointment,
    (
        "role", "manner", "reach", "organisation_id", "region_id", "begins_on", "until", "agreement_id", "basis",
    ),
    of_owner=("person_id",),
    usual={"manner": Manner.SUBSTANTIVE.value},
)  # fmt: skip


def join_by_hashes() -> None:
    """Until the transaction ends. Of rows just staged the planner knows nothing yet, and would go through them once
    for each other; only the owner of a table may tell it more."""
    _execute("SET LOCAL enable_nestloop = off")


def join_as_usual() -> None:
    """Let the planner choose again, for tables that it knows."""
    _execute("SET LOCAL enable_nestloop = on")


def clear(run: ImportRun) -> None:
    """Forget what an earlier check staged."""
    _execute("DELETE FROM registry_importrow WHERE run_id = %s", [run.pk])
    _execute("DELETE FROM registry_importfault WHERE run_id = %s", [run.pk])


def stage(run: ImportRun, rows: Iterable[Staged]) -> None:
    """Copy rows into the staging table."""
    columns = "run_id, part, number, owner, target, state, label, values, derived"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY registry_importrow ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            state = RowState.NEW if row.is_new else RowState.UNCHANGED
            copy.write_row(
                (
                    run.pk,
                    row.part.value,
                    row.number,
                    row.owner,
                    row.target,
                    state.value,
                    row.label[:LONGEST_LABEL],
                    _as_json(row.values),
                    None if row.derived is None else _as_json(row.derived),
                )
            )


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} cannot be staged")


_as_json = json.JSONEncoder(ensure_ascii=False, default=_plain).encode


def compare(run: ImportRun, table: Table) -> None:
    """Find the staged rows that differ from the register, and keep what it holds where they differ."""
    _execute(
        f"""
        UPDATE registry_importrow s
        SET state = 'changed',
            before = (SELECT jsonb_object_agg(key, value) FROM jsonb_each(d.stored)
                      WHERE s.values ? key AND s.values -> key IS DISTINCT FROM value)
        FROM (SELECT t."{table.key}" AS id, {table.stored} AS stored FROM {table.name} t) d
        WHERE s.run_id = %s AND s.part = %s AND s.state = 'unchanged' AND s.target = d.id
          AND NOT s.values <@ d.stored
        """,  # noqa: S608 - names of our own columns
        [run.pk, table.part],
    )


def moved(run: ImportRun, table: Table) -> int:
    """How many staged rows the register answers differently than when they were compared."""
    return _number(
        f"""
        SELECT count(*)
        FROM registry_importrow s
        LEFT JOIN (SELECT t."{table.key}" AS id, {table.stored} AS stored FROM {table.name} t) d ON d.id = s.target
        WHERE s.run_id = %s AND s.part = %s AND CASE s.state
            WHEN 'new' THEN d.id IS NOT NULL
            WHEN 'changed' THEN d.id IS NULL OR NOT s.before <@ d.stored
            ELSE d.id IS NULL OR NOT s.values <@ d.stored END
        """,  # noqa: S608 - names of our own columns
        [run.pk, table.part],
    )


def counts(run: ImportRun, table: Table) -> dict[str, int]:
    """Staged rows of one part by their state."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, count(*) FROM registry_importrow WHERE run_id = %s AND part = %s GROUP BY state",
            [run.pk, table.part],
        )
        found = dict(cursor.fetchall())
    return {state.value: found.get(state.value, 0) for state in RowState}


def number_new_people(run: ImportRun) -> None:
    """Give every new person the number that they will have in the register: their appointments point to it."""
    _execute(
        """
        UPDATE registry_importrow SET target = nextval(pg_get_serial_sequence('registry_person', 'id'))
        WHERE run_id = %s AND part = 'person' AND state = 'new'
        """,
        [run.pk],
    )


def insert(run: ImportRun, table: Table, *, always: Mapping[str, object]) -> int:
    """Add the new rows; returns how many. `always` are attributes with one value for all of them.

    What neither a row nor `always` tells is as the model has it by default.
    """
    fields = [field for field in table.model._meta.concrete_fields if not field.generated]
    told = [_told(table, field, always) for field in fields]
    return _execute(
        f"""
        INSERT INTO {table.name} ({", ".join(f'"{field.column}"' for field in fields)})
        SELECT {", ".join(expression for expression, _ in told)}
        FROM registry_importrow s
        LEFT JOIN registry_importrow p ON p.run_id = s.run_id AND p.part = 'person' AND p.number = s.owner
        WHERE s.run_id = %s AND s.part = %s AND s.state = 'new' ORDER BY s.number
        """,  # noqa: S608 - names of our own columns
        [*(value for _, values in told for value in values), run.pk, table.part],
    )


def _told(table: Table, field: Any, always: Mapping[str, object]) -> tuple[str, list[object]]:
    """What a new row gets in one column, as an expression and its parameters."""
    name = field.attname
    kind = field.rel_db_type(connection)
    if field.primary_key:
        return table.new_key, []
    if name in always:
        return f"%s::{kind}", [always[name]]
    if name in table.of_owner:
        return "p.target", []
    usual = table.usual.get(name, field.get_db_prep_save(field.get_default(), connection))
    if name in table.attributes:
        return f"CASE WHEN s.values ? '{name}' THEN {table.cast(name)} ELSE %s END", [usual]
    if name in table.derived:
        return f"coalesce(s.derived ->> '{name}', %s)", [usual]
    return f"%s::{kind}", [usual]


FREEING = """(s.before ? 'until' AND (s.before ->> 'until' IS NULL OR s.values ->> 'until' < s.before ->> 'until')
    OR s.before ->> 'manner' = 'substantive') IS TRUE"""
"""Changes of appointments that make room for others: an earlier last day, an office no longer one's own."""


def update(run: ImportRun, table: Table, *, only: str = "TRUE") -> int:
    """Change the rows that differ; returns how many. `only` narrows them further."""
    told = [
        f"\"{table.column(name)}\" = CASE WHEN s.values ? '{name}' THEN {table.cast(name)}"
        f' ELSE t."{table.column(name)}" END'
        for name in table.attributes
    ]
    derived = [f'"{name}" = coalesce(s.derived ->> \'{name}\', t."{name}")' for name in table.derived]
    return _execute(
        f"""
        UPDATE {table.name} t SET {", ".join([*told, *derived])}
        FROM registry_importrow s
        WHERE s.run_id = %s AND s.part = %s AND s.state = 'changed' AND s.target = t."{table.key}" AND {only}
        """,  # noqa: S608 - names of our own columns
        [run.pk, table.part],
    )


def let_unchanged_go(run: ImportRun) -> None:
    """After the commit only what was done stays as its record."""
    _execute("DELETE FROM registry_importrow WHERE run_id = %s AND state = 'unchanged'", [run.pk])


def targets(run: ImportRun, part: Part) -> "models.QuerySet[ImportRow, int | None]":
    """Keys of the register's rows that the file tells of."""
    return ImportRow.objects.filter(run=run, part=part, target__isnull=False).values_list("target", flat=True)


def _execute(sql: str, parameters: list[Any] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: int = cursor.rowcount
    return rows


def _number(sql: str, parameters: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    assert row is not None
    count: int = row[0]
    return count
