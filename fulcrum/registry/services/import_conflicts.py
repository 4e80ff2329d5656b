"""What only the database can tell of staged appointments: who else holds the office, and what has ended already."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from fulcrum.registry.domain.roles import OFFICES, TIMED_ROLES, Manner
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.models import ImportRun

MATCH = """
UPDATE registry_importrow s SET target = a.id, state = 'unchanged'
FROM registry_importrow p, registry_appointment a
WHERE s.run_id = %(run)s AND s.part = 'appointment'
  AND p.run_id = %(run)s AND p.part = 'person' AND p.number = s.owner
  AND a.person_id = p.target AND a.role = s.values ->> 'role'
  AND a.begins_on = (s.values ->> 'begins_on')::date
  AND coalesce(a.organisation_id, 0) = coalesce((s.values ->> 'organisation_id')::bigint, 0)
  AND coalesce(a.region_id, '') = coalesce(s.values ->> 'region_id', '')
  AND NOT (a.ended_at IS NOT NULL AND a.until = a.begins_on)
"""
"""A staged appointment is the one of the register that has the same person, role and place from the same day."""

STAGED = """
CREATE TEMPORARY TABLE import_staged ON COMMIT DROP AS
    SELECT s.number, s.state, s.target, coalesce(p.target, -p.number) AS person, s.values ->> 'role' AS role,
           coalesce((s.values ->> 'organisation_id')::bigint, 0) AS body,
           coalesce(s.values ->> 'region_id', '') AS region,
           coalesce(s.values ->> 'manner', a.manner, 'substantive') AS manner, a.until AS stored_until,
           CASE WHEN s.values ? 'until' THEN (s.values ->> 'until')::date ELSE a.until END AS until,
           daterange((s.values ->> 'begins_on')::date,
                     CASE WHEN s.values ? 'until' THEN (s.values ->> 'until')::date ELSE a.until END,
                     CASE WHEN a.ended_at IS NULL THEN '[]' ELSE '[)' END) AS days,
           a.ended_at, coalesce(s.before ? 'until', FALSE) AS changes_until
    FROM registry_importrow s
    JOIN registry_importrow p ON p.run_id = s.run_id AND p.part = 'person' AND p.number = s.owner
    LEFT JOIN registry_appointment a ON a.id = s.target
    WHERE s.run_id = %(run)s AND s.part = 'appointment'
"""
"""The staged appointments as they would be, in a table that the planner may be told of."""

HELD = """
WITH held AS (
    SELECT a.id, a.person_id, o.name_en, a.role, coalesce(a.organisation_id, 0) AS body,
           coalesce(a.region_id, '') AS region, a.manner, a.begins_on,
           daterange(a.begins_on, a.until, CASE WHEN a.ended_at IS NULL THEN '[]' ELSE '[)' END) AS days
    FROM registry_appointment a JOIN registry_person o ON o.id = a.person_id
    WHERE NOT EXISTS (SELECT 1 FROM import_staged WHERE import_staged.target = a.id)
)
"""
"""Those of the register that the file says nothing of."""

SAME_ROLE_IN_FILE = """
SELECT y.number, x.number FROM import_staged x
JOIN import_staged y ON y.person = x.person AND y.role = x.role AND y.body = x.body AND y.region = x.region
WHERE x.number < y.number AND x.days && y.days LIMIT %(most)s
"""
SAME_ROLE_HELD = (
    HELD
    + """
SELECT s.number, h.begins_on FROM import_staged s
JOIN held h ON h.person_id = s.person AND h.role = s.role AND h.body = s.body AND h.region = s.region
WHERE h.days && s.days LIMIT %(most)s
"""
)
OFFICE_IN_FILE = """
SELECT y.number, x.number FROM import_staged x
JOIN import_staged y ON y.role = x.role AND y.body = x.body
WHERE x.number < y.number AND x.person <> y.person AND x.days && y.days AND x.body <> 0
  AND x.role = ANY(%(offices)s) AND x.manner = %(own)s AND y.manner = %(own)s LIMIT %(most)s
"""
OFFICE_HELD = (
    HELD
    + """
SELECT s.number, h.name_en FROM import_staged s
JOIN held h ON h.role = s.role AND h.body = s.body
WHERE h.person_id <> s.person AND h.days && s.days AND s.body <> 0
  AND s.role = ANY(%(offices)s) AND s.manner = %(own)s AND h.manner = %(own)s LIMIT %(most)s
"""
)
ENDED = """
SELECT number, stored_until FROM import_staged
WHERE ended_at IS NOT NULL AND changes_until LIMIT %(most)s
"""
WITHOUT_END = """
SELECT number FROM import_staged WHERE until IS NULL AND role = ANY(%(timed)s) LIMIT %(most)s
"""
TO_ONESELF = """
SELECT number FROM import_staged WHERE person = %(self)s AND state <> 'unchanged' LIMIT %(most)s
"""
NEW_BUT_KNOWN = """
WITH brought AS MATERIALIZED (
    SELECT lower(coalesce(values ->> 'email', '')) AS email, values ->> 'name_en' AS name FROM registry_importrow
    WHERE run_id = %(run)s AND part = 'person' AND state = 'new'
)
SELECT 1 FROM brought JOIN registry_person o ON lower(o.email) = brought.email
WHERE brought.email <> '' AND o.pack = %(pack)s
UNION ALL
SELECT 1 FROM brought JOIN registry_person o ON o.name_en = brought.name
WHERE brought.email = '' AND o.pack = %(pack)s
LIMIT 1
"""
"""People who were new when the file was checked and are in the register by now."""


def match(run: ImportRun) -> None:
    """Find the staged appointments that the register has already."""
    with connection.cursor() as cursor:
        cursor.execute(MATCH, {"run": run.pk})


def tell(run: ImportRun, person_of_officer: int | None, errors: ErrorList) -> None:
    """Tell what is wrong with the staged appointments, at most as often as errors are kept."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS import_staged")
        cursor.execute(STAGED, {"run": run.pk})
        cursor.execute("ANALYZE import_staged")
    for number, first in _found(SAME_ROLE_IN_FILE, errors):
        errors.add("", number, "role", "", "role_overlaps_row", first=first)
    for number, begins_on in _found(SAME_ROLE_HELD, errors):
        errors.add("", number, "role", "", "role_overlaps_held", begins_on=begins_on.isoformat())
    for number, first in _found(OFFICE_IN_FILE, errors):
        errors.add("", number, "role", "", "office_twice", first=first)
    for number, holder in _found(OFFICE_HELD, errors):
        errors.add("", number, "role", "", "office_held", holder=holder)
    for number, until in _found(ENDED, errors):
        errors.add("", number, "until", "", "appointment_has_ended", until=until.isoformat())
    for (number,) in _found(WITHOUT_END, errors):
        errors.add("", number, "until", "", "role_must_end")
    if person_of_officer is not None:
        for (number,) in _found(TO_ONESELF, errors, self=person_of_officer):
            errors.add("", number, "role", "", "role_to_oneself")


def people_known_by_now(run: ImportRun) -> bool:
    """Whether somebody added a person who is new in this file since it was checked."""
    with connection.cursor() as cursor:
        cursor.execute(NEW_BUT_KNOWN, {"run": run.pk, "pack": run.pack})
        return cursor.fetchone() is not None


def _found(query: str, errors: ErrorList, **more: Any) -> Iterator[tuple[Any, ...]]:
    facts = {
        "most": errors.most,
        "offices": [role.value for role in OFFICES],
        "timed": [role.value for role in TIMED_ROLES],
        "own": Manner.SUBSTANTIVE.value,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        yield from cursor.fetchall()
