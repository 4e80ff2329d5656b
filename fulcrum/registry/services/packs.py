"""Load a country pack into the register: all of it or nothing."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from fulcrum.foundation.audit import history
from fulcrum.foundation.audit import services as audit
from fulcrum.foundation.users.models import User
from fulcrum.registry import events
from fulcrum.registry.domain.load_report import LoadReport
from fulcrum.registry.domain.pack_rows import PackRows, check_pack
from fulcrum.registry.domain.row_errors import ErrorList
from fulcrum.registry.domain.tables import Row
from fulcrum.registry.models import IndicatorValue, Organisation, PackLoad, Region, Source
from fulcrum.registry.models.pack_load import LoadKind
from fulcrum.registry.services import decisions, deriving, lookalikes, pack_folder, stored, turns
from fulcrum.registry.services.merging import Target, merge

log = logging.getLogger(__name__)

SHIPPED = pack_folder.SHIPPED
Progress = Callable[[str], None]

SOURCES = Target(
    "sources",
    Source,
    {
        column: column
        for column in (
            "code",
            "publisher",
            "title",
            "short_title",
            "read_at",
            "year",
            "licence",
            "licence_state",
        )
    },
    key=("code",),
    name="title",
)
REGIONS = Target(
    "regions",
    Region,
    {
        **{column: column for column in ("code", "level", "iso_3166_2", "cod_ab_pcode")},
        **{column: column for column in ("name_en", "name_si", "name_ta", "si_basis", "ta_basis")},
        **{column: column for column in ("population", "population_year", "area_km2", "lat", "lon")},
        **{column: column for column in ("gn_divisions", "note")},
        "parent_code": "parent_id",
        "source": "source_id",
        "outline_source": "outline_source_id",
    },
    key=("code",),
    name="name_en",
)
ORGANISATIONS = Target(
    "organisations",
    Organisation,
    {
        "key": "key",
        "id": "slug",
        **{column: column for column in ("name_en", "name_si", "name_ta", "si_basis", "ta_basis")},
        **{column: column for column in ("kind", "subkind", "tier", "sector", "official_code", "website")},
        **{column: column for column in ("source_year", "note", "parent_basis", "district_basis")},
        "parent_id": "parent_id",
        "district_code": "district_id",
        "region_code": "region_id",
        "source": "source_id",
        **{column: column for column in ("opened_on", "closed_on")},
    },
    key=("key",),
    name="name_en",
)
FIGURES = Target(
    "indicators",
    IndicatorValue,
    {
        "region_code": "region_id",
        **{
            column: column for column in ("indicator", "value", "unit", "year", "period", "statistic", "note")
        },
        "source": "source_id",
    },
    key=("region_id", "indicator", "period", "source_id"),
    name="",
)
REFERENCES = frozenset({"parent_code", "parent_id", "district_code", "region_code"})
"""Columns whose empty cell means: points to nothing."""


def load(
    folder: Path, *, by: User | None, at: datetime, dry_run: bool, progress: Progress | None = None
) -> LoadReport:
    """Bring the register to the pack in `folder`; with errors, or as a dry run, change nothing.

    Stored rows that the pack lacks are counted and kept: a plan may point to them. What people decided here stays
    (`services/decisions.py`). A pack that was loaded last, byte
    for byte, is recognised by its hash and costs no more than reading its files.
    """
    started = time.monotonic()
    tell = progress or _silent
    errors = ErrorList()
    pack = pack_folder.read(folder, errors)
    report = LoadReport(
        pack=pack.code if pack else folder.name, version=pack.version if pack else "", dry_run=dry_run
    )
    if pack and not dry_run and _is_loaded(pack):
        report.same_content = True
    elif pack:
        _check_and_carry_out(pack, report, errors, by=by, at=at, tell=tell)
    return _finished(report, errors, started)


@transaction.atomic
def load_and_tell(
    folder: Path, *, by: User | None, at: datetime, dry_run: bool, progress: Progress | None = None
) -> LoadReport:
    """Load a pack into the program in use: as `load`, and higher floors hear of it if anything changed."""
    report = load(folder, by=by, at=at, dry_run=dry_run, progress=progress)
    _tell_of(report, by=by, at=at)
    return report


def _tell_of(report: LoadReport, *, by: User | None, at: datetime) -> None:
    if report.ok and report.changes_anything and not report.dry_run:
        events.organisations_loaded.send(PackLoad, at=at, by=by)


def _finished(report: LoadReport, errors: ErrorList, started: float) -> LoadReport:
    for error in errors:
        if "reason" in error.facts:  # a library's own words: for whoever reads the log, not for the page
            log.info(
                "file refused", extra={"file": error.file, "row": error.row, "reason": error.facts["reason"]}
            )
    report.errors = sorted(errors, key=lambda error: (error.file, error.row))
    report.error_count = errors.total
    report.seconds = time.monotonic() - started
    return report


def _silent(message: str) -> None:
    """Progress that nobody asked for."""


def _is_loaded(pack: pack_folder.Pack) -> bool:
    last = PackLoad.objects.latest_of(pack.code)
    return last is not None and last.content_hash == pack_folder.content_hash(pack.hashes, deriving.VERSION)


@transaction.atomic
def _check_and_carry_out(
    pack: pack_folder.Pack,
    report: LoadReport,
    errors: ErrorList,
    *,
    by: User | None,
    at: datetime,
    tell: Progress,
) -> None:
    """One load at a time, from the look at what is stored to the last row written."""
    turns.alone()
    if not report.dry_run and _is_loaded(pack):
        report.same_content = True  # another start was first and loaded it while this one waited
        return
    tell(f"Checking the files of pack {pack.code} {pack.version}")
    rows = check_pack(pack.files, pack.bounds, errors, stored.stored(pack.code))
    if not errors:
        _carry_out(pack, rows, report, by=by, at=at, tell=tell)


def _carry_out(
    pack: pack_folder.Pack,
    rows: PackRows,
    report: LoadReport,
    *,
    by: User | None,
    at: datetime,
    tell: Progress,
) -> None:
    keys = {row.text("id"): _key(row) for row in rows.organisations}
    history.explain(by=by, reason=f"country pack {pack.code} {pack.version}")
    organisations = list(_organisations(rows.organisations, keys))
    columns = {attribute: column for column, attribute in ORGANISATIONS.columns.items()}
    decisions.keep(organisations, report, pack=pack.code, columns=columns)
    for target, values in (
        (SOURCES, _plain(SOURCES, rows.sources)),
        (REGIONS, _plain(REGIONS, rows.regions)),
        (ORGANISATIONS, organisations),
        (FIGURES, _plain(FIGURES, rows.indicators)),
    ):
        merge(target, values, report, pack=pack.code, all_rows=True, write=not report.dry_run)
        counts = report.tables[target.table]
        tell(f"{target.table}: {counts.total} rows, {counts.new} new, {counts.changed} changed")
    if report.dry_run:
        return
    tell("Working out tree, sort keys and search text")
    deriving.derive(pack.code)
    lookalikes.renew(at=at)
    _refresh_statistics()
    files = pack.hashes
    _record(LoadKind.PACK, report, files, pack_folder.content_hash(files, deriving.VERSION), by=by, at=at)


def _refresh_statistics() -> None:
    """Tell PostgreSQL at once how large the tables have become: until its own worker comes by, it would join a full
    register as if it were empty, and a page would take a second. A role that does not own the tables is passed over.
    """
    tables = ", ".join(target.model._meta.db_table for target in (SOURCES, REGIONS, ORGANISATIONS, FIGURES))
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


def _record(
    kind: LoadKind,
    report: LoadReport,
    files: dict[str, str],
    content_hash: str,
    *,
    by: User | None,
    at: datetime,
) -> None:
    done = PackLoad.objects.create(
        pack=report.pack,
        kind=kind,
        version=report.version[:120],
        content_hash=content_hash,
        files=files,
        counts=report.counts(),
        by=by,
        at=at,
    )
    audit.record(
        f"registry.{kind}_loaded", done, by=by, at=at, version=report.version, counts=report.counts()
    )


def _key(row: Row) -> int:
    return int(row.text("key"))


def _organisations(rows: list[Row], stored_keys: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    keys = {**stored_keys, **{row.text("id"): _key(row) for row in rows}}
    for values in _plain(ORGANISATIONS, rows):
        values["parent_id"] = keys[values["parent_id"]] if values["parent_id"] else None
        yield values


def _plain(target: Target, rows: list[Row]) -> Iterable[dict[str, Any]]:
    """The rows' values by the model's attributes; columns that the file does without are left out."""
    for row in rows:
        yield {
            attribute: None if column in REFERENCES and not row.values[column] else row.values[column]
            for column, attribute in target.columns.items()
            if column in row.values
        }
