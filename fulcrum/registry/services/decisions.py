"""What people decided here stays when a pack is loaded later; the difference is told in the report of the load.

Decided is a column that an officer changed on the page of an organisation or by a confirmed file, and every column of
an organisation that was entered here. Taking an event back gives its columns to the pack again.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from fulcrum.registry.domain import tree
from fulcrum.registry.domain.load_report import Change, LoadReport
from fulcrum.registry.models import Organisation

_NOTE = """
    UPDATE registry_organisation o
    SET decided = ARRAY(SELECT DISTINCT each FROM unnest(o.decided || told.columns::varchar[]) each ORDER BY each)
    FROM unnest(%s::bigint[], %s::text[]) AS told (key, columns)
    WHERE o.key = told.key
"""

Values = dict[str, Any]
"""One row of a file by the model's attributes."""


def keep(rows: list[Values], report: LoadReport, *, pack: str, columns: Mapping[str, str]) -> None:
    """Put into the rows of a pack what is stored and decided here, and note each difference.

    columns   the file's column by the attribute
    A parent that the pack gives anew and that would close a circle with a decided one is left out too.
    """
    stored = {row["key"]: row for row in Organisation.objects.filter(pack=pack).values("decided", *columns)}
    theirs = {row["key"]: dict(row) for row in rows if row["key"] in stored}
    for key, row in ((row["key"], row) for row in rows if row["key"] in stored):
        for attribute in stored[key]["decided"]:
            if attribute in row:
                row[attribute] = stored[key][attribute]
    _keep_out_of_circles(rows, stored)
    for row in rows:
        _note_difference(row, theirs.get(row["key"]), report, columns)


def note(decided: Mapping[int, set[str]]) -> None:
    """Keep that these columns were decided here, in one statement however many organisations there are."""
    told = {key: sorted(columns - {"key", "slug"}) for key, columns in decided.items()}
    told = {key: columns for key, columns in told.items() if columns}
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [list(told), [f"{{{','.join(columns)}}}" for columns in told.values()]])


def _keep_out_of_circles(rows: list[Values], stored: Mapping[int, Values]) -> None:
    parents = {key: row["parent_id"] for key, row in stored.items()}
    parents |= {row["key"]: row["parent_id"] for row in rows}
    while circling := tree.in_circles(parents):
        new = [row for row in rows if row["key"] in circling and row["key"] in stored]
        new = [row for row in new if row["parent_id"] != stored[row["key"]]["parent_id"]]
        if not new:
            return  # a circle of the pack itself, which its own check tells
        for row in new:
            row["parent_id"] = parents[row["key"]] = stored[row["key"]]["parent_id"]
            row["parent_basis"] = stored[row["key"]]["parent_basis"]


def _note_difference(
    row: Values, theirs: Values | None, report: LoadReport, columns: Mapping[str, str]
) -> None:
    different = tuple(
        (columns[attribute], _shown(value), _shown(theirs[attribute]))
        for attribute, value in row.items()
        if theirs is not None and theirs[attribute] != value
    )
    if different:
        report.note_kept(Change("organisations", str(row["key"]), str(row["name_en"]), False, different))


def _shown(value: object) -> str:
    return "" if value is None else str(value)
