"""What people decided here stays when a pack is loaded later; the difference is told in the report of the load.

Decided is a column that an officer changed on the page of an organisation or by a confirmed file, and every column of
an organisation that was entered here. Taking an event back gives its columns to the pack again.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fulcrum.registry.domain import tree
from fulcrum.registry.domain.load_report import Change, LoadReport
from fulcrum.registry.models import Organisation

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


def of_file(rows: Iterable[Values]) -> dict[int, set[str]]:
    """The columns that a confirmed file decides, by the organisation's key: those that it changes."""
    rows = list(rows)
    attributes = {attribute for row in rows for attribute in row}
    found = Organisation.objects.filter(pk__in=[row["key"] for row in rows]).values(*attributes)
    stored = {row["key"]: row for row in found}
    return {
        row["key"]: {
            attribute
            for attribute, value in row.items()
            if row["key"] not in stored or stored[row["key"]][attribute] != value
        }
        for row in rows
    }


def note(decided: Mapping[int, set[str]]) -> None:
    """Keep that these columns were decided here."""
    keys = [key for key, columns in decided.items() if columns]
    bodies = list(Organisation.objects.filter(pk__in=keys).only("decided"))
    for body in bodies:
        body.decided = sorted({*body.decided, *decided[body.pk]} - {"key", "slug"})
    Organisation.objects.bulk_update(bodies, ["decided"], batch_size=500)


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
